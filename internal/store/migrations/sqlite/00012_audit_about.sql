-- Which records an entry of the audit trail is about beside the one that it
-- names: a decision on a citation is about the text that cites, the directive
-- that it was linked to before, and the one it is linked to now. The histories of
-- those records show it too.

-- +goose Up
CREATE TABLE audit_about (
	entity    TEXT NOT NULL,
	entity_id INTEGER NOT NULL,
	audit_id  INTEGER NOT NULL REFERENCES audit (id),
	PRIMARY KEY (entity, entity_id, audit_id)
) STRICT, WITHOUT ROWID;

INSERT INTO audit_about (entity, entity_id, audit_id)
SELECT c.entity, c.entity_id, a.id
FROM audit a JOIN citation c ON a.entity = 'citation' AND c.id = a.entity_id
UNION
SELECT 'directive', c.directive_id, a.id
FROM audit a JOIN citation c ON a.entity = 'citation' AND c.id = a.entity_id
WHERE c.directive_id IS NOT NULL;
