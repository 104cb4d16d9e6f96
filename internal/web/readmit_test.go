package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// A slowBody runs what happens between the head of a request and its body.
type slowBody struct {
	*strings.Reader
	meanwhile func()
}

func (b *slowBody) Read(p []byte) (int, error) {
	if b.meanwhile != nil {
		b.meanwhile()
		b.meanwhile = nil
	}
	return b.Reader.Read(p)
}

func TestRightsThatEndWhileAFormComesEndForTheForm(t *testing.T) {
	s := newSite(t)
	token := s.signedIn("ke.gian", briefing.Administrator, 0)
	body := &slowBody{strings.NewReader("name=cua.sau&full_name=X&role=administrator&unit="), func() {
		a, _, err := s.db.Credentials(t.Context(), "ke.gian")
		if err != nil {
			t.Fatal(err)
		}
		a.Disabled = true
		if err := s.db.UpdateAccount(t.Context(), tester, a); err != nil {
			t.Fatal(err)
		}
	}}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/accounts", body)
	r.RemoteAddr = "127.0.0.1:9"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "giaoban", Value: token})
	answer := httptest.NewRecorder()
	s.server.handler().ServeHTTP(answer, r)
	if body.meanwhile != nil {
		t.Fatal("the body was never read")
	}
	if answer.Code != http.StatusUnauthorized {
		t.Errorf("got %d, want 401", answer.Code)
	}
	if _, _, err := s.db.Credentials(t.Context(), "cua.sau"); err == nil {
		t.Error("a disabled administrator made an account")
	}
}
