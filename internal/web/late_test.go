package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
)

// TestAFormOfAnEndedSessionSurvivesTheSignIn edits a meeting, comes back after
// the session has ended, signs in and sends the form again.
func TestAFormOfAnEndedSessionSurvivesTheSignIn(t *testing.T) {
	s := newSite(t)
	s.stored()
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	s.withPassword("le.ba", briefing.Staff, goodPassword)
	token := s.signedIn("tran.an", briefing.Staff, 0)
	editor := s.as(token)
	edit := formIn(t, editor.get("/meetings/1/edit").body)
	edit.values["title"], edit.values["do"] = "Tên mới \"lạ\" <b>", "save"
	s.age(token, 9*time.Hour, time.Hour)

	late := editor.post(edit.action, edit.values, nil)
	if late.status != http.StatusUnauthorized || late.header.Get("Cache-Control") != "no-store" || !strings.Contains(text(late.body), "Phiên đã hết") {
		t.Fatalf("got %d: %s", late.status, text(late.body))
	}
	signIn := formIn(t, late.body)
	if signIn.action != "/signin" || signIn.values["late.title"] != edit.values["title"] || signIn.values["target"] != "/meetings/1/edit" {
		t.Fatalf("the sign-in form lost the text: %v", signIn.values)
	}
	// A mistake does not lose it.
	signIn.values["name"], signIn.values["password"] = "tran.an", "sai sai sai sai"
	again := editor.post("/signin", signIn.values, nil)
	signIn = formIn(t, again.body)
	if again.status != http.StatusUnprocessableEntity || signIn.values["late.title"] != edit.values["title"] {
		t.Fatalf("got %d with %v", again.status, signIn.values)
	}
	signIn.values["password"] = goodPassword

	// Somebody else sees neither text nor button.
	signIn.values["name"] = "le.ba"
	other := editor.post("/signin", signIn.values, nil)
	if other.status != http.StatusOK || strings.Contains(other.body, "data-resend") || strings.Contains(text(other.body), edit.values["title"]) {
		t.Errorf("somebody else: got %d: %s", other.status, text(other.body))
	}

	// That sign-in has replaced the session; begin again from the ended one.
	token = s.signedIn("tran.an", briefing.Staff, 0)
	s.age(token, 9*time.Hour, time.Hour)
	signIn.values["name"] = "tran.an"
	same := s.as(token).post("/signin", signIn.values, nil)
	cookie := cookieOf(same)
	if same.status != http.StatusOK || cookie == nil || !strings.Contains(same.body, "data-resend") {
		t.Fatalf("got %d: %s", same.status, text(same.body))
	}
	if m := s.meeting(1); strings.Contains(m.Title, "Tên mới") {
		t.Error("the form was sent without a click")
	}
	resend := formIn(t, same.body)
	saved := s.as(cookie.Value).post(resend.action, resend.values, nil)
	if m := s.meeting(1); saved.status != http.StatusSeeOther || m.Title != edit.values["title"] {
		t.Errorf("got %d and title %q: %s", saved.status, m.Title, text(saved.body))
	}
}

func TestPasswordsAreNeverCarriedAlong(t *testing.T) {
	s := newSite(t)
	const secret = "bí mật một hai"
	for _, name := range []string{"password", "password_new", "Password", "PASSWORD_AGAIN", "new_password", "pass", "pwd", "mật khẩu", "mat_khau",
		"late.password", "counts.0.password", "counts.x.value", "title.password", "token"} {
		for _, path := range []string{"/password", "/meetings", "/accounts"} {
			got := s.as("").post(path, map[string]string{name: secret, "title": "Họp"}, nil)
			if got.status != http.StatusUnauthorized || strings.Contains(got.body, secret) || formIn(t, got.body).values["next"] != path {
				t.Errorf("%s in %s: got %d: %s", name, path, got.status, got.body)
			}
		}
		got := s.as("").post("/signin", map[string]string{"name": "a", "password": secret, "next": "/", "target": "/meetings", "late." + name: secret, "late.title": "Họp"}, nil)
		if strings.Contains(got.body, secret) || formIn(t, got.body).values["late.title"] != "Họp" {
			t.Errorf("%s through the sign-in page: got %d: %s", name, got.status, got.body)
		}
	}
}

// TestWhichFieldsAreCarriedAlong looks at every form of every page: all that
// people type goes through the sign-in page, but for forms with passwords.
func TestWhichFieldsAreCarriedAlong(t *testing.T) {
	s := newSite(t)
	s.stored()
	office := formIn(t, s.get("/office/new").body)
	for name, value := range map[string]string{"name": "Ban", "superior": "Huyện ủy", "place_line": "Gia Lâm", "symbol": "BDVHU", "do": "save"} {
		office.values[name] = value
	}
	if got := s.post("/office", office.values, nil); got.status != http.StatusSeeOther {
		t.Fatalf("office: got %d: %s", got.status, text(got.body))
	}
	pages := []string{s.post("/meetings/import", map[string]string{"text": articleText(t), "do": "read"}, nil).body, s.get("/office/edit").body}
	for _, path := range s.routePaths() {
		if path != "/signin" && path != "/setup" {
			pages = append(pages, s.get(path).body)
		}
	}
	fields := 0
	for _, page := range pages {
		for _, found := range forms.FindAllStringSubmatch(page, -1) {
			form := formIn(t, found[0])
			secret := strings.Contains(found[0], `type="password"`)
			if to := keepableAt(form.action, nil); to.keepsAll(form.values) == secret {
				t.Errorf("the form of %s with %v: want it carried along: %v", form.action, form.values, !secret)
			}
			fields += len(form.values)
		}
	}
	if fields < 100 {
		t.Errorf("only %d fields", fields)
	}
}

