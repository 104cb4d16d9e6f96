package briefing_test

import (
	"testing"

	"giaoban/internal/briefing"

	"github.com/google/go-cmp/cmp"
)

func TestRenewKeepsDecisions(t *testing.T) {
	cite := func(field, symbol string, from int) briefing.Citation {
		return briefing.Citation{Field: field, Genre: briefing.ChiThi, Symbol: symbol, Span: briefing.Span{from, from + 5}}
	}
	a, b, c := cite("source", "1-CT/TW", 0), cite("source", "2-CT/TW", 10), cite("source", "3-CT/TW", 20)
	typed := briefing.Citation{Genre: briefing.ChiThi, Symbol: "9-CT/HU", Manual: true}
	corrected := b
	corrected.Symbol, corrected.Manual = "22-CT/TW", true
	topic := cite("topics.0", "4-CT/TW", 3)
	gone := cite("topics.0", "5-CT/TW", 3)
	for name, k := range map[string]struct{ found, shown, submitted, rejected, kept, refused []briefing.Citation }{
		"nothing changed":      {list(a, b), list(a, b), list(a, b), nil, list(a, b), nil},
		"taken out":            {list(a, b), list(a, b), list(a), nil, list(a), list(b)},
		"stays out":            {list(a, b), list(a), list(a), list(b), list(a), list(b)},
		"corrected":            {list(a, b), list(a, b), list(a, corrected), nil, list(a, corrected), nil},
		"typed by hand":        {list(a), list(a), list(a, typed), nil, list(a, typed), nil},
		"new in a topic":       {list(a, topic), list(a), list(a), nil, list(a, topic), nil},
		"the same in a topic":  {list(a, cite("topics.0", "1-CT/TW", 8)), list(a), list(a), nil, list(a), nil},
		"gone from a topic":    {list(a), list(a, gone), list(a, gone), nil, list(a), nil},
		"found better":         {list(a, b, c), list(a), list(a), nil, list(a, b, c), nil},
		"a digit mended":       {list(a, cite("title", "25-CT/TW", 3)), list(a, cite("title", "24-CT/TW", 3)), list(a, cite("title", "24-CT/TW", 3)), nil, list(a, cite("title", "25-CT/TW", 3)), nil},
		"another at its place": {list(cite("title", "25-CT/TW", 3)), nil, nil, list(cite("title", "24-CT/TW", 3)), list(cite("title", "25-CT/TW", 3)), nil},
		"rejected meanwhile":   {list(a, b), list(a), list(a, b), list(b), list(a), list(b)},
		"a topic moved":        {list(a, topic), list(a), list(a), list(cite("topics.4", "4-CT/TW", 3)), list(a), list(topic)},
		"one place of two":     {list(a, cite("source", "1-CT/TW", 30)), list(a), list(a), list(cite("source", "1-CT/TW", 30)), list(a), list(cite("source", "1-CT/TW", 30))},
		"two places moved":     {list(cite("topics.1", "1-CT/TW", 0), a), list(a), list(a), list(cite("topics.0", "1-CT/TW", 0)), list(a), list(cite("topics.1", "1-CT/TW", 0))},
		"the text is gone":     {nil, list(a), list(a), list(b), list(a), nil},
	} {
		kept, refused := briefing.Renew(k.found, k.shown, k.submitted, k.rejected)
		if diff := cmp.Diff(kept, k.kept) + cmp.Diff(refused, k.refused); diff != "" {
			t.Errorf("%s: got - want:\n%s", name, diff)
		}
	}
}

func list(all ...briefing.Citation) []briefing.Citation { return all }
