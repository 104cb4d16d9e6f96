-- What files say. The number of a file must not come back: links and the trail
-- lead to it. A file of the same record and name as one before is its new
-- version. version is that of the rules by which the text was read, 0 while it
-- waits; tries counts readings that were begun since.

-- +goose Up
CREATE TABLE attachment_numbered (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	entity     TEXT NOT NULL,
	entity_id  INTEGER NOT NULL,
	name       TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size       INTEGER NOT NULL,
	sha256     TEXT NOT NULL,
	created_at INTEGER NOT NULL
) STRICT;
INSERT INTO attachment_numbered (id, entity, entity_id, name, media_type, size, sha256, created_at)
SELECT id, entity, entity_id, name, media_type, size, sha256, created_at FROM attachment;
DROP TABLE attachment;
ALTER TABLE attachment_numbered RENAME TO attachment;
CREATE INDEX attachment_record ON attachment (entity, entity_id, name, id);
CREATE INDEX attachment_sha256 ON attachment (sha256);

CREATE TABLE attachment_text (
	attachment_id INTEGER PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
	version       INTEGER NOT NULL,
	tries         INTEGER NOT NULL,
	state         TEXT NOT NULL,
	converted     INTEGER NOT NULL,
	cut           INTEGER NOT NULL,
	text          TEXT NOT NULL
) STRICT;
INSERT INTO attachment_text (attachment_id, version, tries, state, converted, cut, text)
SELECT id, 0, 0, '', 0, 0, '' FROM attachment;
CREATE INDEX attachment_text_version ON attachment_text (version, attachment_id);
