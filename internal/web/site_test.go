package web

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/data"
	"giaoban/internal/auth"
	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/static"
	"giaoban/templates"
)

// A site is the whole program over a new database, and a browser without
// scripts, in which the administrator is signed in.
type site struct {
	t      *testing.T
	db     *store.DB
	server *server
	url    string
	log    *bytes.Buffer
	token  string // in the browser's cookie; "" for a stranger
	dir    string // of the database
}

// A reply is what the browser got.
type reply struct {
	status int
	header http.Header
	body   string
	path   string
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := newEmptySite(t)
	s.token = s.signedIn("quantri", briefing.Administrator, 0)
	return s
}

// newEmptySite is a site without accounts.
func newEmptySite(t *testing.T) *site {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Create(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return siteOver(t, db, dir)
}

// siteOver is the whole program over a database that is there.
func siteOver(t *testing.T, db *store.DB, dir string) *site {
	t.Helper()
	config, log := testConfig(db, dir)
	l, err := testLook()
	if err != nil {
		t.Fatal(err)
	}
	s, err := newServer(config, l)
	if err != nil {
		t.Fatal(err)
	}
	// All of a restore but the exchange itself, after which the database is
	// another one.
	s.exchange = func(_ *gin.Context, _ *backup.Staged, last func() error) error { return last() }
	server := httptest.NewServer(s.handler())
	t.Cleanup(func() {
		server.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return &site{t, db, s, server.URL, log, "", dir}
}

// testConfig returns what the program of a test is made with, and its log.
func testConfig(db *store.DB, dir string) (Config, *bytes.Buffer) {
	log := new(bytes.Buffer)
	return Config{DB: db, Passwords: auth.NewHasher(), Templates: templates.FS, Static: static.FS, Data: data.FS, Dir: dir,
		Version: "test", Log: slog.New(slog.NewTextHandler(log, nil)), SetupCode: setupCode, LocalOnly: true}, log
}

// testLook is made once: all sites have the same.
var testLook = sync.OnceValues(func() (*look, error) { return newLook(Config{Templates: templates.FS, Static: static.FS}) })

// setupCode opens the set-up page of a test.
const setupCode = "abcd-efgh-2345-6789"

// signedIn stores an account, unless there is one, and a session of it, and
// returns its token. Nobody can sign in with its password: it has none.
func (s *site) signedIn(name string, role briefing.AccountRole, unit int64) string {
	s.t.Helper()
	ctx := s.t.Context()
	a, _, err := s.db.Credentials(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		a = &briefing.Account{Name: name, FullName: role.Label(), Role: role, Unit: unit}
		err = s.db.InsertAccount(ctx, tester, a, "")
	}
	if err != nil {
		s.t.Fatal(err)
	}
	token := auth.NewToken()
	err = s.db.StartSession(ctx, tester, briefing.Session{Key: auth.TokenKey(token), Account: a.ID,
		Checked: a.Version, Address: "127.0.0.1"}, "")
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

// age makes a session older than it is: how long ago it began, and how long
// ago it was last seen.
func (s *site) age(token string, began, seen time.Duration) {
	s.t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(s.dir, store.FileName)+"?_busy_timeout=5000")
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	now := time.Now()
	_, err = db.ExecContext(s.t.Context(), `UPDATE session SET created_at = $1, seen_at = $2 WHERE token_key = $3`,
		now.Add(-began).UnixMicro(), now.Add(-seen).UnixMicro(), auth.TokenKey(token))
	if err != nil {
		s.t.Fatal(err)
	}
}

var tester = store.Actor{Name: "test"}

// as returns the site in the browser of somebody else.
func (s *site) as(token string) *site {
	other := *s
	other.token = token
	return &other
}

// do sends a request and does not follow redirects.
func (s *site) do(method, path, contentType string, body io.Reader, headers ...string) reply {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if s.token != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: s.token})
	}
	if !slices.Contains(headers, "Origin") { // it stands for an old browser, which sends nothing else
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Header, string(b), path}
}

func (s *site) get(path string) reply { s.t.Helper(); return s.do("GET", path, "", nil) }

// post sends a form as browsers do; file may be nil.
func (s *site) post(path string, values map[string]string, file []byte) reply {
	s.t.Helper()
	body, contentType := encode(s.t, values, file)
	return s.do("POST", path, contentType, body)
}

func encode(t *testing.T, values map[string]string, file []byte) (*bytes.Buffer, string) {
	t.Helper()
	body := new(bytes.Buffer)
	w := multipart.NewWriter(body)
	for name, value := range values {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if file != nil {
		name := "bài.txt"
		if bytes.HasPrefix(file, []byte(pdfContent)) {
			name = "bài.pdf"
		}
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(file); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

// articleText is an invented article with everything that a page can show.
func articleText(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("testdata/bai-viet.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// stored brings the article in and returns the id of the confirmed meeting.
func (s *site) stored() int64 {
	s.t.Helper()
	review := s.post("/meetings/import", map[string]string{"text": articleText(s.t), "do": "read"}, nil)
	form := formIn(s.t, review.body)
	form.values["do"] = "save"
	saved := s.post(form.action, form.values, nil)
	if saved.status != http.StatusSeeOther {
		s.t.Fatalf("saving the article: status %d: %s", saved.status, text(saved.body))
	}
	all, err := s.db.Meetings(s.t.Context(), briefing.MeetingFilter{})
	if err != nil || len(all) == 0 {
		s.t.Fatalf("after saving: %d meetings, %v", len(all), err)
	}
	return all[0].ID
}

// meeting returns the stored meeting.
func (s *site) meeting(id int64) *briefing.Meeting {
	s.t.Helper()
	m, err := s.db.Meeting(context.Background(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}
