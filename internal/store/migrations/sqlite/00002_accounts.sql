-- Accounts and their signed-in devices. A session is stored under the hash of
-- its token; names of accounts are lower-case ASCII.

-- +goose Up
-- The number of a removed account must not come back: the audit trail names it.
CREATE TABLE account (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	name        TEXT NOT NULL UNIQUE,
	full_name   TEXT NOT NULL,
	role        TEXT NOT NULL,
	unit_id     INTEGER REFERENCES unit (id),
	password    TEXT NOT NULL,
	must_change INTEGER NOT NULL,
	disabled    INTEGER NOT NULL,
	sample      INTEGER NOT NULL,
	version     INTEGER NOT NULL,
	created_at  INTEGER NOT NULL,
	updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX account_unit ON account (unit_id);

CREATE TABLE session (
	token_key  TEXT PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	created_at INTEGER NOT NULL,
	seen_at    INTEGER NOT NULL,
	address    TEXT NOT NULL,
	device     TEXT NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account_id, seen_at);

CREATE TABLE sign_in_try (
	account_name TEXT NOT NULL,
	address      TEXT NOT NULL,
	at           INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_try_address ON sign_in_try (address, at);
CREATE INDEX sign_in_try_time ON sign_in_try (at);
