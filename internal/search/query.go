package search

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// MaxWords is how many words of a query count.
const MaxWords = 32

// maxQuery is how many bytes of a query are looked at.
const maxQuery = 8 << 10

// A Query is what a person asked for. Every word of it must be in a record, and
// one of its symbols.
type Query struct {
	Text    string // as typed, in NFC
	Hints   []string
	terms   []term
	symbols []symbolTerm
	named   []briefing.Citation
	open    bool // the last word may go on
}

// A term is one word of a query.
type term struct {
	token  string // with marks where one was typed, else folded
	folded string
	part   termPart
	quoted bool // stands beside the term before it, for certain
	starts bool // follows a symbol or a quotation mark: not beside the term before it
	at     int  // which word of the query it is
}

// A termPart says what part a word has in a query.
type termPart int

const (
	wanted termPart = iota // must be in a record
	naming                 // names a law: must be in a record unless that cites the law otherwise
	about                  // date or issuer of a document: what has it stands first
	idle                   // only leads from one to the other: "số", "của"
)

// A symbolTerm is one symbol of a query.
type symbolTerm struct {
	key   string
	loose bool // written with spaces: may be words after all
	words []term
}

// Parse reads a query. It takes anything: what cannot be used is left out, with
// a hint in Vietnamese where a person should know.
func Parse(text string) Query {
	cut := len(text) > maxQuery
	if cut {
		text = text[:maxQuery]
	}
	text = vntext.Normalize(strings.ToValidUTF8(text, "\uFFFD"))
	q := Query{Text: text}
	var ws words
	whole := ws.read(text, MaxWords, nil)
	if cut || !whole {
		q.hint("Chỉ tìm theo %d từ đầu.", MaxWords)
	}
	p := parser{words: &ws, runes: []rune(pairQuotes(text)), q: &q}
	p.parse()
	switch {
	case len(q.symbols) > 0:
	case len(q.terms) == 0 && strings.TrimSpace(text) == "":
		q.hint("Nhập từ hoặc ký hiệu cần tìm, như “dân vận khéo” hoặc 24-CT/TU.")
	case len(q.terms) == 0:
		q.hint("Không có chữ hoặc số nào để tìm.")
	case len(q.terms) == 1 && utf8.RuneCountInString(q.terms[0].folded) == 1 && !isDigits(q.terms[0].folded):
		q.hint("Một chữ cái thì quá ngắn, hãy gõ thêm.")
	}
	if n := len(p.runes); n > 0 {
		q.open = isWordRune(p.runes[n-1])
	}
	return q
}

func (q *Query) hint(format string, args ...any) {
	q.Hints = append(q.Hints, fmt.Sprintf(format, args...))
}

// Empty reports whether the query asks for nothing.
func (q *Query) Empty() bool { return len(q.terms) == 0 && len(q.symbols) == 0 }

// Symbols returns the symbols that the query names, as briefing.SymbolKey writes
// them.
func (q *Query) Symbols() []string {
	var keys []string
	for _, s := range q.symbols {
		keys = append(keys, s.key)
	}
	return keys
}

// Named returns the documents that the query names, in order, with what it says
// of each: by symbol, by type and number ("chỉ thị 24"), or by the name of a law.
func (q *Query) Named() []briefing.Citation { return q.named }

// A parser parts the words of a query into symbols and terms.
type parser struct {
	words  *words
	runes  []rune
	q      *Query
	quotes bool
}

func (p *parser) parse() {
	parted := true
	end := int32(0)
	for i := 0; i < len(p.words.list); {
		from := p.words.list[i].from
		marks := strings.Count(string(p.runes[end:from]), `"`)
		inside := p.quotes && marks == 0
		if marks%2 == 1 {
			p.quotes = !p.quotes
		}
		if s, next, ok := p.symbol(i); ok {
			for k := i; k < next; k++ {
				s.words = append(s.words, p.term(k))
			}
			i = p.addSymbol(s, i, next)
			parted, end = true, p.words.list[i-1].to
			continue
		}
		t := p.term(i)
		t.starts, t.quoted = parted || marks > 0, inside && !parted
		p.q.terms = append(p.q.terms, t)
		parted, end = false, p.words.list[i].to
		i++
	}
	p.nameByNumber()
	p.nameLaw()
}

