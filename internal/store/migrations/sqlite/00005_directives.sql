-- The register of directives: who issued them where and in which term, how long
-- they hold, how they relate, and every text that cites them.
--
-- A citation stands in the named field of a record: ('meeting', 7, 'source').
-- A rejected one is no citation in the eyes of the person in decided_by, and is
-- kept so that the next reading does not find it again. symbol_key is
-- briefing.SymbolKey.

-- +goose Up
ALTER TABLE directive ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE directive ADD COLUMN term TEXT NOT NULL DEFAULT '';
ALTER TABLE directive ADD COLUMN family TEXT NOT NULL DEFAULT '';
ALTER TABLE directive ADD COLUMN effective_from TEXT NOT NULL DEFAULT '';
ALTER TABLE directive ADD COLUMN effective_to TEXT NOT NULL DEFAULT '';

-- What became of entries that turned out to be another one.
CREATE TABLE directive_merge (
	id           INTEGER PRIMARY KEY,
	directive_id INTEGER NOT NULL REFERENCES directive (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX directive_merge_directive ON directive_merge (directive_id);

-- since is the day from which a relation holds, '' for that of the later
-- directive; automatic ones were read from a text.
CREATE TABLE directive_relation (
	id        INTEGER PRIMARY KEY,
	from_id   INTEGER NOT NULL REFERENCES directive (id) ON DELETE CASCADE,
	verb      TEXT NOT NULL,
	to_id     INTEGER NOT NULL REFERENCES directive (id) ON DELETE CASCADE,
	since     TEXT NOT NULL,
	note      TEXT NOT NULL,
	automatic INTEGER NOT NULL,
	UNIQUE (from_id, verb, to_id)
) STRICT;
CREATE INDEX directive_relation_to ON directive_relation (to_id);

-- The number of a citation must not come back: somebody may decide on a page that
-- shows the old one.
CREATE TABLE citation_of_any (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	entity       TEXT NOT NULL,
	entity_id    INTEGER NOT NULL,
	field        TEXT NOT NULL,
	position     INTEGER NOT NULL,
	text         TEXT NOT NULL,
	genre        TEXT NOT NULL,
	number       TEXT NOT NULL,
	symbol       TEXT NOT NULL,
	symbol_key   TEXT NOT NULL,
	issuer       TEXT NOT NULL,
	date         TEXT NOT NULL,
	year         INTEGER NOT NULL,
	title        TEXT NOT NULL,
	span_from    INTEGER NOT NULL,
	span_to      INTEGER NOT NULL,
	manual       INTEGER NOT NULL,
	rejected     INTEGER NOT NULL,
	decided_by   TEXT NOT NULL,
	directive_id INTEGER REFERENCES directive (id)
) STRICT;
INSERT INTO citation_of_any (id, entity, entity_id, field, position, text, genre, number, symbol, symbol_key, issuer,
	date, year, title, span_from, span_to, manual, rejected, decided_by, directive_id)
SELECT c.id, 'meeting', c.meeting_id, 'source', c.position, c.text, c.genre, c.number, c.symbol,
	coalesce(d.symbol_key, ltrim(lower(replace(replace(replace(c.symbol, '/', '-'), 'Đ', 'D'), 'đ', 'd')), '0')),
	c.issuer, c.date, c.year, c.title, c.span_from, c.span_to, c.manual, 0, '', c.directive_id
FROM citation c LEFT JOIN directive d ON d.id = c.directive_id;
DROP TABLE citation;
ALTER TABLE citation_of_any RENAME TO citation;
CREATE INDEX citation_place ON citation (entity, entity_id, position);
CREATE INDEX citation_directive ON citation (directive_id);
CREATE INDEX citation_symbol ON citation (symbol_key);

-- Files that belong to a record. The bytes lie in the data folder under their
-- SHA-256, so the same file is kept once.
CREATE TABLE attachment (
	id         INTEGER PRIMARY KEY,
	entity     TEXT NOT NULL,
	entity_id  INTEGER NOT NULL,
	name       TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size       INTEGER NOT NULL,
	sha256     TEXT NOT NULL,
	created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_record ON attachment (entity, entity_id, id);
CREATE INDEX attachment_sha256 ON attachment (sha256);
