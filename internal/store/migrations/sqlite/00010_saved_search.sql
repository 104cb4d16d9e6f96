-- Saved searches stand in the order of their owner: position counts from 1.

-- +goose Up
ALTER TABLE saved_search ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE saved_search
SET position = (SELECT count(*) FROM saved_search s WHERE s.account_id = saved_search.account_id AND s.id <= saved_search.id);

-- A change stands once for every scope of search_symbol that sees the record: what
-- others see must neither crowd out nor date what is new to a reader. The scopes
-- beside the office come with the index, which is made anew.
CREATE TABLE search_change_of (
	kind      TEXT NOT NULL,
	record_id INTEGER NOT NULL,
	scope     INTEGER NOT NULL,
	at        INTEGER NOT NULL,
	PRIMARY KEY (kind, record_id, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO search_change_of (kind, record_id, scope, at)
SELECT kind, record_id, 0, at FROM search_change;
DROP TABLE search_change;
ALTER TABLE search_change_of RENAME TO search_change;
CREATE INDEX search_change_at ON search_change (scope, at);
DELETE FROM setting WHERE name = 'search_version';
