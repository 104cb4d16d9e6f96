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
		o = append(o, oracleRecord{r, words})
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
		r := &o[i]
		if !r.seen(scope) {
			continue
		}
		for _, field := range strings.Fields(r.Title + " " + r.Text) {
			if strings.TrimLeft(strings.Trim(field, ".,;"), "0") == symbol {
				names = append(names, fmt.Sprint(r.Kind, " ", r.ID))
				break
			}
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
	for i := range 500 {
		scope := office
		if i%5 == 0 {
			scope = search.Scope{Unit: 1 + r.Int64N(600)}
		}
		var text string
		var want []string
		if i%4 == 0 {
			symbol := s.symbols[r.IntN(len(s.symbols))]
			want = o.symbols(scope, symbol)
			text = disguise(r, symbol)
		} else {
			from := strings.Fields(all[r.IntN(len(all))].Text)
			at := r.IntN(len(from) - 2)
			text = strings.Trim(strings.Join(from[at:at+1+r.IntN(2)], " "), ".,;") + " " + strings.Trim(from[r.IntN(len(from))], ".,;")
			if strings.ContainsAny(text, "-/") {
				continue
			}
			if i%2 == 0 {
				text = oracleFold(strings.ToLower(text))
			}
			want = o.find(scope, text)
			if i%3 == 0 {
				text = norm.NFD.String(strings.ToUpper(text))
			}
		}
		got, err := db.FoundRecords(t.Context(), &store.SearchRequest{Query: search.Parse(text), Scope: scope})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%+v %q\n got %d %v\nwant %d %v", scope, text, len(got), head(got), len(want), head(want))
		}
	}
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
