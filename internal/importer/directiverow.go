package importer

import (
	"cmp"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/xlsx"
)

// readDirective reads one row of a list of directives.
func (t *table) readDirective(row xlsx.Row) DirectiveRow {
	out := DirectiveRow{Number: row.Number}
	for _, c := range directiveColumns() {
		out.Cells = append(out.Cells, t.cell(row, c.name))
	}
	check := func(ok bool, name, message string) { // one fault a column is enough
		if !ok && !out.blamed(name) {
			out.fault(t.sheet, name, message)
		}
	}
	d := &out.Directive
	d.Issuer, d.Place, d.Term, d.Title = t.cell(row, "issuer"), t.cell(row, "place"), t.cell(row, "term"), t.cell(row, "title")
	var ok bool
	d.Genre, ok = genreOf(t.value(row, "genre"))
	check(ok, "genre", "Không có loại văn bản này. Ghi như Chỉ thị, Nghị quyết, Kế hoạch.")
	t.readDays(row, &d.Directive, check)
	t.readSymbol(row, &d.Directive, check)
	d.Stub = t.value(row, "state") == briefing.CitedOnly.Label()
	d.Mentions = citation.Mentions(d.Title)
	for i := range d.Mentions {
		d.Mentions[i].Field = "title"
	}
	t.readRelated(row, "replaces", briefing.Replaces, d, check)
	t.readRelated(row, "implements", briefing.Implements, d, check)
	if found, ok := errors.AsType[*briefing.Invalid](d.Validate()); ok {
		for _, f := range found.Faults {
			check(false, t.columnOf(row, f.Field), f.Message)
		}
	}
	if doubt := citation.Doubt(&d.Directive); doubt != "" {
		out.doubt(t.sheet, "genre", doubt)
	}
	return out
}

// A checker notes a fault in a column unless ok holds.
type checker func(ok bool, column, message string)

// value is cell for columns that hold no sentence: a dash stands for nothing.
func (t *table) value(row xlsx.Row, name string) string {
	text := t.cell(row, name)
	if strings.Trim(text, "-–—./… ") == "" {
		return ""
	}
	return text
}

// readDays reads when a document was issued and how long it holds.
func (t *table) readDays(row xlsx.Row, d *briefing.Directive, check checker) {
	var ok bool
	d.Date, d.Year, ok = dayOrYear(t.value(row, "date"))
	check(ok, "date", "Ngày chưa đúng. Ghi như 09/04/2024, hoặc chỉ ghi năm.")
	d.EffectiveFrom, ok = day(t.value(row, "from"))
	check(ok, "from", "Ngày chưa đúng. Ghi như 01/01/2024.")
	d.EffectiveTo, ok = day(t.value(row, "to"))
	check(ok, "to", "Ngày chưa đúng. Ghi như 31/12/2024.")
}

// readRelated reads the documents that a cell names.
func (t *table) readRelated(row xlsx.Row, column string, verb briefing.Verb, d *briefing.ListedDirective, check checker) {
	text := t.value(row, column)
	found := citation.Find(text)
	check(text == "" || len(found) > 0, column, "Không đọc được số, ký hiệu nào. Ghi như 24-CT/TU, cách nhau bằng dấu chấm phẩy.")
	for _, c := range found {
		check(c.Whole(), column, "“"+c.Text+"” thiếu ký hiệu, như 24-CT/TU.")
		check(c.Genre.Valid(), column, "“"+c.Text+"” chưa rõ loại văn bản; ghi như Kế hoạch "+c.Symbol+".")
		own := d.Symbol != "" && briefing.SymbolKey(c.Symbol) == briefing.SymbolKey(d.Symbol)
		check(!own || !d.Fits(&c, ""), column, "Văn bản không thể nêu chính nó. Nếu là văn bản cùng ký hiệu của nhiệm kỳ trước, ghi thêm ngày ban hành.")
		other := briefing.Directive{Genre: c.Genre, Symbol: c.Symbol, Date: c.Date, Year: c.Year}
		if err := (&briefing.Relation{Verb: verb}).CheckDays(&d.Directive, &other); err != nil {
			check(false, column, err.Error())
		}
		d.Related = append(d.Related, briefing.Mention{Citation: c, Verb: verb})
	}
}

// blamed reports whether a column has a fault already.
func (r *DirectiveRow) blamed(name string) bool {
	head := directiveColumns()[directiveColumn(name)].head
	for _, f := range r.Faults {
		if f.Column == head {
			return true
		}
	}
	return false
}

// columnOf returns the column that a field of a directive is read from.
func (t *table) columnOf(row xlsx.Row, field string) string {
	switch field {
	case "effective_from":
		return "from"
	case "effective_to":
		return "to"
	case "year":
		return "date"
	case "symbol", "family":
		if t.value(row, "symbol") == "" && t.value(row, "number") != "" {
			return "number"
		}
		return "symbol"
	}
	return field
}

// readSymbol reads number and symbol of a document, and its genre where the
// column of genres does not tell it.
func (t *table) readSymbol(row xlsx.Row, d *briefing.Directive, check checker) {
	written := cmp.Or(t.value(row, "symbol"), joinSymbol(t.value(row, "number"), t.value(row, "code")))
	var inv briefing.Invalid
	citation.Enter(d, written, &inv)
	for _, f := range inv.Faults {
		check(false, t.columnOf(row, f.Field), f.Message)
	}
	if written == "" {
		check(d.Title != "", "symbol", "Thiếu số, ký hiệu.")
	}
	if d.Genre == "" {
		typed, _ := citation.ReadTyped(d.Symbol)
		check(typed.Genre != briefing.QuyetDinh || d.Family == briefing.StateFamily, "genre", "Ký hiệu "+d.Symbol+" không ghi thể loại; QĐ có thể là Quyết định hoặc Quy định.")
		d.Genre = typed.Genre
	}
	check(d.Genre != "", "genre", "Thiếu loại văn bản.")
}

// joinSymbol puts number and code together, as both stand in columns of their
// own.
func joinSymbol(number, code string) string {
	if number == "" || code == "" {
		return number + code
	}
	switch {
	case strings.HasPrefix(code, "-"), strings.HasPrefix(code, "/"):
		return number + code
	case strings.HasPrefix(code, number): // the whole symbol
		return code
	case startsWithYear.MatchString(code), strings.Contains(code, "-") && !strings.Contains(code, "/"):
		return number + "/" + code
	}
	return number + "-" + code
}

var startsWithYear = regexp.MustCompile(`^\d{4}/`)

// genreOf reads a genre as people write it, by name or by code; "" is none. QĐ
// and TT stand for two genres each and are no answer.
func genreOf(written string) (briefing.Genre, bool) {
	if written == "" {
		return "", true
	}
	var byCode []briefing.Genre
	for _, g := range briefing.Genres() {
		if fold(g.Label()) == fold(written) {
			return g, true
		}
		if g.Code() == written {
			byCode = append(byCode, g)
		}
	}
	if len(byCode) == 1 {
		return byCode[0], true
	}
	return "", len(byCode) > 1
}

var (
	yearAlone = regexp.MustCompile(`^(?i:năm\s*)?((?:19|20)\d\d)$`)
	dayTime   = regexp.MustCompile(`^(\d{5})\.\d+$`) // a day of Excel with its time
)

// dayOrYear reads a day, or a year alone. What Excel stores as 2023 is the year
// 2023 and not a day of 1905.
func dayOrYear(s string) (briefing.Day, int, bool) {
	if m := yearAlone.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1])
		return "", year, true
	}
	if m := dayTime.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	d, ok := day(s)
	return d, 0, ok
}
