package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/store"
)

// A backup whose trail was damaged is whole and yet no proof: a check fails and
// says both, and a restore has to be asked for twice.
func TestAFaultyTrailIsNoSuccess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if code, _, errs := call(t, dir, sampleArticle(t), "import", "article", "-"); code != exitDone {
		t.Fatal(errs)
	}
	raw, err := sql.Open("sqlite3", filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec("DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'x' WHERE id = 1"); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	file := filepath.Join(t.TempDir(), "b.zip")
	if _, errs := done(t, dir, "backup", file); !strings.Contains(errs, "CẢNH BÁO") {
		t.Errorf("the backup says %q", errs)
	}
	back := filepath.Join(t.TempDir(), "data")
	for _, c := range []struct {
		dir  string
		args []string
		says []string
	}{
		{dir, []string{"verify", file}, []string{"đúng mã đã ghi", "không còn nguyên vẹn từ mục 1"}},
		{dir, []string{"verify"}, []string{"không còn nguyên vẹn từ mục 1"}},
		{back, []string{"restore", file}, []string{"chưa khôi phục gì", "--accept-fault"}},
	} {
		code, out, errs := call(t, c.dir, "", c.args...)
		if code != exitFailed || out != "" {
			t.Errorf("%q: code %d, out %q, want 1", c.args, code, out)
		}
		for _, says := range c.says {
			if !strings.Contains(errs, says) {
				t.Errorf("%q: err %q, want %q", c.args, errs, says)
			}
		}
	}
	if _, errs := done(t, back, "restore", file, "--accept-fault"); !strings.Contains(errs, "không còn nguyên vẹn") {
		t.Errorf("the restore says %q", errs)
	}
	if code, _, _ := call(t, back, "", "audit", "verify"); code != exitFailed {
		t.Errorf("the restore made the trail whole: code %d", code)
	}
}
