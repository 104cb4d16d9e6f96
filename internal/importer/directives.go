package importer

import (
	"fmt"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/xlsx"
)

// directiveColumns are the columns of a list of directives. Those that an
// export of the register has too bear the same heads there.
func directiveColumns() []column {
	return []column{
		{name: "genre", head: "Loại", also: []string{"loai van ban", "the loai", "ten loai", "ten loai van ban", "hinh thuc", "hinh thuc van ban", "loai vb"}},
		{name: "symbol", head: "Số, ký hiệu", also: []string{"so ky hieu", "so va ky hieu", "so hieu", "so ky hieu van ban", "so hieu van ban",
			"so va ky hieu van ban", "so ky hieu vb", "sk hieu", "van ban so ky hieu"}},
		{name: "number", head: "Số", also: []string{"so van ban", "so vb", "so ky hieu so", "van ban so"}},
		{name: "code", head: "Ký hiệu", also: []string{"ky hieu van ban", "ky hieu vb", "so ky hieu ky hieu", "van ban ky hieu"}},
		{name: "date", head: "Ngày", also: []string{"ngay ban hanh", "ngay thang", "ngay thang nam", "ngay thang nam ban hanh", "ngay thang ban hanh",
			"ngay van ban", "ngay thang van ban", "ngay thang nam van ban", "ngay vb", "ngay ky", "thoi gian ban hanh", "nam", "nam ban hanh", "van ban ngay"}},
		{name: "issuer", head: "Cơ quan ban hành", also: []string{"co quan", "don vi ban hanh", "co quan don vi ban hanh", "co quan ban hanh van ban",
			"tac gia", "tac gia van ban", "chu the ban hanh", "cap ban hanh"}},
		{name: "place", head: "Nơi ban hành", also: []string{"dia danh", "dia phuong"}},
		{name: "term", head: "Nhiệm kỳ", also: []string{"khoa", "nhiem ky khoa"}},
		{name: "title", head: "Trích yếu", also: []string{"trich yeu noi dung", "trich yeu noi dung van ban", "trich yeu van ban", "noi dung", "noi dung trich yeu",
			"noi dung van ban", "ten van ban", "ve viec", "ten loai va trich yeu noi dung", "ten loai va trich yeu noi dung van ban"}},
		{name: "from", head: "Hiệu lực từ", also: []string{"hieu luc tu ngay", "ngay co hieu luc", "ngay hieu luc", "co hieu luc tu", "co hieu luc tu ngay",
			"thoi diem co hieu luc", "hieu luc ngay bat dau"}},
		{name: "to", head: "Hết hiệu lực", also: []string{"het hieu luc tu", "ngay het hieu luc", "hieu luc den", "hieu luc den ngay", "hieu luc den het ngay", "hieu luc het"}},
		{name: "replaces", head: "Thay thế cho", also: []string{"thay the", "thay the van ban", "thay the cho van ban", "van ban bi thay the", "thay cho"}},
		{name: "implements", head: "Triển khai", also: []string{"can cu", "trien khai can cu", "can cu trien khai", "trien khai van ban", "trien khai thuc hien",
			"van ban can cu", "thuc hien van ban", "van ban cap tren"}},
		{name: "state", head: "Trong sổ"}, // of exports; the last
	}
}

// DirectiveHeads returns the heads of the columns in the order of the template.
func DirectiveHeads() []string {
	all := headsOf(directiveColumns())
	return all[:len(all)-1]
}

// A DirectiveRow is one row of a list of directives as it was read.
type DirectiveRow struct {
	Number    int      // as Excel shows it
	Cells     []string // as written, in the order of DirectiveHeads; then what an export says of its place in the register
	Directive briefing.ListedDirective
	Placing   briefing.Placing // what the register knows of it
	Faults    []Fault
	Doubts    []Fault // what a person has to answer for before the row is stored
	Sure      bool    // a person has
}

// Directives are the rows of a list of directives. Headings of parts, numbers
// of columns and what stands below the list are no rows.
type Directives struct {
	Rows   []DirectiveRow
	Faults []Fault // of the file as a whole; then there are no rows
}

