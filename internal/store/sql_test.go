package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	statement   = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE)\b`)
	placeholder = regexp.MustCompile(`\$(\d+)`)
	unordered   = regexp.MustCompile(`(?i)\border by\b`)
)

// SQLite numbers $n by first appearance whatever n is, so "$2 … $1" would swap
// values there and not in other engines.
func TestPlaceholdersFirstAppearInOrder(t *testing.T) {
	found := 0
	for place, stmt := range statements(t) {
		found++
		next := 1
		for _, m := range placeholder.FindAllStringSubmatch(stmt, -1) {
			n, _ := strconv.Atoi(m[1])
			if n > next {
				t.Errorf("%s: $%d stands before $%d", place, n, next)
				break
			}
			if n == next {
				next++
			}
		}
		if strings.Contains(stmt, "?") {
			t.Errorf("%s: a ? placeholder", place)
		}
	}
	if found < 20 {
		t.Errorf("only %d statements found", found)
	}
}

// Every list has an order; single rows come by key, count or LIMIT 1.
func TestListsAreOrdered(t *testing.T) {
	single := regexp.MustCompile(`WHERE (id|name|token_key) = \$1\s*$|^\s*SELECT (\(SELECT )?count\(`)
	for place, stmt := range statements(t) {
		if strings.HasPrefix(strings.TrimSpace(stmt), "SELECT") && !unordered.MatchString(stmt) && !single.MatchString(stmt) {
			t.Errorf("%s: a list without ORDER BY:%s", place, stmt)
		}
	}
}

// statements returns the SQL in the package's string constants by their place.
func statements(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
	all := map[string]string{}
	fset := token.NewFileSet()
	for _, name := range files {
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			s := literal(e)
			if statement.MatchString(s) {
				all[fset.Position(e.Pos()).String()] = s
			}
			return s == "" // the parts of a statement are none
		})
	}
	return all
}

// literal returns the string that an expression of constants makes; what is no
// literal in it is left out.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, _ := strconv.Unquote(e.Value)
			return s
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return literal(e.X) + literal(e.Y)
		}
	}
	return ""
}
