-- Citations that say the same are found together: those without a symbol by genre
-- and number. The index also serves those that ask for the symbol alone.

-- +goose Up
DROP INDEX citation_symbol;
CREATE INDEX citation_alike ON citation (symbol_key, genre, number);
