package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/backup"
	"giaoban/internal/store"
)

// A restore on the page that was stopped half-way is completed by the next
// serve; until then no command touches the folder, and each says what to do.
func TestServeCompletesARestore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	done(t, dir, "user", "add", "an", "--role", "administrator", "--full-name", "Trần An")
	file := filepath.Join(t.TempDir(), "b.zip")
	done(t, dir, "backup", file)
	done(t, dir, "user", "add", "sau", "--role", "staff", "--full-name", "Lê Ba")
	halfRestored(t, dir, file)
	for _, args := range [][]string{{"user", "list"}, {"verify"}, {"backup", filepath.Join(t.TempDir(), "c.zip")},
		{"user", "add", "moi", "--role", "administrator", "--full-name", "Mới"}} {
		if code, _, errs := call(t, dir, "", args...); code != exitFailed || !strings.Contains(errs, "chưa xong; chạy giaoban serve") {
			t.Errorf("%q: code %d, err %q", args, code, errs)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	in, out := io.Pipe()
	errs := new(strings.Builder)
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"--data", dir, "serve", "--addr", "127.0.0.1:0"}, streams{strings.NewReader(""), out, errs})
		out.Close()
	}()
	if lines := bufio.NewScanner(in); !lines.Scan() || !strings.Contains(lines.Text(), "Trang web:") {
		t.Errorf("serve said %q", lines.Text())
	}
	go io.Copy(io.Discard, in)
	cancel()
	if got := <-code; got != exitDone || !strings.Contains(errs.String(), "Đã làm nốt việc khôi phục") {
		t.Errorf("serve: code %d, err %q", got, errs)
	}
	if out, _ := done(t, dir, "user", "list"); strings.Contains(out, "sau") || !strings.Contains(out, "Trần An") {
		t.Errorf("got the accounts %q, want those of the backup", out)
	}
	replaced, err := backup.Replaced(dir)
	if err != nil || len(replaced) != 1 {
		t.Fatalf("got %q, %v", replaced, err)
	}
	if out, _ := done(t, filepath.Join(dir, replaced[0]), "user", "list"); !strings.Contains(out, "sau") {
		t.Errorf("the old data hold the accounts %q", out)
	}
}

// halfRestored lets a restore of a backup fail after its commit.
func halfRestored(t *testing.T, dir, file string) {
	t.Helper()
	staged, err := backup.Stage(t.Context(), file, dir)
	if err != nil {
		t.Fatal(err)
	}
	inTheWay := filepath.Join(dir, staged.Folder, store.KeyFileName)
	if err := os.MkdirAll(inTheWay, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := staged.Record(t.Context(), actor(), "Thử"); err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(t.Context()); err == nil {
		t.Fatal("nothing stood in the way")
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
}