// Sheet returns the rows as a sheet that ReadDirectives reads alike.
func (l *Directives) Sheet() xlsx.Sheet {
	s := xlsx.Sheet{Rows: []xlsx.Row{{Number: 1, Cells: headsOf(directiveColumns())}}}
	for _, r := range l.Rows {
		s.Rows = append(s.Rows, xlsx.Row{Number: r.Number, Cells: r.Cells})
	}
	return s
}

// AllFaults returns every mistake in the order of the file.
func (l *Directives) AllFaults() []Fault {
	all := l.Faults
	for _, r := range l.Rows {
		all = append(all, r.Faults...)
	}
	return all
}

func directiveColumn(name string) int {
	for i, c := range directiveColumns() {
		if c.name == name {
			return i
		}
	}
	return -1
}

func (r *DirectiveRow) fault(sheet, name, message string) {
	r.Faults = append(r.Faults, Fault{sheet, r.Number, directiveColumns()[directiveColumn(name)].head, message})
}

// ReadDirectives reads a list of directives.
func ReadDirectives(sheets []xlsx.Sheet) *Directives {
	t, fault := findTable(sheets, directiveColumns())
	if fault == nil {
		fault = t.needsSymbol()
	}
	if fault != nil {
		return &Directives{Faults: []Fault{*fault}}
	}
	if len(t.rows) > maxListed {
		return &Directives{Faults: []Fault{{Sheet: t.sheet, Message: fmt.Sprintf("Danh sách có %d dòng; mỗi lần nhập đến %d dòng.", len(t.rows), maxListed)}}}
	}
	l := &Directives{}
	for _, row := range t.rows {
		if !t.isDirective(row) {
			continue
		}
		l.Rows = append(l.Rows, t.readDirective(row))
	}
	if len(l.Rows) == 0 {
		return &Directives{Faults: []Fault{{Sheet: t.sheet, Message: "Danh sách không có văn bản nào dưới dòng tên cột."}}}
	}
	l.findTwins(t.sheet)
	return l
}

// needsSymbol tells that a list has no column from which a document is known.
func (t *table) needsSymbol() *Fault {
	_, symbol := t.columns["symbol"]
	_, number := t.columns["number"]
	_, code := t.columns["code"]
	if symbol || number && code {
		return nil
	}
	return &Fault{Sheet: t.sheet, Message: fmt.Sprintf(
		"Không thấy cột “Số, ký hiệu”, hoặc hai cột “Số” và “Ký hiệu”, trong %d dòng đầu. Dùng tệp mẫu, hoặc ghi đúng tên cột.", headRows)}
}

// isDirective reports whether a row says anything of a document: headings of
// parts, rows of column numbers and signatures say nothing.
func (t *table) isDirective(row xlsx.Row) bool {
	counted := 0
	for _, cell := range row.Cells {
		if cell = strings.Trim(cell, " ()"); cell != "" && strings.Trim(cell, "0123456789") != "" {
			counted = -1
			break
		} else if cell != "" {
			counted++
		}
	}
	if counted > 2 {
		return false // (1) (2) (3)
	}
	for _, name := range []string{"symbol", "number", "code", "date", "title"} {
		if t.cell(row, name) != "" {
			return true
		}
	}
	return t.cell(row, "genre") != "" && t.cell(row, "issuer") != ""
}

// findTwins marks rows that stand for a document of an earlier row, or may.
func (l *Directives) findTwins(sheet string) {
	earlier := map[string][]*DirectiveRow{}
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Faults != nil {
			continue
		}
		d := &r.Directive.Directive
		key := briefing.SymbolKey(d.Symbol)
		if key == "" {
			key = string(d.Genre) + " " + fold(d.Title)
		}
		for _, other := range earlier[key] {
			if d.Same(&other.Directive.Directive) {
				r.fault(sheet, "symbol", fmt.Sprintf("Trùng với dòng %d.", other.Number))
				break
			}
			if other.Faults == nil && d.Near(&other.Directive.Directive) {
				r.doubt(sheet, "symbol", fmt.Sprintf("Có phải là văn bản ở dòng %d?", other.Number))
			}
		}
		if len(earlier[key]) < maxTwins {
			earlier[key] = append(earlier[key], r)
		}
	}
}
