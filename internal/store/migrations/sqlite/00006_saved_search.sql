-- Searches that people keep, and what is new in them. filter is a JSON object of
-- values by facet; seen_to is the newest search_change.at that the person has
-- been shown.

-- +goose Up
CREATE TABLE saved_search (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	name       TEXT NOT NULL,
	query      TEXT NOT NULL,
	filter     TEXT NOT NULL,
	seen_to    INTEGER NOT NULL,
	UNIQUE (account_id, name)
) STRICT;

-- When what is found of a record last changed. Unlike the index it cannot be
-- made anew from the records.
CREATE TABLE search_change (
	kind      TEXT NOT NULL,
	record_id INTEGER NOT NULL,
	at        INTEGER NOT NULL,
	PRIMARY KEY (kind, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_change_at ON search_change (at);
