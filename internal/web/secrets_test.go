package web

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
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

// What opens doors comes neither into the log of the server nor into the audit
// trail, from the set-up to a backup, typed right or wrong.
func TestSecretsAreNotLogged(t *testing.T) {
	s := newEmptySite(t)
	const wrong, wrongCode, misplaced, second = "mật khẩu gõ nhầm", "zzzz-yyyy-2345-6789", "gõ nhầm vào ô tên", "rừng thông gió hú 72"
	setUp := func(code string) reply {
		form := setupForm()
		form["code"], form["name"] = code, "tran.an"
		return s.post("/setup", form, nil)
	}
	setUp(wrongCode)
	first := cookieOf(setUp(setupCode))
	if first == nil {
		t.Fatal("the set-up gives no session")
	}
	s.signInWith("tran.an", wrong)
	s.signInWith(misplaced, goodPassword)
	s.token = cookieOf(s.signInWith("tran.an", goodPassword)).Value
	made := s.post("/accounts", map[string]string{"name": "le.ba", "full_name": "Lê Ba", "role": "staff", "unit": ""}, nil)
	once := regexp.MustCompile(`<code>(\w{4}-[\w-]+)</code>`).FindStringSubmatch(made.body)
	if once == nil {
		t.Fatalf("no one-time password: %s", text(made.body))
	}
	changed := s.post("/password", map[string]string{"password": goodPassword, "password_new": second, "password_again": second}, nil)
	if changed.status != http.StatusSeeOther {
		t.Fatalf("changing the password: got %d: %s", changed.status, text(changed.body))
	}
	last := cookieOf(changed)
	s.token = last.Value
	name := s.madeBackup()
	s.get("/backups/" + name)
	s.get("/no/page?password=" + "x")
	s.post("/backups/"+name+"/remove", map[string]string{"do": "remove"}, nil)

	key, err := os.ReadFile(filepath.Join(s.dir, store.KeyFileName))
	if err != nil {
		t.Fatal(err)
	}
	_, hash, err := s.db.Credentials(t.Context(), "tran.an")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := s.db.Audit(t.Context(), briefing.AuditFilter{})
	if err != nil {
		t.Fatal(err)
	}
	log, trail := s.log.String(), fmt.Sprintf("%+v", entries)
	if strings.Count(log, "msg=request") < 10 || len(entries) < 10 {
		t.Errorf("the test sees nothing: log %s", log)
	}
	for what, secret := range map[string]string{"set-up code": setupCode, "wrong code": wrongCode, "password": goodPassword,
		"wrong password": wrong, "password in place of the name": misplaced, "new password": second, "one-time password": once[1],
		"first token": first.Value, "last token": last.Value, "key of a session": auth.TokenKey(last.Value), "hash": hash,
		"key of the trail": hex.EncodeToString(key), "the same in base64": base64.StdEncoding.EncodeToString(key)} {
		for place, text := range map[string]string{"log": log, "trail": trail} {
			if secret == "" || strings.Contains(text, secret) {
				t.Errorf("the %s holds the %s %q", place, what, secret)
			}
		}
	}
}
