package web

import (
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// setupForm is the set-up form well filled in.
func setupForm() map[string]string {
	values := map[string]string{}
	for _, name := range setupNames() {
		values[name] = ""
	}
	maps.Copy(values, map[string]string{"code": " ABCD-efgh-2345-6789 ", "name": "Tran.An", "full_name": "Trần An",
		"password_new": goodPassword, "password_again": goodPassword, "office.name": "Ban Dân vận",
		"office.superior": "Huyện ủy Gia Lâm", "office.place_line": "Gia Lâm", "office.symbol": "BDVHU",
		"office.valid_from": "01/01/2024", "office.layout": "36-HD/VPTW",
		"office.recipients": "Thường trực Huyện ủy\n\nLưu Ban Dân vận", "signers.0.authority": "T/M BAN THƯỜNG VỤ",
		"signers.0.position": "TRƯỞNG BAN", "signers.0.name": "Lê Ba", "units": "gia-lam-2024"})
	return values
}

func TestSetUp(t *testing.T) {
	s := newEmptySite(t)
	for _, path := range []string{"/", "/meetings", "/signin", "/accounts", "/no/page"} {
		if got := s.get(path); got.status != http.StatusSeeOther || got.header.Get("Location") != "/setup" {
			t.Errorf("%s: got %d to %q, want /setup", path, got.status, got.header.Get("Location"))
		}
		if got := s.post(path, nil, nil); got.status != http.StatusForbidden {
			t.Errorf("POST %s: got %d, want 403", path, got.status)
		}
	}
	if got := s.get("/setup"); got.status != http.StatusOK || got.header.Get("Cache-Control") != "no-store" || strings.Contains(got.body, setupCode) {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	for name, c := range map[string]struct{ field, value, message string }{
		"code":     {"code", "abcd-efgh-2345-678", "Mã cài đặt không đúng."},
		"no code":  {"code", "", "Mã cài đặt không đúng."},
		"name":     {"name", "Trần", "chữ thường không dấu"},
		"password": {"password_new", "bandanvan2024", "Mật khẩu"},
		"again":    {"password_again", "khác", "Hai lần nhập không giống nhau."},
		"office":   {"office.name", "", "Nhập tên cơ quan"},
		"day":      {"office.valid_from", "31/02/2024", "có thật"},
		"signer":   {"signers.0.position", "", "Nhập chức vụ người ký."},
	} {
		values := setupForm()
		values[c.field] = c.value
		got := s.post("/setup", values, nil)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), c.message) || strings.Contains(got.body, goodPassword) {
			t.Errorf("%s: got %d: %s", name, got.status, text(got.body))
		}
	}
	if has, _ := s.db.HasAccounts(t.Context()); has {
		t.Fatal("a wrong form made an account")
	}
	got := s.post("/setup", setupForm(), nil)
	cookie := cookieOf(got)
	if got.status != http.StatusSeeOther || cookie == nil {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	admin := s.as(cookie.Value)
	if page := admin.get("/accounts"); page.status != http.StatusOK || !strings.Contains(text(page.body), "tran.an Trần An Quản trị") {
		t.Errorf("got %d: %s", page.status, text(page.body))
	}
	office, _ := s.db.Office(t.Context(), "2024-06-01")
	units, _ := s.db.Units(t.Context(), "")
	if office.Symbol != "BDVHU" || len(office.Recipients) != 2 || len(office.Signers) != 1 || len(units) != 23 {
		t.Errorf("got %+v and %d units", office, len(units))
	}
	for _, b := range []*site{s, admin} {
		if got := b.get("/setup"); got.status != http.StatusNotFound {
			t.Errorf("/setup afterwards: got %d, want 404", got.status)
		}
		if got := b.post("/setup", setupForm(), nil); got.status != http.StatusNotFound {
			t.Errorf("POST /setup afterwards: got %d, want 404", got.status)
		}
	}
	if strings.Contains(s.log.String(), setupCode) {
		t.Error("the log holds the code")
	}
}

func TestTwoSetUpsAtOnceMakeOneAdministrator(t *testing.T) {
	s := newEmptySite(t)
	var mu sync.Mutex
	statuses := map[int]int{}
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			values := setupForm()
			values["name"] = "admin" + string(rune('a'+i))
			body, contentType := encode(t, values, nil)
			got := s.do("POST", "/setup", contentType, body)
			mu.Lock()
			statuses[got.status]++
			mu.Unlock()
		})
	}
	wg.Wait()
	accounts, err := s.db.Accounts(t.Context())
	if len(accounts) != 1 || err != nil || statuses[303] != 1 || statuses[404] != 3 {
		t.Errorf("got %d accounts, %v, statuses %v", len(accounts), err, statuses)
	}
}

func TestTheSetUpCodeCannotBeGuessed(t *testing.T) {
	s := newEmptySite(t)
	values := setupForm()
	for i := range tries.Pair + 1 {
		values["code"] = strings.Repeat(string(rune('a'+i)), 16)
		got := s.post("/setup", values, nil)
		if want := map[bool]int{true: 422, false: 429}[i < tries.Pair]; got.status != want {
			t.Fatalf("try %d: got %d, want %d", i, got.status, want)
		}
	}
	if got := s.post("/setup", setupForm(), nil); got.status != http.StatusTooManyRequests {
		t.Errorf("the right code after that: got %d, want 429", got.status)
	}
	s.server.setupCode = ""
	if s.server.fitsCode("") {
		t.Error("a server without a code opens to the empty one")
	}
}
