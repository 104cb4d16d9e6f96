-- Days are 2024-04-09, instants are microseconds since 1970 in UTC, booleans
-- are 0 and 1. Columns named *_fold hold vntext.Fold of what is searched,
-- *_sort the collation key of what is sorted. Spans are runes of meeting.source.
-- An audit entry's before and after are JSON, or '' for none; an office's
-- recipients and signers are JSON lists.

-- +goose Up
CREATE TABLE setting (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

CREATE TABLE office (
	valid_from TEXT PRIMARY KEY,
	name       TEXT NOT NULL,
	superior   TEXT NOT NULL,
	place_line TEXT NOT NULL,
	symbol     TEXT NOT NULL,
	recipients TEXT NOT NULL,
	signers    TEXT NOT NULL,
	layout     TEXT NOT NULL,
	sample     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE unit (
	id     INTEGER PRIMARY KEY,
	sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE unit_version (
	id         INTEGER PRIMARY KEY,
	unit_id    INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
	parent_id  INTEGER REFERENCES unit (id),
	name       TEXT NOT NULL,
	name_sort  BLOB NOT NULL,
	short_name TEXT NOT NULL,
	kind       TEXT NOT NULL,
	level      TEXT NOT NULL,
	code       TEXT NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to   TEXT NOT NULL
) STRICT;
CREATE INDEX unit_version_unit ON unit_version (unit_id, valid_from);

CREATE TABLE person (
	id        INTEGER PRIMARY KEY,
	name      TEXT NOT NULL,
	name_fold TEXT NOT NULL,
	name_sort BLOB NOT NULL,
	sample    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_name ON person (name);

CREATE TABLE period (
	key      TEXT PRIMARY KEY,
	from_day TEXT NOT NULL,
	to_day   TEXT NOT NULL,
	due_day  TEXT NOT NULL
) STRICT;

CREATE TABLE meeting (
	id            INTEGER PRIMARY KEY,
	title         TEXT NOT NULL,
	title_sort    BLOB NOT NULL,
	held_on       TEXT NOT NULL,
	posted_on     TEXT NOT NULL,
	report_period TEXT REFERENCES period (key),
	report_label  TEXT NOT NULL,
	plan_period   TEXT NOT NULL,
	plan_from     TEXT NOT NULL,
	plan_to       TEXT NOT NULL,
	plan_label    TEXT NOT NULL,
	organizer      TEXT NOT NULL,
	organizer_sort BLOB NOT NULL,
	place         TEXT NOT NULL,
	source        TEXT NOT NULL,
	spans         TEXT NOT NULL,
	fold          TEXT NOT NULL,
	confirmed     INTEGER NOT NULL,
	sample        INTEGER NOT NULL,
	version       INTEGER NOT NULL,
	created_at    INTEGER NOT NULL,
	updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_held ON meeting (held_on, id);
CREATE INDEX meeting_period ON meeting (report_period, held_on);

CREATE TABLE participation (
	meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
	position   INTEGER NOT NULL,
	role       TEXT NOT NULL,
	person_id  INTEGER REFERENCES person (id),
	name       TEXT NOT NULL,
	title      TEXT NOT NULL,
	label      TEXT NOT NULL,
	span_from  INTEGER NOT NULL,
	span_to    INTEGER NOT NULL,
	PRIMARY KEY (meeting_id, position)
) STRICT;
CREATE INDEX participation_person ON participation (person_id);

CREATE TABLE topic (
	meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
	position   INTEGER NOT NULL,
	text       TEXT NOT NULL,
	span_from  INTEGER NOT NULL,
	span_to    INTEGER NOT NULL,
	PRIMARY KEY (meeting_id, position)
) STRICT;

CREATE TABLE declared_count (
	meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
	position   INTEGER NOT NULL,
	measure    TEXT NOT NULL,
	level      TEXT NOT NULL,
	value      INTEGER NOT NULL,
	qualifier  TEXT NOT NULL,
	label      TEXT NOT NULL,
	span_from  INTEGER NOT NULL,
	span_to    INTEGER NOT NULL,
	PRIMARY KEY (meeting_id, position)
) STRICT;

CREATE TABLE directive (
	id         INTEGER PRIMARY KEY,
	genre      TEXT NOT NULL,
	number     TEXT NOT NULL,
	symbol     TEXT NOT NULL,
	symbol_key TEXT NOT NULL,
	sort       TEXT NOT NULL,
	issuer     TEXT NOT NULL,
	date       TEXT NOT NULL,
	year       INTEGER NOT NULL,
	title      TEXT NOT NULL,
	title_fold TEXT NOT NULL,
	fold       TEXT NOT NULL,
	stub       INTEGER NOT NULL,
	sample     INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX directive_symbol ON directive (symbol_key);
CREATE INDEX directive_title ON directive (title_fold);
CREATE INDEX directive_sort ON directive (sort, id);

CREATE TABLE citation (
	id           INTEGER PRIMARY KEY,
	meeting_id   INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
	position     INTEGER NOT NULL,
	text         TEXT NOT NULL,
	genre        TEXT NOT NULL,
	number       TEXT NOT NULL,
	symbol       TEXT NOT NULL,
	issuer       TEXT NOT NULL,
	date         TEXT NOT NULL,
	year         INTEGER NOT NULL,
	title        TEXT NOT NULL,
	span_from    INTEGER NOT NULL,
	span_to      INTEGER NOT NULL,
	manual       INTEGER NOT NULL,
	directive_id INTEGER REFERENCES directive (id)
) STRICT;
CREATE INDEX citation_meeting ON citation (meeting_id, position);
CREATE INDEX citation_directive ON citation (directive_id);

CREATE TABLE audit (
	id        INTEGER PRIMARY KEY,
	at        INTEGER NOT NULL,
	actor     TEXT NOT NULL,
	origin    TEXT NOT NULL,
	action    TEXT NOT NULL,
	entity    TEXT NOT NULL,
	entity_id INTEGER NOT NULL,
	before    TEXT NOT NULL,
	after     TEXT NOT NULL,
	reason    TEXT NOT NULL,
	mac       BLOB NOT NULL
) STRICT;
CREATE INDEX audit_entity ON audit (entity, entity_id, id);

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit entries are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit entries are never deleted');
END;
-- +goose StatementEnd
