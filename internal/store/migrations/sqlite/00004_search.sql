-- What is searched: one row for every record, its newest docid first. A docid
-- is the day of the record, counted from 1900, times 2^20 plus a number within
-- the day, so the index yields the newest records first without sorting. Text
-- and tokens stand last: what is filtered and counted is read without them.
-- The full-text index holds tokens made by the program (package search), parted
-- by spaces; search_symbol completes a symbol while it is typed: scope is 0 for
-- the office, -1 for what everyone may see, else a unit.

-- +goose Up
CREATE TABLE search_record (
	docid     INTEGER PRIMARY KEY,
	kind      TEXT NOT NULL,
	record_id INTEGER NOT NULL,
	date      TEXT NOT NULL,
	unit_id   INTEGER NOT NULL,
	period    TEXT NOT NULL,
	issuer    TEXT NOT NULL,
	genre     TEXT NOT NULL,
	year      INTEGER NOT NULL,
	validity  TEXT NOT NULL,
	title     TEXT NOT NULL,
	text      TEXT NOT NULL,
	tokens    TEXT NOT NULL,
	UNIQUE (kind, record_id)
) STRICT;

CREATE VIRTUAL TABLE search USING fts4 (tokens, content="search_record", order=desc, matchinfo=fts3, tokenize=simple);

CREATE TABLE search_symbol (
	scope INTEGER NOT NULL,
	key   TEXT NOT NULL,
	docid INTEGER NOT NULL,
	label TEXT NOT NULL,
	PRIMARY KEY (scope, key, docid)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_symbol_doc ON search_symbol (docid);
