-- What the audit trail is filtered by. Refused requests come from strangers and
-- may be many: the words to choose from are read without them.

-- +goose Up
CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_entity_only ON audit (entity, id);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_actor_done ON audit (actor) WHERE action <> 'denied';
CREATE INDEX audit_entity_done ON audit (entity) WHERE action <> 'denied';
