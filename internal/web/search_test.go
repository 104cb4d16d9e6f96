package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
)

// searched is a site with something to find for everyone: a meeting that only
// the office may see, directives for all, and two communes.
func searched(t *testing.T) (s, one, two *site) {
	t.Helper()
	s = newSite(t)
	for _, d := range []*briefing.Directive{
		{Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU", Issuer: "Thành ủy", Date: "2023-08-07", Title: "Về kỷ cương"},
		{Genre: briefing.ChiThi, Number: "124", Symbol: "124-CT/TU", Issuer: "Thành ủy", Date: "2022-08-07", Title: "Về dân vận khéo"},
	} {
		if err := s.db.InsertDirective(t.Context(), tester, d); err != nil {
			t.Fatal(err)
		}
	}
	m := &briefing.Meeting{Title: "Hội nghị kín", HeldOn: "2024-05-09", Reports: "2024-Q1", State: briefing.Held,
		Participations: []briefing.Participation{{Role: briefing.Chair, Name: "Đồng chí A"}},
		Source:         "Hội nghị bàn việc kinbiet. Thực hiện Chỉ thị 24-CT/TU của Thành ủy."}
	if err := s.db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	units := []briefing.Unit{{Name: "Xã Kinhmot", ShortName: "Kinhmot", Kind: "xã", Level: briefing.Commune},
		{Name: "Xã Kinhhai", ShortName: "Kinhhai", Kind: "xã", Level: briefing.Commune}}
	if err := s.db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	return s, s.as(s.signedIn("xa.mot", briefing.CommuneStaff, units[0].ID)), s.as(s.signedIn("xa.hai", briefing.CommuneStaff, units[1].ID))
}

func searchURL(q string, more ...string) string {
	query := url.Values{"q": {q}}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	return address(searchPath, query)
}

func TestSearchShowsOnlyWhatTheReaderMaySee(t *testing.T) {
	s, one, two := searched(t)
	readers := map[string]*site{"office": s, "one": one, "two": two}
	for _, role := range []briefing.AccountRole{briefing.Staff, briefing.Leader, briefing.Auditor} {
		readers[string(role)] = s.as(s.signedIn("a."+string(role), role, 0))
	}
	tests := []struct {
		query, mark string
		communes    string // who of the communes sees it
	}{
		{"kinbiet", "Hội nghị kín", ""},
		{"hoi nghi kin", "Hội nghị kín", ""},
		{"24-CT/TU", "Hội nghị kín", ""},
		{"24-CT/TU", "Về kỷ cương", "one two"},
		{"kinhmot", "Xã Kinhmot", "one"},
		{"kinhhai", "Xã Kinhhai", "two"},
		{"xa", "Xã Kinhmot", "one"},
	}
	for name, reader := range readers {
		commune := name == "one" || name == "two"
		for _, tt := range tests {
			want := !commune || slices.Contains(strings.Fields(tt.communes), name)
			page := text(reader.get(searchURL(tt.query)).body)
			if got := strings.Contains(page, tt.mark); got != want {
				t.Errorf("%s looks for %q: sees %q is %v, want %v", name, tt.query, tt.mark, got, want)
			}
			if found := !strings.Contains(page, "Không tìm thấy"); !want && tt.query != "24-CT/TU" && tt.query != "xa" && found {
				t.Errorf("%s looks for %q: told that there is something: %s", name, tt.query, page)
			}
			typed := reader.get("/search/suggest?q=" + url.QueryEscape(tt.query))
			if got := strings.Contains(typed.body, tt.mark); got && !want {
				t.Errorf("%s types %q: suggested %s", name, tt.query, typed.body)
			}
		}
		// The counts: one meeting and one directive, or the directive alone.
		page := text(reader.get(searchURL("24-CT/TU", "counts", "all")).body)
		if want := "2 kết quả"; strings.Contains(page, want) == commune {
			t.Errorf("%s: got %s", name, page)
		}
		if commune && strings.Contains(page, "Hội nghị 1") {
			t.Errorf("%s: meetings are counted: %s", name, page)
		}
		if got := strings.Contains(page, "Kết xuất Excel"); got == commune {
			t.Errorf("%s: offered an export is %v", name, got)
		}
	}
	for unit, want := range map[string]bool{"1": true, "2": false} {
		if got := strings.Contains(text(one.get(searchURL("xa", "unit", unit)).body), "Đơn vị: Xã Kinh"); got != want {
			t.Errorf("a commune filters by unit %s: told its name is %v, want %v", unit, got, want)
		}
	}
	for _, path := range []string{"/search?q=kinbiet", "/search/suggest?q=kin", "/search/saved/1"} {
		if got := s.as("").get(path); got.status != http.StatusSeeOther || !strings.HasPrefix(got.header.Get("Location"), "/signin") {
			t.Errorf("a stranger at %s: got %d to %s", path, got.status, got.header.Get("Location"))
		}
	}
}

func TestEverySuggestionAndHitCanBeOpened(t *testing.T) {
	s, one, _ := searched(t)
	addresses := regexp.MustCompile(`<h3><a href="([^"#]*)|"url":"([^"]*)"`)
	for _, reader := range []*site{s, one} {
		opened := 0
		for _, q := range []string{"24", "24-c", "xa kinh", "hoi nghi", "ky cuong", "24-CT/TU"} {
			for _, path := range []string{searchURL(q), "/search/suggest?q=" + url.QueryEscape(q)} {
				for _, found := range addresses.FindAllStringSubmatch(reader.get(path).body, -1) {
					to := strings.ReplaceAll(found[1]+found[2], `\u0026`, "&")
					if got := reader.get(to); got.status != http.StatusOK {
						t.Errorf("%s leads to %s: %d", path, to, got.status)
					}
					opened++
				}
			}
		}
		if opened < 6 {
			t.Errorf("the test sees nothing: %d addresses", opened)
		}
	}
}

func TestExactSymbolsStandFirst(t *testing.T) {
	s, _, _ := searched(t)
	page := text(s.get(searchURL("024 ct tu")).body)
	first, second := strings.Index(page, "Chỉ thị 24-CT/TU: Về kỷ cương"), strings.Index(page, "Hội nghị kín")
	if !strings.Contains(page, "Đúng văn bản cần tìm") || first < 0 || second < first || strings.Contains(page, "dân vận khéo") {
		t.Errorf("got %s", page)
	}
	if n := strings.Count(page, "Về kỷ cương"); n != 1 {
		t.Errorf("the directive stands there %d times", n)
	}
	if page := text(s.get(searchURL("24-CT")).body); !strings.Contains(page, "ký hiệu bắt đầu như vậy") {
		t.Errorf("the beginning of a symbol: %s", page)
	}
	if page := text(s.get(searchURL("24-CT/TW")).body); !strings.Contains(page, "Không tìm thấy") {
		t.Errorf("another issuer: %s", page)
	}
}

func TestNothingFoundOffersWiderSearches(t *testing.T) {
	s, _, _ := searched(t)
	page := s.get(searchURL("kỷ cưỡng", "year", "2023"))
	if got := text(page.body); !strings.Contains(got, "Tìm không dấu “ky cuong” (1 kết quả)") || strings.Contains(got, "Kết xuất Excel") {
		t.Errorf("got %s", text(page.body))
	}
	page = s.get(searchURL("ky cuong", "year", "1999", "kind", "directive"))
	for _, want := range []string{"Bỏ lọc Năm: 1999 (1 kết quả)", "Bỏ mọi bộ lọc (1 kết quả)"} {
		if !strings.Contains(text(page.body), want) {
			t.Errorf("no %q in %s", want, text(page.body))
		}
	}
	for _, to := range linksIn(page.body) {
		if strings.HasPrefix(to, "/search?") && s.get(to).status != http.StatusOK {
			t.Errorf("%s: refused", to)
		}
	}
}

func TestFacetsAddAndTakeAway(t *testing.T) {
	s, _, _ := searched(t)
	page := s.get(searchURL("24-CT/TU"))
	add := searchURL("24-CT/TU", "kind", "meeting")
	if !slices.Contains(linksIn(page.body), add) {
		t.Fatalf("no link %s in %v", add, linksIn(page.body))
	}
	page = s.get(add)
	if got := text(page.body); !strings.Contains(got, "1 kết quả") || !strings.Contains(got, "Đang lọc: Mục: Hội nghị") || strings.Contains(got, "Về kỷ cương") {
		t.Errorf("filtered: %s", got)
	}
	if !slices.Contains(linksIn(page.body), searchURL("24-CT/TU")) {
		t.Errorf("the filter cannot be taken away: %v", linksIn(page.body))
	}
}

// crowd stores units that "don vi" finds.
func (s *site) crowd(n int) {
	s.t.Helper()
	var units []briefing.Unit
	for i := range n {
		units = append(units, briefing.Unit{Name: fmt.Sprintf("Đơn vị %d", i), ShortName: fmt.Sprint(i), Kind: "xã", Level: briefing.Commune})
	}
	if err := s.db.InsertUnits(s.t.Context(), tester, units); err != nil {
		s.t.Fatal(err)
	}
}

func TestLongListsDoNotWaitForTheirCounts(t *testing.T) {
	s := newSite(t)
	s.crowd(countedHere + 20)
	page := s.get(searchURL("don vi"))
	if got := text(page.body); !strings.Contains(got, "trên 1.000 kết quả") || !strings.Contains(got, "Hiển thị 1–20 ") || strings.Contains(got, "Mục Đơn vị") {
		t.Errorf("got %s", got)
	}
	counted := searchURL("don vi", "counts", "all")
	if !slices.Contains(linksIn(page.body), counted) {
		t.Fatalf("no link %s", counted)
	}
	if got := text(s.get(counted).body); !strings.Contains(got, "1.020 kết quả") || !strings.Contains(got, "Đơn vị 1.020") {
		t.Errorf("counted: %s", got)
	}
	ranked := text(s.get(searchURL("don vi", "sort", "rank")).body)
	if !strings.Contains(ranked, "Xếp hạng 200 kết quả mới nhất") || !strings.Contains(ranked, "Xếp hạng tất cả") {
		t.Errorf("ranked: %s", ranked)
	}
	if got := text(s.get(searchURL("don vi", "sort", "all")).body); !strings.Contains(got, "Đã xếp hạng tất cả") {
		t.Errorf("all ranked: %s", got)
	}
	seen := map[string]bool{}
	for p := range 51 {
		got := s.get(searchURL("don vi", "page", fmt.Sprint(p+1)))
		for _, title := range regexp.MustCompile(`<h3>.*</h3>`).FindAllString(got.body, -1) {
			seen[title] = true
		}
	}
	if len(seen) != countedHere+20 {
		t.Errorf("%d units on all pages", len(seen))
	}
	if got := text(s.get(searchURL("don vi", "page", "400")).body); !strings.Contains(got, "không còn kết quả") {
		t.Errorf("beyond the end: %s", got)
	}
}

func TestSuggestionsHaveTheirOwnLimit(t *testing.T) {
	s, _, _ := searched(t)
	now := s.server.now()
	s.server.now = func() time.Time { return now }
	for range mostSearches {
		s.get("/search?q=a")
	}
	if got := s.get("/search?q=a"); got.status != http.StatusTooManyRequests {
		t.Errorf("searches: got %d, want 429", got.status)
	}
	if got := s.get("/search/suggest?q=24"); got.status != http.StatusOK || !strings.Contains(got.body, "24-CT/TU") {
		t.Errorf("suggestions: got %d %s", got.status, got.body)
	}
	for range mostSuggestions {
		s.get("/search/suggest?q=")
	}
	if got := s.get("/search/suggest?q=24"); got.status != http.StatusTooManyRequests {
		t.Errorf("suggestions: got %d, want 429", got.status)
	}
}
