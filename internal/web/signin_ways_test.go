package web

import (
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// A device that somebody signs out loses nothing of what was typed there.
func TestAFormSurvivesThatItsSessionWasEnded(t *testing.T) {
	s := newSite(t)
	s.stored()
	a := s.withPassword("tran.an", briefing.Staff, goodPassword)
	editor := s.as(s.signedIn("tran.an", briefing.Staff, 0))
	edit := formIn(t, editor.get("/meetings/1/edit").body)
	edit.values["title"], edit.values["do"] = "Tên đang gõ", "save"
	if err := s.db.EndSessions(t.Context(), tester, a.ID); err != nil {
		t.Fatal(err)
	}
	if page := editor.get("/meetings"); page.status != http.StatusSeeOther {
		t.Fatalf("an ended session got %d", page.status)
	}
	if page := text(editor.get("/signin?next=/meetings").body); !strings.Contains(page, "Phiên làm việc đã hết hoặc đã bị kết thúc") {
		t.Errorf("got %s", page)
	}
	signIn := formIn(t, editor.post(edit.action, edit.values, nil).body)
	signIn.values["name"], signIn.values["password"] = "tran.an", goodPassword
	same := editor.post("/signin", signIn.values, nil)
	cookie := cookieOf(same)
	if cookie == nil || !strings.Contains(same.body, "data-resend") {
		t.Fatalf("got %d: %s", same.status, text(same.body))
	}
	resend := formIn(t, same.body)
	s.as(cookie.Value).post(resend.action, resend.values, nil)
	if got := s.meeting(1).Title; got != "Tên đang gõ" {
		t.Errorf("got %q", got)
	}
}

// Who was locked out for forgetting gets in with the password that the
// administrator then sets.
func TestAResetEndsTheWait(t *testing.T) {
	s := newSite(t)
	a := s.withPassword("tran.an", briefing.Staff, goodPassword)
	for range tries.Pair {
		s.signInWith("tran.an", "sai sai sai sai")
	}
	if got := s.signInWith("tran.an", goodPassword); got.status != http.StatusTooManyRequests {
		t.Fatalf("got %d", got.status)
	}
	const once = "bốn từ chẳng liên quan"
	hash, err := s.server.passwords.Hash(t.Context(), once)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.db.ResetPassword(t.Context(), tester, a.ID, hash, "Quên mật khẩu"); err != nil {
		t.Fatal(err)
	}
	if got := s.signInWith("tran.an", once); got.status != http.StatusSeeOther {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
}

// A new password that is too weak is no guess at the current one.
func TestWeakNewPasswordsLockNobodyOut(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	mine := s.as(s.signedIn("tran.an", briefing.Staff, 0))
	for range tries.Pair + 1 {
		got := mine.post("/password", map[string]string{"password": goodPassword, "password_new": "123456789012", "password_again": "123456789012"}, nil)
		if got.status != http.StatusUnprocessableEntity {
			t.Fatalf("got %d", got.status)
		}
	}
	if got := s.signInWith("tran.an", goodPassword); got.status != http.StatusSeeOther {
		t.Errorf("got %d", got.status)
	}
}

// Many refused pages must not hide whose password is being guessed.
func TestRefusedPagesDoNotHideFailedSignIns(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	s.server.denied.ofAll = 2
	for range 5 {
		s.as("").get("/accounts")
	}
	before := s.head()
	s.signInWith("tran.an", "sai sai sai sai")
	if got := s.since(before); len(got) != 1 || got[0].Actor != "tran.an" {
		t.Errorf("got %+v", got)
	}
}

// An empty box is no try.
func TestAnEmptyNameIsAskedFor(t *testing.T) {
	s := newSite(t)
	before := s.head()
	if got := s.signInWith("", ""); got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Nhập tên đăng nhập và mật khẩu") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	if got := s.since(before); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}
