package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// Who adds staff first would never see the page of the first set-up: the
// command refuses, says what to do, and begins nothing.
func TestTheFirstAccountIsAnAdministrators(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	staff := []string{"user", "add", "an", "--role", "staff", "--full-name", "Trần An"}
	for range 2 {
		if code, _, errs := call(t, dir, "", staff...); code != exitFailed || !strings.Contains(errs, "giaoban serve để cài đặt lần đầu") {
			t.Fatalf("code %d, err %q, want a refusal", code, errs)
		}
		if !store.Exists(dir) {
			if _, err := os.Stat(dir); err == nil {
				t.Error("the refusal left a folder")
			}
		}
		db, err := openOrCreate(t.Context(), dir, t.Output()) // then with an empty database
		if err != nil {
			t.Fatal(err)
		}
		db.Close()
	}
	done(t, dir, "user", "add", "quantri", "--role", "administrator", "--full-name", "Lê Ba")
	done(t, dir, staff...)
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: "account"})
	if err != nil || len(entries) != 2 {
		t.Fatalf("got %d entries, %v", len(entries), err)
	}
	for _, e := range entries {
		if e.Origin != "máy chủ" {
			t.Errorf("%s from %q, want the server itself", e.Actor, e.Origin)
		}
	}
}

// A folder without a database leads to the command that begins one.
func TestAMissingDatabaseLeadsToServe(t *testing.T) {
	code, _, errs := call(t, filepath.Join(t.TempDir(), "data"), "", "user", "list")
	if code != exitFailed || !strings.Contains(errs, "chạy giaoban serve để bắt đầu") {
		t.Errorf("code %d, err %q", code, errs)
	}
}
