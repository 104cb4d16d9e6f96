package web

import (
	"encoding/csv"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/export"
)

// A formula of ours adds up cells and holds no word that anybody typed.
var (
	formulaIn  = regexp.MustCompile(`<f(?: [^>]*)?>([^<]*)</f>`)
	ownFormula = regexp.MustCompile(`^(?:SUM|SUBTOTAL)\([A-Z0-9:,]+\)$`)
)

// TestNoTextBecomesAFormula puts what spreadsheets take for a formula into every
// field, and finds none in any workbook or CSV file.
func TestNoTextBecomesAFormula(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	f.plant(func(_ string, n int) string {
		return formulas[n%len(formulas)] + " " + string(rune('a'+n%26)) + strings.Repeat("b", n/26)
	})
	files, cells := 0, 0
	for _, kind := range export.Kinds() {
		path := "/exports/" + kind.Name
		if kind.Auditing {
			path = "/audit/export"
		}
		query := url.Values{"period": {"2024-Q1"}, "id": {"1"}, "drafts": {"yes"}}
		if kind.Auditing {
			query = url.Values{}
		}
		if kind.Name == "search" {
			query.Set("q", "hội nghị")
		}
		for _, one := range []string{"xlsx", "csv"} {
			query.Set("format", one)
			got := f.get(address(path, query))
			if got.status != 200 {
				t.Errorf("%s: got %d: %s", got.path, got.status, text(got.body))
				continue
			}
			files++
			if one == "xlsx" {
				told := contents(t, got)
				for _, found := range formulaIn.FindAllStringSubmatch(told, -1) {
					if !ownFormula.MatchString(found[1]) {
						t.Errorf("%s: the formula %s", got.path, found[1])
					}
				}
				if strings.Contains(told, "externalLink") || strings.Contains(told, `TargetMode="External"`) {
					t.Errorf("%s: a link leads out of the workbook", got.path)
				}
				continue
			}
			r := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.body, "\ufeff")))
			r.FieldsPerRecord = -1
			lines, err := r.ReadAll()
			if err != nil {
				t.Errorf("%s: %v", got.path, err)
			}
			for _, line := range lines {
				for _, cell := range line {
					cells++
					bare := strings.TrimLeft(cell, " \t\r\n")
					if strings.HasPrefix(bare, "=") || strings.HasPrefix(bare, "@") || strings.HasPrefix(bare, "\uff1d") || strings.HasPrefix(bare, "\uff20") ||
						slices.ContainsFunc([]string{"+1+1", "-1+1", "-2+3"}, func(s string) bool { return strings.HasPrefix(bare, s) }) {
						t.Errorf("%s: the cell %q begins like a formula", got.path, cell)
					}
				}
			}
		}
	}
	if files < 10 || cells < 100 {
		t.Errorf("got %d files with %d cells: the test sees nothing", files, cells)
	}
}
