package briefing

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// MaxSavedSearches is how many searches one account may keep.
const MaxSavedSearches = 50

// MaxSavedName is how many runes the name of one may have.
const MaxSavedName = 100

// A SavedSearch is a search that a person keeps under a name (tìm kiếm đã lưu).
type SavedSearch struct {
	ID      int64
	Account int64 // whose it is; nobody else sees it
	Name    string
	Place   int // in the list of its owner, from 1
	Query   string
	Filter  map[string]string // values by facet
	SeenTo  time.Time         // UTC; its owner has seen what changed up to then
}

// Validate reports every mistake that keeps the search from being stored.
func (s *SavedSearch) Validate() error {
	var inv Invalid
	inv.Check(s.Name != "", "name", "Đặt tên cho tìm kiếm này.")
	inv.Check(utf8.RuneCountInString(s.Name) <= MaxSavedName, "name", fmt.Sprintf("Tên dài quá %d ký tự.", MaxSavedName))
	inv.Check(s.Query != "", "name", "Nhập từ cần tìm rồi mới lưu.")
	inv.checkLength("name", s.Query)
	for _, value := range s.Filter {
		inv.checkLength("name", value)
	}
	return inv.Err()
}
