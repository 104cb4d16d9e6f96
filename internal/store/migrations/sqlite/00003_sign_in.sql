-- When a password that somebody else set stops working (0 for one's own), from
-- which addresses an account has signed in, and which sessions somebody ended:
-- they are remembered for a while, to know whose form came too late.

-- +goose Up
ALTER TABLE account ADD COLUMN password_until INTEGER NOT NULL DEFAULT 0;
UPDATE account SET password_until = updated_at + 7 * 24 * 3600 * 1000000 WHERE must_change = 1;

ALTER TABLE session ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;

CREATE TABLE sign_in_place (
	account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	address    TEXT NOT NULL,
	at         INTEGER NOT NULL,
	PRIMARY KEY (account_id, address)
) STRICT;
