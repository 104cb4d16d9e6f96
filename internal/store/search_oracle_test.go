package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/search"
	"giaoban/internal/store"

	"golang.org/x/text/unicode/norm"
)

// An oracle finds records by comparing all their words, without an index.
type oracle []oracleRecord

type oracleRecord struct {
	search.Record
	words map[string]bool
	said  map[string]bool // what stands between spaces, for symbols
}

func newOracle(records []search.Record) oracle {
	var o oracle
	for _, r := range records {
		words := map[string]bool{}
		for _, text := range []string{r.Title, r.Text, unifyTerms(r.Title), unifyTerms(r.Text)} {
			for _, w := range oracleWords(text) {
				words[w], words[oracleFold(w)] = true, true
			}
		}
		said := map[string]bool{}
		for _, field := range strings.Fields(r.Title + " " + r.Text) {
			said[strings.TrimLeft(strings.Trim(field, ".,;"), "0")] = true
		}
		o = append(o, oracleRecord{r, words, said})
	}
	return o
}

// oracleWords parts a text at everything but letters and digits and spells each
// word one way.
func oracleWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFC.String(text)), func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 0xBF && r != '–')
	})
	for i, w := range words {
		if f := oracleFold(w); len(f) == 2 && f[1] == 'y' && strings.Contains("hklmst", f[:1]) {
			w = strings.NewReplacer("y", "i", "ỳ", "ì", "ý", "í", "ỷ", "ỉ", "ỹ", "ĩ", "ỵ", "ị").Replace(w)
		}
		for from, to := range map[string]string{"uỷ": "ủy", "thuỷ": "thủy", "hoà": "hòa", "khoẻ": "khỏe", "quí": "quý", "qui": "quy"} {
			if w == from {
				w = to
			}
		}
		words[i] = w
	}
	return words
}

func unifyTerms(text string) string {
	return strings.NewReplacer("sát nhập", "sáp nhập", "sat nhap", "sap nhap").Replace(strings.ToLower(text))
}

// seen reports whether a scope holds a record.
func (r *oracleRecord) seen(scope search.Scope) bool {
	return scope.All || r.Public || slices.Contains(r.Units, scope.Unit)
}

// find lists the records of a scope with every word of a query.
func (o oracle) find(scope search.Scope, query string) []string {
	asked := oracleWords(unifyTerms(query))
	var names []string
	for i := range o {
		r := &o[i]
		if r.seen(scope) && !slices.ContainsFunc(asked, func(w string) bool { return !r.words[w] }) {
			names = append(names, fmt.Sprint(r.Kind, " ", r.ID))
		}
	}
	return names
}

// symbols lists the records that say a symbol, however it is written there.
func (o oracle) symbols(scope search.Scope, symbol string) []string {
	symbol = strings.TrimLeft(symbol, "0")
	var names []string
	for i := range o {
		if r := &o[i]; r.seen(scope) && r.said[symbol] {
			names = append(names, fmt.Sprint(r.Kind, " ", r.ID))
		}
	}
	return names
}

func oracleFold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 'đ' {
			return 'd'
		}
		return []rune(norm.NFD.String(string(r)))[0]
	}, s)
}

func TestSearchAgreesWithReadingAll(t *testing.T) {
	db, all := base(t, 200, 1800)
	o := newOracle(all)
	s := newSampler(3)
	for id := range int64(200) {
		s.directive(id)
	}
	r := rand.New(rand.NewPCG(5, 5))
	compared, signed, empty := 0, 0, 0
	for i := range 600 {
		scope := office
		if i%5 == 0 {
			scope = search.Scope{Unit: 1 + r.Int64N(600)}
		}
		text, want := o.question(r, s, scope, i)
		got, err := db.FoundRecords(t.Context(), &store.SearchRequest{Query: search.Parse(text), Scope: scope})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%+v %q\n got %d %v\nwant %d %v", scope, text, len(got), head(got), len(want), head(want))
		}
		compared++
		if strings.ContainsAny(text, "-/") {
			signed++
		}
		if len(want) == 0 {
			empty++
		}
	}
	if compared < 500 || signed < 150 || empty > compared/3 {
		t.Errorf("%d queries compared, %d with symbols, %d find nothing", compared, signed, empty)
	}
}

// question makes query number i, and lists what it has to find.
func (o oracle) question(r *rand.Rand, s *sampler, scope search.Scope, i int) (text string, want []string) {
	symbol := func() string { return s.symbols[r.IntN(len(s.symbols))] }
	switch i % 6 {
	case 0:
		one := symbol()
		return disguise(r, one), o.symbols(scope, one)
	case 1: // of another number
		one := fmt.Sprint(1+r.IntN(9)) + strings.TrimLeft(symbol(), "0")
		return disguise(r, one), o.symbols(scope, one)
	case 2:
		one, two := symbol(), symbol()
		want = append(o.symbols(scope, one), o.symbols(scope, two)...)
		slices.Sort(want)
		return one + ", " + two, slices.Compact(want)
	}
	of := o[r.IntN(len(o))]
	from := strings.Fields(of.Title + " " + of.Text)
	at := r.IntN(len(from) - 3)
	words := from[at : at+2+r.IntN(2)]
	if i%6 == 3 { // a symbol with the words around it
		if k := slices.IndexFunc(from, func(w string) bool { return strings.Contains(w, "-") }); k > 1 {
			words = []string{from[k], from[r.IntN(k-1)]}
		}
	}
	text = strings.Trim(strings.Join(words, " "), ".,;")
	if i%2 == 0 {
		text = oracleFold(strings.ToLower(text))
	}
	want = o.findAll(scope, text, s.symbols)
	if i%4 == 0 {
		text = norm.NFD.String(strings.ToUpper(text))
	}
	return text, want
}

// findAll lists the records of a scope with every word of a query and one of its
// symbols, which are among those given.
func (o oracle) findAll(scope search.Scope, query string, symbols []string) []string {
	var words, found []string
	asked := false
	for _, w := range strings.Fields(query) {
		w = strings.Trim(w, ".,;")
		k := slices.IndexFunc(symbols, func(s string) bool { return oracleFold(strings.ToLower(s)) == oracleFold(strings.ToLower(w)) })
		if k < 0 {
			words = append(words, w)
			continue
		}
		if n := len(words); n > 0 && oracleFold(words[n-1]) == "so" {
			words = words[:n-1] // "số 24-CT/TU" is the symbol alone
		}
		asked = true
		found = append(found, o.symbols(scope, symbols[k])...)
	}
	all := o.find(scope, strings.Join(words, " "))
	if !asked {
		return all
	}
	return slices.DeleteFunc(all, func(name string) bool { return !slices.Contains(found, name) })
}

// disguise writes a symbol as people type it.
func disguise(r *rand.Rand, symbol string) string {
	switch r.IntN(6) {
	case 0:
		return strings.ToLower(symbol)
	case 1:
		return oracleFold(strings.ToLower(symbol))
	case 2:
		return "0" + symbol
	case 3:
		return strings.NewReplacer("-", " - ", "/", "  / ").Replace(symbol)
	case 4:
		return strings.ReplaceAll(symbol, "/", "-")
	}
	return norm.NFD.String(symbol)
}

func head(list []string) []string { return list[:min(len(list), 8)] }