// What was typed is shown in the words of its own page, and nothing that only
// the program reads.
func TestALateFormIsShownInTheWordsOfItsPage(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Administrator, goodPassword)
	units := []briefing.Unit{{Name: "Huyện Gia Lâm", ShortName: "Gia Lâm", Kind: "huyện", Level: briefing.District},
		{Name: "Xã Hai", ShortName: "Hai", Kind: "xã", Level: briefing.Commune}}
	if err := s.db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	parent := strconv.FormatInt(units[0].ID, 10)
	commune := &briefing.Account{Name: "xa.hai", FullName: "Xã Hai", Role: briefing.CommuneStaff, Unit: units[1].ID}
	hash, err := s.server.passwords.Hash(t.Context(), goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.db.InsertAccount(t.Context(), tester, commune, hash); err != nil {
		t.Fatal(err)
	}
	unit := map[string]string{"name": "Xã Đa Tốn", "short_name": "", "kind": "", "code": "00577", "level": "commune", "parent": parent,
		"valid_from": "", "valid_to": "", "from": "2020-01-01", "was": "c0ffee", "seen": "decade", "do": "save"}
	for _, c := range []struct {
		name, target string
		values       map[string]string
		want         string
	}{
		{"tran.an", "/units/7/edit", unit, "Tên đơn vị Xã Đa Tốn Mã 00577 Cấp cấp xã Đơn vị cấp trên Huyện Gia Lâm"},
		{"xa.hai", "/units", unit, "Tên đơn vị Xã Đa Tốn Mã 00577 Cấp cấp xã Đơn vị cấp trên " + parent},
		{"tran.an", "/units/7/remove", map[string]string{"was": "c0ffee", "reason": "ghi nhầm"}, "Lý do ghi nhầm"},
		{"tran.an", "/units/import", map[string]string{"do": "save", "sheet": `{"Rows":[{"Number":2,"Cells":["Xã Một","","xã"]},{"Number":3,"Cells":["Xã Hai"]}]}`},
			"Danh sách đơn vị Xã Một, xã Xã Hai"},
		{"tran.an", "/accounts", map[string]string{"name": "le.ba", "full_name": "Lê Ba", "role": "staff", "unit": ""},
			"Tên đăng nhập le.ba Họ tên Lê Ba Vai trò Cán bộ Ban Dân vận"},
		{"tran.an", "/office", map[string]string{"name": "Ban", "was": "c0ffee", "signers": "2", "signers.0.name": "A", "signers.1.name": "B", "end": "end"},
			"Tên cơ quan Ban Người ký, Họ tên, dòng 1 A Người ký, Họ tên, dòng 2 B"},
		{"tran.an", "/session-limit", map[string]string{"idle_minutes": "20", "hours": "6"},
			"Số phút không dùng thì hết phiên 20 Số giờ tối đa của một phiên 6"},
		{"tran.an", "/meetings", map[string]string{"title": "Họp", "report_year": "2024", "span.title": "0-3"}, "Tên hội nghị Họp Kỳ báo cáo, năm 2024"},
		{"tran.an", "/backups/giaoban-20240102-030405.zip/check", map[string]string{"do": "check", "reason": "lạ"}, ""},
	} {
		values := map[string]string{"name": c.name, "password": goodPassword, "next": "/", "target": c.target}
		for name, value := range c.values {
			values[latePrefix+name] = value
		}
		got := s.as("").post("/signin", values, nil)
		shown := ""
		if _, typed, ok := strings.Cut(got.body, "<h2>Phần đã nhập</h2>"); ok {
			typed, _, _ = strings.Cut(typed, "</dl>")
			shown = text(typed)
		}
		if got.status != http.StatusOK || shown != c.want {
			t.Errorf("%s to %s: got %d with %q, want %q", c.name, c.target, got.status, shown, c.want)
		}
	}
}

func TestAFormTooLargeToBeCarriedSaysSo(t *testing.T) {
	s := newSite(t)
	ended := s.signedIn("tran.an", briefing.Staff, 0)
	s.age(ended, 9*time.Hour, time.Hour)
	for _, size := range []int{maxLate - 100, maxLate + 100} {
		got := s.as(ended).post("/meetings/import", map[string]string{"text": strings.Repeat("a", size), "do": "read"}, nil)
		kept := len(formIn(t, got.body).values["late.text"])
		if got.status != http.StatusUnauthorized || (kept == size) != (size < maxLate) || strings.Contains(text(got.body), "Quay lại") != (size > maxLate) {
			t.Errorf("%d bytes: got %d with %d kept", size, got.status, kept)
		}
	}
	got := s.as("").post("/meetings/import", map[string]string{"text": "", "do": "read"}, []byte("Hội nghị"))
	if !strings.Contains(text(got.body), "tệp đã chọn thì phải chọn lại") {
		t.Errorf("a file: %s", text(got.body))
	}
	if got := s.as("").do("POST", "/meetings", "multipart/form-data; boundary=x", strings.NewReader("half")); got.status != http.StatusUnauthorized {
		t.Errorf("a broken form: got %d", got.status)
	}
}
