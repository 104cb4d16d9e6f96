package search

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/vntext"
)

// Version counts the rules by which tokens are made, those of package citation
// for symbols in texts among them. An index made by others has to be made anew.
const Version = "2"

// Tokens of words hold letters and digits only. All others begin with this
// sign, so what people type never turns into one of them.
const sign = "§"

// joint stands in a token where two words or two parts of a symbol meet.
const joint = "·"

const (
	tokenSymbol  = sign + "s" // a whole symbol
	tokenPartial = sign + "p" // the first parts of one
	tokenTitle   = sign + "t" // the first letters of a word of the title
	tokenUnit    = sign + "u" // a unit that may see the record
	tokenPublic  = sign + "a" // everyone may see it
	tokenCited   = sign + "d" // a directive that the record cites or is
	tokenFacet   = sign + "f"
)

// A Record is one thing that can be found.
type Record struct {
	Kind     string // "meeting", "directive", …
	ID       int64  // within its kind
	Date     briefing.Day
	Title    string
	Text     string   // all else that is searched, its parts on lines of their own
	Symbols  []string // its own; those that title and text cite are found in them
	Cites    []int64  // directives, and the record itself when it is one
	Unit     int64    // 0 for none, like "" of the facets below
	Period   briefing.PeriodKey
	Issuer   string
	Genre    briefing.Genre
	Year     int
	Validity string
	Changes  briefing.Day // from which Validity is another one; "" for never
	Public   bool         // everyone may see it
	Units    []int64      // else the units whose staff may, above that of the record too
}

// A Facet is one property by which records are filtered and counted.
type Facet string

// The facets, in the order of pages.
const (
	FacetKind     Facet = "kind"
	FacetPeriod   Facet = "period"
	FacetUnit     Facet = "unit"
	FacetIssuer   Facet = "issuer"
	FacetGenre    Facet = "genre"
	FacetYear     Facet = "year"
	FacetValidity Facet = "validity"
)

// Facets lists every facet in the order of pages.
func Facets() []Facet {
	return []Facet{FacetKind, FacetPeriod, FacetUnit, FacetIssuer, FacetGenre, FacetYear, FacetValidity}
}

// Value returns the value of a facet as filters name it; "" for none.
func (r *Record) Value(f Facet) string {
	switch f {
	case FacetKind:
		return r.Kind
	case FacetPeriod:
		return string(r.Period)
	case FacetUnit:
		return number(r.Unit)
	case FacetIssuer:
		return r.Issuer
	case FacetGenre:
		return string(r.Genre)
	case FacetYear:
		return number(int64(r.Year))
	case FacetValidity:
		return r.Validity
	}
	return ""
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// FacetToken returns the token of the records with one value of a facet.
func FacetToken(f Facet, value string) string { return fmt.Sprintf("%s%s%x", tokenFacet, f, value) }

// CitedToken returns the token of the records that cite a directive, whatever they
// call it, and of that directive.
func CitedToken(directive int64) string { return tokenCited + number(directive) }

// A Scope is what a reader may see. Its zero value sees only what is public.
type Scope struct {
	All  bool  // the whole base, as the office does
	Unit int64 // the records of a unit beside the public ones
}

// Tokens returns the tokens one of which every record of the scope has, or nil
// when all of them may be seen.
func (s Scope) Tokens() []string {
	switch {
	case s.All:
		return nil
	case s.Unit == 0:
		return []string{tokenPublic}
	}
	return []string{tokenPublic, tokenUnit + number(s.Unit)}
}

// A Symbol is a symbol that a record holds, in the form that is compared and as
// it is shown.
type Symbol struct{ Key, Label string }

// Normalize brings title and text into the form that all else here expects.
func (r *Record) Normalize() {
	r.Title = vntext.Normalize(strings.ToValidUTF8(r.Title, "\uFFFD"))
	r.Text = vntext.Normalize(strings.ToValidUTF8(r.Text, "\uFFFD"))
}

// Tokens returns every token under which a normalised record is found, each
// once, in order of appearance, and its symbols.
func (r *Record) Tokens() ([]string, []Symbol) {
	set := newTokenSet()
	symbols := r.symbols()
	for _, s := range symbols {
		set.add(tokenSymbol + joined(s.Key))
		for _, partial := range partials(s.Key) {
			set.add(tokenPartial + joined(partial))
		}
	}
	for _, id := range r.Cites {
		set.add(CitedToken(id))
	}
	for _, f := range Facets() {
		if value := r.Value(f); value != "" {
			set.add(FacetToken(f, value))
		}
	}
	if r.Public {
		set.add(tokenPublic)
	}
	for _, unit := range r.Units {
		set.add(tokenUnit + number(unit))
	}
	var ws words
	ws.read(r.Title, 0, nil)
	set.addWords(&ws)
	for i := range ws.list {
		for n, c := range string(ws.folded(i)) {
			if end := n + utf8.RuneLen(c); n > 0 {
				set.add(tokenTitle + string(ws.folded(i)[:end]))
			}
		}
	}
	ws.read(r.Text, 0, nil)
	set.addWords(&ws)
	return set.list, symbols
}

// symbols returns the record's own symbols and those that it cites.
func (r *Record) symbols() []Symbol {
	seen := map[string]bool{}
	var all []Symbol
	add := func(label string) {
		if key := briefing.SymbolKey(label); key != "" && !seen[key] {
			seen[key] = true
			all = append(all, Symbol{key, label})
		}
	}
	for _, s := range r.Symbols {
		add(s)
	}
	for _, text := range []string{r.Title, r.Text} {
		for _, c := range citation.Find(text) {
			add(c.Symbol)
		}
	}
	return all
}

// partials returns what a key begins with, cut between its parts, with a
// number and a code at least: 24-ct of 24-ct-tu.
func partials(key string) []string {
	var all []string
	for i, parts := 0, 0; i < len(key); i++ {
		if key[i] == '-' {
			if parts++; parts > 1 {
				all = append(all, key[:i])
			}
		}
	}
	return all
}

// joined makes one word of a key: the index parts words at every other sign.
func joined(key string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (r < '0' || r > '9' && r < 'a' || r > 'z') {
			return '·'
		}
		return r
	}, key)
}

// A tokenSet collects tokens in order, each once.
type tokenSet struct {
	list []string
	seen map[string]bool
}

func newTokenSet() tokenSet { return tokenSet{seen: map[string]bool{}} }

func (t *tokenSet) add(token string) {
	if !t.seen[token] {
		t.seen[token] = true
		t.list = append(t.list, token)
	}
}

func (t *tokenSet) addAll(tokens []string) {
	for _, token := range tokens {
		t.add(token)
	}
}

// addBytes is add that allocates only for what is new.
func (t *tokenSet) addBytes(token []byte) {
	if !t.seen[string(token)] {
		t.add(string(token))
	}
}

// addWords adds both forms of every word, and every two neighbours as one.
func (t *tokenSet) addWords(ws *words) {
	var pair []byte
	for i := range ws.list {
		t.addBytes(ws.folded(i))
		t.addBytes(ws.accented(i))
		if literal := ws.list[i].literal; literal != (form{}) {
			t.addBytes(ws.withMarks(literal))
			t.addBytes(ws.withoutMarks(literal))
		}
		if i > 0 {
			pair = append(append(append(pair[:0], ws.folded(i-1)...), joint...), ws.folded(i)...)
			t.addBytes(pair)
		}
	}
}
