package web

import (
	"net/http"
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

	// Somebody else sees the text and no button.
	signIn.values["name"] = "le.ba"
	other := editor.post("/signin", signIn.values, nil)
	if other.status != http.StatusOK || strings.Contains(other.body, "data-resend") || !strings.Contains(text(other.body), edit.values["title"]) {
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
	got := s.as("").post("/password", map[string]string{"password": "bí mật một", "password_new": "bí mật hai", "password_again": "bí mật hai"}, nil)
	if got.status != http.StatusUnauthorized || strings.Contains(got.body, "bí mật") || formIn(t, got.body).values["next"] != "/password" {
		t.Errorf("got %d: %s", got.status, got.body)
	}
}

func TestAFormTooLargeToBeCarriedSaysSo(t *testing.T) {
	s := newSite(t)
	for _, size := range []int{maxLate - 100, maxLate + 100} {
		got := s.as("").post("/meetings/import", map[string]string{"text": strings.Repeat("a", size), "do": "read"}, nil)
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
