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
	genre, ok := genreOf(t.value(row, "genre"))
	check(ok, "genre", "Không có loại văn bản này. Ghi như Chỉ thị, Nghị quyết, Kế hoạch.")
	year := t.readSymbol(row, &d.Directive, genre, check)
	t.readDays(row, &d.Directive, year, check)
	d.Stub = t.value(row, "state") == briefing.CitedOnly.Label()
	d.Family = citation.Family(d.Symbol)
	d.Mentions = citation.Mentions(d.Title)
	for i := range d.Mentions {
		d.Mentions[i].Field = "title"
	}
	t.readRelated(row, "replaces", briefing.Replaces, d, check)
	t.readRelated(row, "implements", briefing.Implements, d, check)
	if found, ok := errors.AsType[*briefing.Invalid](d.Validate()); ok {
		for _, f := range found.Faults {
			check(false, columnOfDirective(f.Field), f.Message)
		}
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

// readDays reads when a document was issued and how long it holds. The year in
// its symbol is that of its issue; 0 where it has none.
func (t *table) readDays(row xlsx.Row, d *briefing.Directive, year int, check checker) {
	var ok bool
	d.Date, d.Year, ok = dayOrYear(t.value(row, "date"))
	check(ok, "date", "Ngày chưa đúng. Ghi như 09/04/2024, hoặc chỉ ghi năm.")
	if year != 0 {
		given := cmp.Or(d.Year, year)
		if d.Date.Valid() {
			given = d.Date.Time().Year()
		} else {
			d.Year = given
		}
		check(given == year, "date", "Ký hiệu ghi năm "+strconv.Itoa(year)+", khác năm ban hành.")
	}
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

// columnOfDirective returns the column that a field of a directive is read from.
func columnOfDirective(field string) string {
	switch field {
	case "effective_from":
		return "from"
	case "effective_to":
		return "to"
	case "year":
		return "date"
	case "family":
		return "symbol"
	}
	return field
}

// readSymbol reads number and symbol of a document, and its genre where the
// column of genres does not tell it. It returns the year in the symbol, or 0.
func (t *table) readSymbol(row xlsx.Row, d *briefing.Directive, genre briefing.Genre, check checker) (year int) {
	written := cmp.Or(t.value(row, "symbol"), joinSymbol(t.value(row, "number"), t.value(row, "code")))
	column := "symbol"
	if t.value(row, "symbol") == "" && t.value(row, "number") != "" {
		column = "number"
	}
	d.Genre = genre
	found, problems := citation.FindWithProblems(strings.TrimSpace(genre.Label() + " " + written))
	switch {
	case written == "":
		check(genre != "", "genre", "Thiếu loại văn bản.")
		check(d.Title != "", "symbol", "Thiếu số, ký hiệu.")
		return 0
	case len(found) == 1 && found[0].Symbol != "" && found[0].Genre.Valid():
		d.Number, d.Symbol = found[0].Number, found[0].Symbol
		d.Genre = cmp.Or(genre, found[0].Genre)
		for _, p := range problems {
			name := column
			if genre == "" {
				name = "genre"
			}
			check(false, name, p.Message)
		}
		return found[0].Year
	case len(found) > 1:
		check(false, column, "Mỗi dòng chỉ ghi một văn bản; ở đây có "+strconv.Itoa(len(found))+" số, ký hiệu.")
		return 0
	}
	d.Number, d.Symbol = leadingNumber.FindString(written), written
	check(d.Number != "", column, "Số, ký hiệu phải bắt đầu bằng số, như 24-CT/TU.")
	check(genre != "", "genre", "Thiếu loại văn bản.")
	if d.Number == written {
		d.Symbol = ""
		check(d.Title != "", column, "“"+written+"” thiếu ký hiệu, như "+written+"-CT/TU.")
	}
	return 0
}

var leadingNumber = regexp.MustCompile(`^\d+[a-zđ]?`)

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
