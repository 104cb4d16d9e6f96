package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

func TestAccountsAreCheckedFieldByField(t *testing.T) {
	s := newSite(t)
	units := []briefing.Unit{{Name: "Xã Đa Tốn", ShortName: "Đa Tốn", Kind: "xã", Level: briefing.Commune}}
	if err := s.db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	unit := fmt.Sprint(units[0].ID)
	for _, c := range []struct{ name, full, role, unit, message string }{
		{"quantri", "A", "staff", "", "Tên đăng nhập này đã có"},
		{"có dấu", "A", "staff", "", "chữ thường không dấu"},
		{"moi", "", "staff", "", "Nhập họ tên."},
		{"moi", "A", "root", "", "Chọn vai trò."},
		{"moi", "A", "commune", "", "Chọn đơn vị của cán bộ xã."},
		{"moi", "A", "leader", unit, "Chỉ cán bộ xã gắn với một đơn vị."},
	} {
		got := s.post("/accounts", map[string]string{"name": c.name, "full_name": c.full, "role": c.role, "unit": c.unit}, nil)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), c.message) {
			t.Errorf("%+v: got %d: %s", c, got.status, text(got.body))
		}
	}
	got := s.post("/accounts", map[string]string{"name": "xa.daton", "full_name": "Lê Ba", "role": "commune", "unit": unit,
		"id": "1", "disabled": "1", "sample": "1", "must_change": "0", "version": "9"}, nil)
	a, hash, err := s.db.Credentials(t.Context(), "xa.daton")
	if got.status != http.StatusOK || err != nil || a.Unit != units[0].ID || a.Disabled || a.Sample || !a.MustChange || a.Version != 1 || hash == "" {
		t.Errorf("got %d, %+v, %v: extra fields must do nothing", got.status, a, err)
	}
	if list := text(s.get("/accounts").body); !strings.Contains(list, "xa.daton Lê Ba Cán bộ xã Xã Đa Tốn Chờ đổi mật khẩu") {
		t.Errorf("got %s", list)
	}
}

func TestAStaleAccountFormShowsBothVersions(t *testing.T) {
	s := newSite(t)
	s.signedIn("le.ba", briefing.Staff, 0)
	form := formIn(t, s.get("/accounts/2").body)
	if form.values["version"] == "" {
		form.values["version"] = "1"
	}
	values := map[string]string{"full_name": "Tên của tôi", "role": "staff", "unit": "", "version": "1"}
	s.change("le.ba", func(a *briefing.Account) { a.FullName = "Tên của người khác" })
	got := s.post("/accounts/2", values, nil)
	if page := text(got.body); got.status != http.StatusConflict || !strings.Contains(page, "Họ tên Tên của người khác Tên của tôi") {
		t.Errorf("got %d: %s", got.status, page)
	}
	if a, _, _ := s.db.Credentials(t.Context(), "le.ba"); a.FullName != "Tên của người khác" {
		t.Errorf("got %q stored", a.FullName)
	}
	if got := s.post("/accounts/2/disable", map[string]string{"do": "disable", "version": "1", "reason": "Chuyển công tác"}, nil); got.status != http.StatusConflict {
		t.Errorf("disable: got %d, want 409", got.status)
	}
	values["version"] = "2"
	if got := s.post("/accounts/2", values, nil); got.status != http.StatusSeeOther {
		t.Errorf("got %d, want 303", got.status)
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	s := newSite(t)
	if got := s.post("/accounts/1/disable", map[string]string{"do": "disable", "version": "1", "reason": "Chuyển công tác"}, nil); got.status != http.StatusUnprocessableEntity {
		t.Errorf("disable: got %d, want 422", got.status)
	}
	got := s.post("/accounts/1", map[string]string{"full_name": "A", "role": "staff", "unit": "", "version": "1"}, nil)
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "ít nhất một quản trị viên") {
		t.Errorf("other role: got %d: %s", got.status, text(got.body))
	}
	if got := s.post("/accounts/1/password", nil, nil); got.status != http.StatusUnprocessableEntity {
		t.Errorf("own password: got %d, want 422", got.status)
	}
	if got := s.get("/accounts"); got.status != http.StatusOK {
		t.Errorf("the administrator is out: %d", got.status)
	}
}

func TestDisablingAndEnabling(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	token := s.signedIn("tran.an", "", 0)
	if got := s.post("/accounts/2/disable", map[string]string{"do": "disable", "version": "1", "reason": "Chuyển công tác"}, nil); got.status != http.StatusSeeOther || s.alive(token) {
		t.Errorf("got %d, alive %v", got.status, s.alive(token))
	}
	if got := s.signInWith("tran.an", goodPassword); got.status != http.StatusUnprocessableEntity {
		t.Errorf("disabled: got %d", got.status)
	}
	s.post("/accounts/2/disable", map[string]string{"do": "enable", "version": "2", "reason": "Đã về lại"}, nil)
	if got := s.signInWith("tran.an", goodPassword); got.status != http.StatusSeeOther {
		t.Errorf("enabled: got %d", got.status)
	}
}

