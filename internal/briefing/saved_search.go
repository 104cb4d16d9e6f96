package briefing

import "time"

// MaxSavedSearches is how many searches one account may keep.
const MaxSavedSearches = 50

// A SavedSearch is a search that a person keeps under a name (tìm kiếm đã lưu).
type SavedSearch struct {
	ID      int64
	Account int64 // whose it is; nobody else sees it
	Name    string
	Query   string
	Filter  map[string]string // values by facet
	SeenTo  time.Time         // UTC; changes up to then have been shown
}

// Validate reports every mistake that keeps the search from being stored.
func (s *SavedSearch) Validate() error {
	var inv Invalid
	inv.Check(s.Name != "", "name", "Đặt tên cho tìm kiếm này.")
	inv.Check(len([]rune(s.Name)) <= 100, "name", "Tên dài quá 100 ký tự.")
	inv.Check(s.Query != "", "name", "Nhập từ cần tìm rồi mới lưu.")
	inv.checkLength("name", s.Query)
	for _, value := range s.Filter {
		inv.checkLength("name", value)
	}
	return inv.Err()
}
