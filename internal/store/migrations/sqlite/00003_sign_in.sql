-- When a password that somebody else set stops working (0 for one's own), and
-- from which addresses an account has signed in.

-- +goose Up
ALTER TABLE account ADD COLUMN password_until INTEGER NOT NULL DEFAULT 0;
UPDATE account SET password_until = updated_at + 7 * 24 * 3600 * 1000000 WHERE must_change = 1;

CREATE TABLE sign_in_place (
	account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	address    TEXT NOT NULL,
	at         INTEGER NOT NULL,
	PRIMARY KEY (account_id, address)
) STRICT;
