-- Who issued anything is suggested while it is typed, and what stands below a
-- unit is found under those above it.

-- +goose Up
CREATE INDEX search_record_issuer ON search_record (issuer) WHERE issuer <> '';
CREATE INDEX unit_version_parent ON unit_version (parent_id) WHERE parent_id IS NOT NULL;