// addSymbol adds the symbol of the words from–next with those that share its
// codes ("217, 218-QĐ/TW"), and returns the word behind what is said of it.
func (p *parser) addSymbol(s symbolTerm, from, next int) int {
	all := append(p.shared(s, from), s)
	before := p.leads()
	last := p.cite(s, from, next)
	end, c := p.context(last, next)
	if whole, said := p.contextBefore(last, before, from); whole {
		c.Issuer, c.Date = said.Issuer, said.Date
	}
	for _, one := range all {
		c := c
		c.Number, _, _ = strings.Cut(one.key, "-")
		c.Symbol = one.key
		p.q.named = append(p.q.named, c)
		p.q.symbols = append(p.q.symbols, one)
	}
	return end
}

// shared takes the numbers of a list before a symbol off the terms: each stands
// for a symbol with the codes of s.
func (p *parser) shared(s symbolTerm, from int) []symbolTerm {
	_, codes, _ := strings.Cut(s.key, "-")
	var all []symbolTerm
	for next := from; ; next-- {
		n := len(p.q.terms)
		if n == 0 || next != p.q.terms[n-1].at+1 || !isNumber(p.q.terms[n-1].folded) || !p.listed(next) {
			return all
		}
		t := p.q.terms[n-1]
		one := symbolTerm{key: briefing.SymbolKey(t.folded + "-" + codes), loose: s.loose, words: []term{t}}
		all, p.q.terms = slices.Insert(all, 0, one), p.q.terms[:n-1]
	}
}

// listed reports that a comma stands before word i.
func (p *parser) listed(i int) bool {
	gap := strings.TrimSpace(p.gap(i))
	return gap == "," || gap == ";"
}

// pairQuotes makes every double quotation mark a plain one, and a space of the
// last one when nothing closes it. Places stay.
func pairQuotes(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("“”„‟«»＂", r) {
			return '"'
		}
		return r
	}, text)
	if strings.Count(text, `"`)%2 == 1 {
		last := strings.LastIndexByte(text, '"')
		text = text[:last] + " " + text[last+1:]
	}
	return text
}

// term makes a term of one word.
func (p *parser) term(i int) term {
	return term{token: string(p.words.accented(i)), folded: string(p.words.folded(i)), at: i}
}

// leads forgets the type word and "số" before a symbol, as records that hold the
// symbol need not hold them, and returns the terms that are left.
func (p *parser) leads() []term {
	terms := p.q.terms
	if n := len(terms); n > 0 && terms[n-1].folded == "so" {
		terms = terms[:n-1]
	}
	if _, n := genreAtEnd(terms); n > 0 {
		terms = terms[:len(terms)-n]
	}
	p.q.terms = terms
	return terms
}

// genreAtEnd returns the type whose name ends the terms, and of how many words
// it is; 0 for none.
func genreAtEnd(terms []term) (briefing.Genre, int) {
	for _, g := range genreWords() {
		n := len(terms) - len(g.words)
		if n >= 0 && slices.EqualFunc(terms[n:], g.words, func(t term, w string) bool { return t.folded == w }) {
			return g.genre, len(g.words)
		}
	}
	return "", 0
}

// A genreName is a type with the words of its name, folded.
type genreName struct {
	genre briefing.Genre
	words []string
}

// genreWords are the names of the types, longer ones first.
var genreWords = sync.OnceValue(func() []genreName {
	var all []genreName
	for _, g := range briefing.Genres() {
		all = append(all, genreName{g, strings.Fields(vntext.Fold(g.Label()))})
	}
	slices.SortStableFunc(all, func(a, b genreName) int { return len(b.words) - len(a.words) })
	return all
})

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isNumber reports the number of a document: digits, perhaps with a letter (36a).
func isNumber(s string) bool {
	digits := strings.TrimRightFunc(s, unicode.IsLetter)
	return isDigits(digits) && len(digits) <= 5 && len(s) <= len(digits)+1
}
