-- What links citations to directives, and what follows from it.
--
-- verb is what the words before a citation say that the directive, in whose own
-- text it stands, does to the cited one; '' for nothing. From it the automatic
-- relations are made anew whenever the citation is linked otherwise.

-- +goose Up
ALTER TABLE citation ADD COLUMN verb TEXT NOT NULL DEFAULT '';
UPDATE citation
SET verb = coalesce((SELECT min(r.verb) FROM directive_relation r
	WHERE r.automatic = 1 AND r.from_id = citation.entity_id AND r.to_id = citation.directive_id), '')
WHERE entity = 'directive' AND rejected = 0 AND directive_id IS NOT NULL;

-- Documents that are cited by name and wait for a person.
CREATE INDEX citation_named ON citation (genre) WHERE directive_id IS NULL AND symbol_key = '' AND title <> '';

-- Relations that a text states and a person removed: no later reading of the text
-- brings them back.
CREATE TABLE directive_relation_refused (
	id         INTEGER PRIMARY KEY,
	from_id    INTEGER NOT NULL REFERENCES directive (id) ON DELETE CASCADE,
	verb       TEXT NOT NULL,
	to_id      INTEGER NOT NULL REFERENCES directive (id) ON DELETE CASCADE,
	refused_by TEXT NOT NULL,
	UNIQUE (from_id, verb, to_id)
) STRICT;
CREATE INDEX directive_relation_refused_to ON directive_relation_refused (to_id);

-- How texts also write a directive: what an entry said that was merged into it.
-- symbol_key is briefing.SymbolKey, title_fold as in directive.
CREATE TABLE directive_alias (
	id           INTEGER PRIMARY KEY,
	directive_id INTEGER NOT NULL REFERENCES directive (id) ON DELETE CASCADE,
	genre        TEXT NOT NULL,
	number       TEXT NOT NULL,
	symbol       TEXT NOT NULL,
	symbol_key   TEXT NOT NULL,
	issuer       TEXT NOT NULL,
	place        TEXT NOT NULL,
	term         TEXT NOT NULL,
	date         TEXT NOT NULL,
	year         INTEGER NOT NULL,
	title        TEXT NOT NULL,
	title_fold   TEXT NOT NULL
) STRICT;
CREATE INDEX directive_alias_directive ON directive_alias (directive_id);
CREATE INDEX directive_alias_symbol ON directive_alias (symbol_key);
CREATE INDEX directive_alias_title ON directive_alias (title_fold);
