-- Kinds of meetings, their time of day and their course: state is a
-- briefing.MeetingState. locked_after is the last day on which a held meeting
-- that was opened again may be changed, '' for any other. confirmed follows from
-- the state: totals, reports and citations count what was held.
--
-- The number of a kind, of a participation and of an agenda item must not come
-- back: a form that shows the old one may be on its way.

-- +goose Up
CREATE TABLE meeting_kind (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	name      TEXT NOT NULL,
	name_fold TEXT NOT NULL UNIQUE,
	period    TEXT NOT NULL,
	retired   INTEGER NOT NULL,
	version   INTEGER NOT NULL
) STRICT;
INSERT INTO meeting_kind (id, name, name_fold, period, retired, version) VALUES
	(1, 'Giao ban quý', 'giao ban quy', 'Q', 0, 1),
	(2, 'Sơ kết 6 tháng', 'so ket 6 thang', 'H', 0, 1),
	(3, 'Sơ kết 9 tháng', 'so ket 9 thang', '9M', 0, 1),
	(4, 'Tổng kết năm', 'tong ket nam', 'Y', 0, 1),
	(5, 'Chuyên đề', 'chuyen de', '', 0, 1);

ALTER TABLE meeting ADD COLUMN kind_id INTEGER REFERENCES meeting_kind (id);
ALTER TABLE meeting ADD COLUMN begins TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN ends TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN state TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE meeting ADD COLUMN locked_after TEXT NOT NULL DEFAULT '';
UPDATE meeting SET state = 'held' WHERE confirmed = 1;
UPDATE meeting SET kind_id = CASE
	WHEN report_period LIKE '%-Q_' THEN 1
	WHEN report_period LIKE '%-H_' THEN 2
	WHEN report_period LIKE '%-9M' THEN 3
	WHEN report_period LIKE '%-Y' THEN 4
END;
ALTER TABLE meeting DROP COLUMN confirmed;
ALTER TABLE meeting ADD COLUMN confirmed INTEGER GENERATED ALWAYS AS (state IN ('held', 'locked')) VIRTUAL;
CREATE INDEX meeting_kind_id ON meeting (kind_id);

CREATE TABLE participation_numbered (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
	position   INTEGER NOT NULL,
	role       TEXT NOT NULL,
	person_id  INTEGER REFERENCES person (id),
	name       TEXT NOT NULL,
	title      TEXT NOT NULL,
	label      TEXT NOT NULL,
	span_from  INTEGER NOT NULL,
	span_to    INTEGER NOT NULL,
	UNIQUE (meeting_id, position)
) STRICT;
INSERT INTO participation_numbered (meeting_id, position, role, person_id, name, title, label, span_from, span_to)
SELECT meeting_id, position, role, person_id, name, title, label, span_from, span_to
FROM participation
ORDER BY meeting_id, position;
DROP TABLE participation;
ALTER TABLE participation_numbered RENAME TO participation;
CREATE INDEX participation_person ON participation (person_id);

-- presenter is the name of the participation as of the last save, or who
-- presents where none is meant.
CREATE TABLE agenda_item (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	meeting_id   INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
	position     INTEGER NOT NULL,
	kind         TEXT NOT NULL,
	topic        TEXT NOT NULL,
	presenter_id INTEGER REFERENCES participation (id) ON DELETE SET NULL,
	presenter    TEXT NOT NULL,
	unit_id      INTEGER REFERENCES unit (id),
	minutes      INTEGER NOT NULL,
	outcome      TEXT NOT NULL,
	UNIQUE (meeting_id, position)
) STRICT;
CREATE INDEX agenda_item_presenter ON agenda_item (presenter_id);
CREATE INDEX agenda_item_unit ON agenda_item (unit_id);
