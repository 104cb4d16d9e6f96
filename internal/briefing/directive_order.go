package briefing

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"giaoban/internal/vntext"
)

// SortDirectives sorts a list that is in order of symbols by "genre", "date",
// "issuer" or "cited", with "-" before it for descending; "-symbol" turns it
// round. It keeps the order for any other word.
func SortDirectives(all []DirectiveSummary, by string) {
	column, descending := strings.CutPrefix(by, "-")
	var key func(d *DirectiveSummary) []byte
	switch column {
	case "symbol":
		if descending {
			slices.Reverse(all)
		}
		return
	case "genre":
		key = func(d *DirectiveSummary) []byte { return vntext.SortKey(d.Genre.Label()) }
	case "date":
		key = func(d *DirectiveSummary) []byte { return []byte(cmp.Or(string(d.Date), fmt.Sprint(d.Year))) }
	case "issuer":
		key = func(d *DirectiveSummary) []byte { return vntext.SortKey(d.Issuer) }
	case "cited":
		key = func(d *DirectiveSummary) []byte { return fmt.Appendf(nil, "%09d", d.Cited) }
	default:
		return
	}
	keys := map[int64][]byte{}
	for i := range all {
		keys[all[i].ID] = key(&all[i])
	}
	slices.SortStableFunc(all, func(a, b DirectiveSummary) int {
		if descending {
			a, b = b, a
		}
		return bytes.Compare(keys[a.ID], keys[b.ID])
	})
}