// What takes somebody's way in, or gives it back, tells why in the trail, and
// only when it was told what to do.
func TestResetAndDisableAskWhy(t *testing.T) {
	s := newSite(t)
	s.signedIn("le.ba", briefing.Staff, 0)
	for _, values := range []map[string]string{
		{"path": "/accounts/2/password", "do": "reset", "reason": ""},
		{"path": "/accounts/2/disable", "do": "disable", "version": "2", "reason": " "},
	} {
		path := values["path"]
		got := s.post(path, values, nil)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Ghi lý do") {
			t.Errorf("%s without a reason: got %d: %s", path, got.status, text(got.body))
		}
		values["reason"] = "Nghỉ hưu " + path
		if got := s.post(path, values, nil); got.status >= 400 {
			t.Errorf("%s: got %d: %s", path, got.status, text(got.body))
		}
		if entries, err := s.db.Audit(t.Context(), briefing.AuditFilter{Entity: "account"}); err != nil ||
			!slices.ContainsFunc(entries, func(e briefing.AuditEntry) bool { return e.Reason == values["reason"] }) {
			t.Errorf("%s: no entry tells why: %+v, %v", path, entries, err)
		}
	}
	before := s.head()
	for _, do := range []string{"", "x", "Disable"} {
		got := s.post("/accounts/2/disable", map[string]string{"do": do, "version": "3", "reason": "Thử"}, nil)
		if got.status != http.StatusBadRequest || s.head() != before {
			t.Errorf("do=%q: got %d, %d entries more", do, got.status, s.head()-before)
		}
	}
}

// Auditors see who may sign in and which backups there are, and nothing to press.
func TestAuditorsSeeAccountsAndBackups(t *testing.T) {
	s := newSite(t)
	name := s.madeBackup()
	auditor := s.as(s.signedIn("kiem.tra", briefing.Auditor, 0))
	for path, want := range map[string]string{"/accounts": "kiem.tra", "/backups": name} {
		got := auditor.get(path)
		_, main, _ := strings.Cut(got.body, "<main")
		if got.status != http.StatusOK || !strings.Contains(text(got.body), want) || strings.Contains(main, "<form") || strings.Contains(main, "<button") ||
			strings.Contains(main, `href="/accounts/`) || strings.Contains(main, `href="/backups/`) || strings.Contains(main, s.dir) {
			t.Errorf("%s: got %d: %s", path, got.status, main)
		}
	}
	for _, path := range []string{"/backups/" + name, "/backups/" + name + "/restore", "/accounts/1", "/accounts/new"} {
		if got := auditor.get(path); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", path, got.status)
		}
	}
}

func TestSessionLimitHasBounds(t *testing.T) {
	s := newSite(t)
	for _, c := range [][2]string{{"4", "8"}, {"121", "8"}, {"x", "8"}, {"30", "0"}, {"30", "13"}, {"", ""}} {
		if got := s.post("/session-limit", map[string]string{"idle_minutes": c[0], "hours": c[1]}, nil); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%v: got %d, want 422", c, got.status)
		}
	}
	if got := s.post("/session-limit", map[string]string{"idle_minutes": "10", "hours": "4"}, nil); got.status != http.StatusSeeOther {
		t.Fatalf("got %d", got.status)
	}
	if got := mustLimit(s); got.Idle.Minutes() != 10 || got.Absolute.Hours() != 4 {
		t.Errorf("got %+v", got)
	}
}

// TestCostlyPagesAreLimitedForEachAccount wants one busy account to stop and
// the others to go on.
func TestCostlyPagesAreLimitedForEachAccount(t *testing.T) {
	s := newSite(t)
	s.stored()
	other := s.as(s.signedIn("le.ba", briefing.Leader, 0))
	const path = "/exports/meetings?format=csv"
	refused := 0
	for range mostExports * 2 {
		if got := s.get(path); got.status == http.StatusTooManyRequests {
			if refused++; got.header.Get("Retry-After") == "" {
				t.Fatal("no Retry-After")
			}
		}
	}
	// A new minute may begin meanwhile, and with it a new count.
	if refused == 0 {
		t.Error("nothing was refused")
	}
	if got := other.get(path); got.status != http.StatusOK {
		t.Errorf("somebody else: got %d, want 200", got.status)
	}
	if got := s.get("/meetings"); got.status != http.StatusOK {
		t.Errorf("other pages: got %d, want 200", got.status)
	}
	refused = 0
	for range mostSearches*2 + 1 {
		if s.get("/meetings?q=a").status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 || s.get("/meetings").status != http.StatusOK {
		t.Errorf("searching: %d refused, the list %d", refused, s.get("/meetings").status)
	}
}
