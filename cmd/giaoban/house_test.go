package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// owners names the one package that may import each big library.
var owners = map[string]string{
	"github.com/gin-gonic/gin":       "web",
	"github.com/mattn/go-sqlite3":    "store",
	"github.com/pressly/goose/v3":    "store",
	"database/sql":                   "store",
	"github.com/jung-kurt/gofpdf":    "pdf",
	"github.com/xuri/excelize/v2":    "xlsx",
	"github.com/alecthomas/kong":     "giaoban",
	"golang.org/x/text/collate":      "vntext",
	"golang.org/x/text/unicode/norm": "vntext",
	"golang.org/x/crypto/argon2":     "auth",
	"github.com/richardlehane/mscfb": "filetext",
	"html/template":                  "render",
}

// ranks orders the packages: imports point down, from a higher rank to a lower
// one. Packages of one rank do not know each other.
var ranks = map[string]int{
	"vntext": 0, "bounded": 0, "briefing": 1,
	"citation": 2, "export": 2, "chart": 2, "auth": 2, "reference": 2,
	"article": 3, "search": 3, "pdf": 3, "docx": 3, "xlsx": 3,
	"store": 4, "format": 4, "importer": 4, "filetext": 4, "render": 4, "backup": 5, "web": 6, "demo": 6, "giaoban": 7,
}

func TestImportsPointDown(t *testing.T) {
	for _, p := range listPackages(t) {
		name := path.Base(p.ImportPath)
		rank, ranked := ranks[name]
		for _, imp := range p.Imports {
			if owner := ownerOf(imp); owner != "" && owner != name {
				t.Errorf("%s imports %s, which belongs to %s alone", p.ImportPath, imp, owner)
			}
			if !strings.HasPrefix(imp, "giaoban/internal/") {
				continue
			}
			if below, ok := ranks[path.Base(imp)]; !ranked || !ok {
				t.Errorf("%s imports %s: give both a rank", p.ImportPath, imp)
			} else if below >= rank {
				t.Errorf("%s imports %s, which is not below it", p.ImportPath, imp)
			}
		}
	}
}

func ownerOf(imp string) string {
	for lib, owner := range owners {
		if imp == lib || strings.HasPrefix(imp, lib+"/") {
			return owner
		}
	}
	return ""
}

// The program never needs an outside program or the network: only tests may.
func TestProgramRunsNothingOutside(t *testing.T) {
	for _, p := range listPackages(t) {
		if slices.Contains(p.Imports, "os/exec") {
			t.Errorf("%s imports os/exec", p.ImportPath)
		}
	}
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "giaoban/cmd/...", "giaoban/internal/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		// Packages that only tests import may do what tests do.
		if name := path.Base(p.ImportPath); name != "testtool" && !strings.HasSuffix(name, "test") {
			all = append(all, p)
		}
	}
	if len(all) < 10 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}
