package briefing

import "fmt"

// A SearchFilter says what to look for in all records, and who asks. Its zero
// value finds nothing.
type SearchFilter struct {
	Query  string
	Values map[string]string // by facet, as the search names them: "kind", "year", …
	Order  string            // as the search names it; "" for the newest first
	Office bool              // all records may be seen; else those of everyone and of Unit
	Unit   int64
}

// A SearchResult is one record that was found.
type SearchResult struct {
	Kind    string // "meeting", "directive", "unit"
	ID      int64
	Date    Day
	Title   string
	Excerpt string // the part of its text with what was found; may be ""
	Draft   bool   // a meeting that nobody has confirmed
	Sample  bool
}

// Path returns the page of the record.
func (r *SearchResult) Path() string {
	if r.Kind == "unit" {
		return "/units" // one page shows them all
	}
	return fmt.Sprintf("/%ss/%d", r.Kind, r.ID)
}
