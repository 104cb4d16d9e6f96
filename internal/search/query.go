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

// A Query is what a person asked for. Every word and symbol of it must be in a
// record.
type Query struct {
	Text    string // as typed, in NFC
	Hints   []string
	terms   []term
	symbols []symbolTerm
	open    bool // the last word may go on
}

// A term is one word of a query.
type term struct {
	token  string // with marks where one was typed, else folded
	folded string
	quoted bool // stands beside the term before it, for certain
	starts bool // follows a symbol or a quotation mark: not beside the term before it
}

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
			p.dropLead()
			p.q.symbols = append(p.q.symbols, s)
			parted, i, end = true, next, p.words.list[next-1].to
			continue
		}
		t := p.term(i)
		t.starts, t.quoted = parted || marks > 0, inside && !parted
		p.q.terms = append(p.q.terms, t)
		parted, end = false, p.words.list[i].to
		i++
	}
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
	return term{token: string(p.words.accented(i)), folded: string(p.words.folded(i))}
}

// dropLead forgets the type word and "số" before a symbol: records that hold
// the symbol need not hold them.
func (p *parser) dropLead() {
	terms := p.q.terms
	if n := len(terms); n > 0 && terms[n-1].folded == "so" {
		terms = terms[:n-1]
	}
	for _, label := range genreWords() {
		n := len(terms) - len(label)
		if n >= 0 && slices.EqualFunc(terms[n:], label, func(t term, w string) bool { return t.folded == w }) {
			terms = terms[:n]
			break
		}
	}
	p.q.terms = terms
}

// genreWords are the words of each type's name, folded.
var genreWords = sync.OnceValue(func() [][]string {
	var all [][]string
	for _, g := range briefing.Genres() {
		all = append(all, strings.Fields(vntext.Fold(g.Label())))
	}
	return all
})

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
