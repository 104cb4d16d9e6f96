package search

import (
	"slices"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/vntext"
)

// cite writes a symbol as texts do, with the type before it that the words before
// it name: "Chỉ thị số 24-CT/TU".
func (p *parser) cite(s symbolTerm, from, next int) string {
	typed := string(p.runes[p.words.list[from].from:p.words.list[next-1].to])
	if t, _ := citation.ReadTyped(typed); t.Symbol != "" && briefing.SymbolKey(t.Symbol) == s.key {
		return "số " + t.Symbol
	}
	return "số " + strings.ReplaceAll(typed, " ", "-")
}

// context reads what the words from next on say of a document that is written as
// given: who issued it, and when. It turns these words into terms that narrow
// nothing, and returns the word behind them.
func (p *parser) context(document string, next int) (end int, c briefing.Citation) {
	c = p.said(document, p.from(next))
	known := contextOf(&c)
	end = next
	parts := []term{}
	for i := next; i < len(p.words.list); i++ {
		t := p.term(i)
		if t.part = known.part(t.folded); t.part == wanted {
			break
		}
		parts = append(parts, t)
		if t.part == about {
			end = i + 1
		}
	}
	p.q.terms = append(p.q.terms, parts[:end-next]...)
	return end, c
}

// contextBefore is context for the terms before a document, which have to be
// nothing else.
func (p *parser) contextBefore(document string, before []term, next int) (whole bool, c briefing.Citation) {
	if len(before) == 0 {
		return false, c
	}
	text := string(p.runes[p.words.list[before[0].at].from:p.words.list[next].from])
	c = p.said(document, text)
	known := contextOf(&c)
	parts := slices.Clone(before)
	for i := range parts {
		if parts[i].part = known.part(parts[i].folded); parts[i].part == wanted || before[i].part != wanted {
			return false, c
		}
	}
	copy(before, parts)
	return true, c
}

// from returns the text from a word on, as far as words count.
func (p *parser) from(word int) string {
	if word >= len(p.words.list) {
		return ""
	}
	return string(p.runes[p.words.list[word].from:p.words.list[len(p.words.list)-1].to])
}

// said reads what text says of the document before it. A bare day or year counts
// as one of issue.
func (p *parser) said(document, text string) briefing.Citation {
	best := briefing.Citation{}
	for _, lead := range []string{" ", " ngày ", " năm ", " của "} {
		found := citation.Find(document + lead + text)
		if len(found) == 0 {
			continue
		}
		c := found[0]
		if strings.Contains(c.Symbol, "/"+strconv.Itoa(c.Year)+"/") {
			c.Year = 0
		}
		if best.Genre == "" || c.Issuer != "" || c.Date != "" || c.Year != 0 {
			best = c
		}
		if best.Issuer != "" || best.Date != "" || best.Year != 0 {
			break
		}
	}
	return best
}

// leadWords lead to the issuer or the day of a document.
var leadWords = set("so cua do ngay thang nam ban hanh ky")

// A contextWords holds the words of a document's issuer and day.
type contextWords struct {
	issuer  map[string]bool
	numbers map[int]bool
}

func contextOf(c *briefing.Citation) contextWords {
	known := contextWords{set(vntext.Fold(c.Issuer)), map[int]bool{}}
	if c.Date.Valid() {
		day := c.Date.Time()
		known.numbers = map[int]bool{day.Day(): true, int(day.Month()): true, day.Year(): true}
	}
	if c.Year != 0 {
		known.numbers[c.Year] = true
	}
	return known
}

// part returns what part a word has beside the document.
func (known contextWords) part(folded string) termPart {
	n, err := strconv.Atoi(folded)
	switch {
	case len(known.issuer)+len(known.numbers) == 0:
		return wanted
	case known.issuer[folded], err == nil && known.numbers[n]:
		return about
	case leadWords[folded]:
		return idle
	}
	return wanted
}

// nameByNumber finds documents that are named by type and number, "chỉ thị 24"
// or "QĐ 217", with nothing behind but who issued them and when.
func (p *parser) nameByNumber() {
	terms := p.q.terms
	for i := range terms {
		if !isNumber(terms[i].folded) || i == 0 || terms[i].part != wanted {
			continue
		}
		lead := terms[:i]
		numbered := lead[len(lead)-1].folded == "so"
		if numbered {
			lead = lead[:len(lead)-1]
		}
		genre, n := genreAtEnd(lead)
		if n == 0 {
			genre, n = genreOfCode(lead)
		}
		if n == 0 || !p.adjoins(terms[i].at) {
			continue
		}
		end, c := p.numberContext(genre, terms[i], i+1)
		if end < len(terms) {
			continue
		}
		if numbered {
			terms[i-1].part = idle
		}
		c.Genre, c.Number = genre, terms[i].folded
		p.q.named = append(p.q.named, c)
		return
	}
}

// numberContext is context for a document that is known by type and number: it
// changes the terms from next on, and returns the first that is none of it.
func (p *parser) numberContext(genre briefing.Genre, number term, next int) (end int, c briefing.Citation) {
	c = p.said(genre.Label()+" số "+number.folded, p.from(number.at+1))
	c.Symbol, c.Title = "", ""
	known := contextOf(&c)
	for end = next; end < len(p.q.terms); end++ {
		if known.part(p.q.terms[end].folded) == wanted {
			return end, c
		}
	}
	for i := next; i < end; i++ {
		p.q.terms[i].part = known.part(p.q.terms[i].folded)
	}
	return end, c
}

// genreOfCode returns the type whose code ends the terms, "QĐ" or "ct".
func genreOfCode(terms []term) (briefing.Genre, int) {
	if n := len(terms); n > 0 {
		for _, g := range briefing.Genres() {
			if code := vntext.Fold(g.Code()); len(code) > 1 && code == terms[n-1].folded && codes[code] {
				return g, 1
			}
		}
	}
	return "", 0
}

// nameLaw finds a law that is named: "Luật Thực hiện dân chủ ở cơ sở", and
// without marks where nothing else follows.
func (p *parser) nameLaw() {
	if len(p.q.terms) == 0 || slices.ContainsFunc(p.q.terms, func(t term) bool { return t.quoted }) {
		return
	}
	for _, c := range citation.Find(p.q.Text) {
		if c.Title == "" || c.Symbol != "" || c.Span.IsZero() {
			continue
		}
		for i := range p.q.terms {
			t := &p.q.terms[i]
			if w := p.words.list[t.at]; int(w.from) >= c.Span[0] && int(w.to) <= c.Span[1] && t.part == wanted {
				t.part = naming
			}
		}
		p.q.named = append(p.q.named, c)
		return
	}
	for _, genre := range []briefing.Genre{briefing.Luat, briefing.BoLuat, briefing.PhapLenh} {
		label := strings.Fields(vntext.Fold(genre.Label()))
		if n := len(label); len(p.q.terms) > n && len(p.q.symbols) == 0 &&
			slices.EqualFunc(p.q.terms[:n], label, func(t term, w string) bool { return t.folded == w }) {
			for i := range p.q.terms {
				p.q.terms[i].part = naming
			}
			p.q.named = append(p.q.named, briefing.Citation{Genre: genre, Title: p.from(p.q.terms[n].at)})
			return
		}
	}
}
