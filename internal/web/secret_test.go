package web

import (
	"archive/zip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// oncePassword is how a new password looks that is shown to the administrator
// once.
var oncePassword = regexp.MustCompile(`\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b`)

// TestNoSecretIsToldOrLogged sets a program up, signs in and out, makes and
// resets accounts and opens every page and file, and then finds no password, no
// token, no key and no hash in any page, file, name, line of the log or entry of
// the trail.
func TestNoSecretIsToldOrLogged(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	forms := f.sendings()
	secrets := map[string]string{goodPassword: "a password", newPassword: "a new password", f.token: "a token", setupCode: "the set-up code"}
	for _, token := range f.tokens {
		secrets[token] = "a token"
	}
	var answers []reply
	note := func(got reply) reply {
		for _, cookie := range (&http.Response{Header: got.header}).Cookies() {
			if cookie.Value != "" {
				secrets[cookie.Value] = "a token"
			}
		}
		got.header = got.header.Clone()
		got.header.Del("Set-Cookie")
		answers = append(answers, got)
		return got
	}
	mistyped := "Mật khẩu gõ nhầm ô tên"
	secrets[mistyped], secrets[strings.ToLower(mistyped)] = "a password in the wrong field", "a password in the wrong field"
	for i, values := range []map[string]string{{"name": mistyped, "password": "x"}, {"name": "le.ba", "password": goodPassword + "x"}, {"name": "khong.co", "password": goodPassword}} {
		values["next"] = "/"
		got := f.as("").post("/signin", values, nil)
		if i == 0 { // what was typed as a name comes back to be mended
			got.body = strings.ReplaceAll(got.body, mistyped, "")
		}
		note(got)
	}
	wrongCode := forms["/setup"].with("code", "zzzz-yyyy-2345-6789")
	secrets[wrongCode.values["code"]] = "a mistyped set-up code"
	if got := note(wrongCode.send(wrongCode.site)); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a mistyped set-up code: got %d", got.status)
	}
	for _, form := range forms {
		if form.path == "/signout" || form.path == "/password" || form.path == "/sample/remove" || strings.HasSuffix(form.path, "/remove") {
			continue
		}
		got := form.send(form.site)
		for _, password := range oncePassword.FindAllString(got.body, -1) { // shown this once
			secrets[password] = "a password for once"
			got.body = strings.ReplaceAll(got.body, password, "")
		}
		note(got)
	}
	note(forms["/password"].site.post("/password", map[string]string{"password": goodPassword, "password_new": "ngắn", "password_again": "khác"}, nil))
	note(forms["/password"].send(forms["/password"].site))
	note(f.as("").post("/password", forms["/password"].values, nil)) // after its session
	for _, path := range f.gets() {
		if !strings.HasSuffix(path, ".zip") {
			note(f.get(path))
		}
	}
	db := f.raw()
	for _, hash := range selected(t, db, `SELECT password FROM account WHERE password <> ''`) {
		secrets[hash] = "a hash of a password"
	}
	for _, key := range selected(t, db, `SELECT token_key FROM session`) {
		secrets[key] = "the hash of a token"
	}
	for token, what := range secrets {
		if what == "a token" {
			secrets[auth.TokenKey(token)] = "the hash of a token"
		}
	}
	key, err := os.ReadFile(filepath.Join(f.dir, store.KeyFileName))
	f.need(err)
	for _, written := range []string{string(key), hex.EncodeToString(key), base64.StdEncoding.EncodeToString(key), base64.RawURLEncoding.EncodeToString(key)} {
		secrets[written] = "the key of the trail"
	}
	secrets["$argon2id$"] = "a hash of a password"
	for _, got := range answers {
		told := contents(t, got)
		for secret, what := range secrets {
			if strings.Contains(told, secret) {
				t.Errorf("%s (%d) tells %s", got.path, got.status, what)
			}
		}
	}
	for line := range strings.Lines(f.log.String() + forms["/setup"].site.log.String()) {
		for secret, what := range secrets {
			if strings.Contains(line, secret) || strings.Contains(line, strings.ReplaceAll(secret, " ", "+")) {
				t.Errorf("the log holds %s: %s", what, line)
			}
		}
	}
	entries := 0
	for _, s := range []*site{f.site, forms["/setup"].site} {
		trail, err := s.db.Audit(t.Context(), briefing.AuditFilter{})
		f.need(err)
		for _, e := range trail {
			entries++
			for secret, what := range secrets {
				if strings.Contains(fmt.Sprintf("%+v", e), secret) {
					t.Errorf("the trail holds %s: %+v", what, e)
				}
			}
		}
	}
	if len(answers) < 200 || len(secrets) < 40 || f.log.Len() < 1000 || entries < 100 {
		t.Errorf("%d answers, %d secrets, %d bytes of log, %d entries: the test sees too little", len(answers), len(secrets), f.log.Len(), entries)
	}
	f.private()
}

// private makes sure that the data folder is for its owner alone, and that a
// backup lets nobody in.
func (f *fullSite) private() {
	f.t.Helper()
	err := filepath.WalkDir(f.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == f.dir {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			f.t.Errorf("%s: others may read it: %v", path, info.Mode())
		}
		return err
	})
	f.need(err)
	z, err := zip.OpenReader(filepath.Join(f.server.backupDir(), f.backupName()))
	f.need(err)
	defer z.Close()
	for _, file := range z.File {
		r, err := file.Open()
		f.need(err)
		b, err := io.ReadAll(r)
		f.need(err)
		for _, token := range f.tokens {
			if strings.Contains(string(b), token) {
				f.t.Errorf("%s of the backup holds a token", file.Name)
			}
		}
	}
	if len(z.File) < 3 || len(f.tokens) == 0 {
		f.t.Errorf("%d files in the backup, %d tokens: the test sees nothing", len(z.File), len(f.tokens))
	}
}
