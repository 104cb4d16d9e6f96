package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// kept are secrets as they stand in files, when somebody keeps one there by
// mistake.
var kept = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[abp]-[0-9A-Za-z-]{10,}|` +
	`(?i:api[_-]?key|secret|passwd|password)["']?\s*[:=]\s*["'][A-Za-z0-9+/_=-]{20,}["']`)

// ofDataFolder are the kinds of files that belong into a data folder.
var ofDataFolder = []string{".db", ".key", ".pem", ".env"}

func TestTheRepositoryHoldsNoSecret(t *testing.T) {
	root := filepath.Join("..", "..")
	read := 0
	for _, name := range repositoryFiles(t, root) {
		if slices.Contains(ofDataFolder, path.Ext(name)) {
			t.Errorf("%s: such a file is for a data folder", name)
		}
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) { // deleted, and not committed yet
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		read++
		if found := kept.Find(b); found != nil {
			t.Errorf("%s: holds what looks like a secret: %.30s", name, found)
		}
	}
	if read < 200 {
		t.Errorf("read only %d files", read)
	}
}

// repositoryFiles lists the files of the repository, with slashes: those that
// git tracks, or without git all that .gitignore does not leave out. The data
// folder of a program that runs here is no part of it.
func repositoryFiles(t *testing.T, root string) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = root
	if out, err := cmd.Output(); err == nil && len(out) > 0 {
		return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	}
	b, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	patterns := strings.Fields(string(b))
	var names []string
	err = fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == ".git" || ignores(patterns, name+"/")):
			return fs.SkipDir
		case d.Type().IsRegular() && !ignores(patterns, name):
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// ignores reports whether patterns as .gitignore here has them leave a file
// out, or a folder, whose name ends in a slash.
func ignores(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		whole, anchored := strings.CutPrefix(pattern, "/")
		part := name
		if !anchored {
			part = path.Base(name)
		}
		fits, _ := path.Match(whole, part)
		return fits
	})
}

func TestADataFolderIsNoPartOfTheRepository(t *testing.T) {
	patterns := []string{"*.test", "/data/giaoban.db*", "/data/audit.*", "/data/backups/"}
	for name, want := range map[string]bool{"data/giaoban.db": true, "data/giaoban.db-wal": true, "data/audit.key": true,
		"data/backups/": true, "internal/web/web.test": true, "data/embed.go": false, "data/sample/": false, "x/data/audit.key": false} {
		if got := ignores(patterns, name); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}
