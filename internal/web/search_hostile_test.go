package web

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"giaoban/internal/search"
	"giaoban/internal/testtool"
)

// hostile is what nobody means to type.
func hostile(n int) []string {
	all := []string{"", " ", "a", "\x00", "a\x00b", "\xff\xfe", "🙂", "👩‍👩‍👧", `"`, `"""`, `"a`, "'", "' OR 1=1 --", "*", "a*", "NEAR/2", "a OR b",
		"AND", "NOT", "-a", "(", "))", "search:a", "§a", "·", "%", "_", "\\", "\n\r\t", "\u202e", "\ufeff", "<script>alert(1)</script>",
		"%zz", "24-CT/TU", "٣", "日本", "-1", "99999999999999999999", "+1", "2024-13", "NaN", strings.Repeat("dân ", 10_000),
		strings.Repeat("x", 20_000), strings.Repeat(`"a" `, 3000), "a\u0301", "../../etc/passwd", "{{.}}", "${x}"}
	r := rand.New(rand.NewPCG(4, 4))
	for len(all) < n {
		all = append(all, all[r.IntN(40)]+all[r.IntN(40)]+all[r.IntN(40)])
	}
	return all
}

func TestSearchAnswersWhateverIsAsked(t *testing.T) {
	t.Parallel()
	s, one, _ := searched(t)
	minute := s.server.now()
	s.server.now = func() time.Time { // the limits are for people
		minute = minute.Add(time.Minute)
		return minute
	}
	names := []string{"q", "page", "sort", "since", "counts", "notice"}
	for _, f := range search.Facets() {
		names = append(names, string(f))
	}
	for i, bad := range hostile(200) {
		reader := []*site{s, one}[i%2]
		paths := []string{"/search?q=" + url.QueryEscape(bad), "/search/suggest?q=" + url.QueryEscape(bad)}
		for k, name := range names {
			if testtool.Long() || (i+k)%4 == 0 {
				paths = append(paths, searchURL("dan", name, bad))
			}
		}
		if i%7 == 0 {
			every := url.Values{}
			for _, name := range names {
				every.Set(name, bad)
			}
			paths = append(paths, address(searchPath, every))
		}
		for _, path := range paths {
			got := reader.get(path)
			if got.status != http.StatusOK {
				t.Fatalf("%.80s: got %d: %s", path, got.status, text(got.body))
			}
			if len(got.body) > 400_000 || strings.Contains(got.body, "<script>alert") {
				t.Errorf("%.80s: %d bytes, or a script", path, len(got.body))
			}
		}
	}
	for _, raw := range []string{"/search?q=%zz", "/search?q=%", "/search?q=a;b", "/search?%ff=%fe", "/search/suggest?q=%zz", "/search?" + strings.Repeat("a=1&", 500)} {
		if got := s.get(raw); got.status != http.StatusOK {
			t.Errorf("%.40s: got %d", raw, got.status)
		}
	}
	if got := s.get("/meetings?q=%00"); got.status != http.StatusBadRequest {
		t.Errorf("other pages: got %d, want 400", got.status)
	}
	for q, hint := range map[string]string{"": "Nhập từ", "a": "quá ngắn", "🙂": "Không có chữ", "\x00": "Nhập từ",
		strings.Repeat("dân ", 10_000): "32 từ đầu", strings.Repeat("x", 5000): "1.000 ký tự đầu"} {
		if got := text(s.get(searchURL(q)).body); !strings.Contains(got, hint) {
			t.Errorf("%.20q: no hint %q", q, hint)
		}
	}
}
