package main

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/export"
	"giaoban/internal/store"
	"giaoban/internal/xlsx"

	"github.com/alecthomas/kong"
)

// opening says of every command how to call it so that it opens the database
// of the data folder; nil for one that opens none.
func opening(t *testing.T) map[string][]string {
	article := writeFile(t, "a.txt", sampleArticle(t))
	return map[string][]string{
		"demo":              {"--addr", "127.0.0.1:0"},
		"serve":             {"--addr", "127.0.0.1:0"},
		"import article":    {article},
		"import units":      {unitsFile(t)},
		"import directives": {directiveFile(t, "Loại văn bản|Số, ký hiệu", "Chỉ thị|24-CT/TU")},
		"search":            {"dan van"},
		"export":            {"quarter", "--period", "2024-Q1"},
		"backup":            {filepath.Join(t.TempDir(), "b.zip")},
		"verify":            {},
		"audit verify":      {},
		"user add":          {"tran.an", "--role", "staff", "--full-name", "Trần An"},
		"user list":         {},
		"user passwd":       {"tran.an"},

		"extract": nil,
		"restore": nil, // it takes only an empty folder
		"version": nil,
	}
}

// creating are the commands that begin a database where there is no trace of
// one, and say so.
var creating = map[string]bool{"demo": true, "serve": true, "import article": true, "import units": true, "import directives": true, "user add": true}

// broken makes data folders that must not pass for a database, by what the
// refusal has to name.
var broken = []struct {
	name, says string
	spoil      func(t *testing.T, dir string)
}{
	{"missing", "chưa có cơ sở dữ liệu", func(t *testing.T, dir string) {
		for _, name := range []string{store.FileName, store.KeyFileName, store.HeadFileName} {
			remove(t, dir, name)
		}
	}},
	{"vanished", "thiếu giaoban.db", func(t *testing.T, dir string) { remove(t, dir, store.FileName) }},
	{"empty", "trống (0 byte)", func(t *testing.T, dir string) {
		rewrite(t, dir, func([]byte) []byte { return nil })
	}},
	{"wrong file", "không phải cơ sở dữ liệu của Giao ban", func(t *testing.T, dir string) {
		rewrite(t, dir, func([]byte) []byte { return bytes.Repeat([]byte("văn bản\n"), 900) })
	}},
	{"foreign", "không phải cơ sở dữ liệu của Giao ban", func(t *testing.T, dir string) {
		rewrite(t, dir, func(b []byte) []byte { copy(b[68:], "Else"); return b })
	}},
	{"truncated", "cơ sở dữ liệu bị hỏng", func(t *testing.T, dir string) {
		rewrite(t, dir, func(b []byte) []byte { return b[:len(b)/2] })
	}},
	{"newer", "phiên bản mới hơn", func(t *testing.T, dir string) {
		db, err := sql.Open("sqlite3", filepath.Join(dir, store.FileName))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
			t.Fatal(err)
		}
	}},
	{"without its key", "audit.key", func(t *testing.T, dir string) { remove(t, dir, store.KeyFileName) }},
	{"a folder", "không phải cơ sở dữ liệu của Giao ban", func(t *testing.T, dir string) {
		remove(t, dir, store.FileName)
		if err := os.Mkdir(filepath.Join(dir, store.FileName), 0o700); err != nil {
			t.Fatal(err)
		}
	}},
}

// Every command that opens the database refuses what is none, names it, and
// leaves every file as it was.
func TestBrokenDatabasesAreRefusedByEveryCommand(t *testing.T) {
	good := filepath.Join(t.TempDir(), "data")
	if code, _, errs := call(t, good, sampleArticle(t), "import", "article", "-"); code != 0 {
		t.Fatal(errs)
	}
	calls := opening(t)
	for _, command := range commandNames(t) {
		args, known := calls[command]
		if !known {
			t.Errorf("%s: say in this test how it opens the database, or that it opens none", command)
		}
		if args == nil {
			continue
		}
		for _, b := range broken {
			if b.name == "missing" && creating[command] {
				continue
			}
			dir := t.TempDir()
			for _, name := range []string{store.FileName, store.KeyFileName, store.HeadFileName} {
				copyInto(t, good, dir, name)
			}
			b.spoil(t, dir)
			before := contents(t, dir)
			code, out, errs := call(t, dir, "", append(strings.Fields(command), args...)...)
			if code != exitFailed || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, b.says) {
				t.Errorf("%s, %s: code %d, out %q, err %q, want 1 and %q", command, b.name, code, out, errs, b.says)
			}
			if after := contents(t, dir); after != before {
				t.Errorf("%s, %s: the folder changed from\n%sto\n%s", command, b.name, before, after)
			}
		}
	}
}

// commandNames lists every command of the program, "import article".
func commandNames(t *testing.T) []string {
	t.Helper()
	parser, err := kong.New(&commands{})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, leaf := range parser.Model.Leaves(false) {
		name := leaf.Name
		for up := leaf.Parent; up != nil && up.Parent != nil; up = up.Parent {
			name = up.Name + " " + name
		}
		all = append(all, name)
	}
	if len(all) < 14 {
		t.Fatalf("got only the commands %q", all)
	}
	return all
}

// unitsFile writes a workbook with one unit.
func unitsFile(t *testing.T) string {
	t.Helper()
	table := export.Table{Sheet: "Đơn vị", Columns: []export.Column{{Head: "Tên đơn vị"}}, Rows: [][]export.Value{{export.Text("Xã Đa Tốn")}}}
	var file bytes.Buffer
	if err := xlsx.Write(&file, &export.Document{Title: "Đơn vị", Blocks: []export.Block{table}}); err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "units.xlsx", file.String())
}

// contents tells the files of a folder with their modes and sums.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		var b []byte
		if d.Type().IsRegular() {
			if b, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		fmt.Fprintf(&all, "%s %v %x\n", d.Name(), d.Type(), sha256.Sum256(b))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

// rewrite changes the bytes of the database.
func rewrite(t *testing.T, dir string, change func([]byte) []byte) {
	t.Helper()
	path := filepath.Join(dir, store.FileName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, change(b), 0o600); err != nil {
		t.Fatal(err)
	}
}

func copyInto(t *testing.T, from, to, name string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(from, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}
