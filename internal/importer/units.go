package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/xlsx"
)

// unitColumns are the columns of a list of units.
func unitColumns() []column {
	return []column{
		{name: "name", head: "Tên đơn vị", also: []string{"ten", "don vi", "ten don vi hanh chinh", "xa, phuong, thi tran", "ten xa"}, needed: true},
		{name: "kind", head: "Loại", also: []string{"loai don vi", "loai hinh"}},
		{name: "level", head: "Cấp", also: []string{"cap don vi", "cap hanh chinh"}},
		{name: "code", head: "Mã", also: []string{"ma don vi", "ma so", "ma dvhc", "ma hanh chinh"}},
		{name: "parent", head: "Đơn vị cấp trên", also: []string{"cap tren", "truc thuoc", "don vi cap tren truc tiep", "thuoc"}},
		{name: "from", head: "Từ ngày", also: []string{"ngay bat dau", "hieu luc tu", "hieu luc tu ngay"}},
		{name: "to", head: "Đến ngày", also: []string{"den het ngay", "ngay ket thuc", "hieu luc den"}},
	}
}

// UnitHeads returns the heads of the columns in the order of the template.
func UnitHeads() []string { return headsOf(unitColumns()) }

// A UnitRow is one row of a list of units as it was read.
type UnitRow struct {
	Number int      // as Excel shows it
	Cells  []string // as written, in the order of UnitHeads
	Unit   briefing.Unit
	Parent string // as written
	Faults []Fault
}

// Units are the rows of a list of units. Every row of the file below the heads
// that holds something is one of Rows.
type Units struct {
	Rows   []UnitRow
	Faults []Fault // of the file as a whole; then there are no rows
}

// Good returns the units of the rows without faults, ready for
// store.InsertUnits: parents stand before what lies below them, and a negative
// Parent names one of the list.
func (u *Units) Good() []briefing.Unit {
	var all []briefing.Unit
	at := map[int]int{} // place in all, from 1, by place in u.Rows
	var add func(i int)
	add = func(i int) {
		if at[i] != 0 || u.Rows[i].Faults != nil {
			return
		}
		unit := u.Rows[i].Unit
		if unit.Parent < 0 {
			above := int(-unit.Parent - 1)
			add(above)
			unit.Parent = -int64(at[above])
		}
		all = append(all, unit)
		at[i] = len(all)
	}
	for i := range u.Rows {
		add(i)
	}
	return all
}

// Sheet returns the rows as a sheet that ReadUnits reads alike.
func (u *Units) Sheet() xlsx.Sheet {
	s := xlsx.Sheet{Rows: []xlsx.Row{{Number: 1, Cells: UnitHeads()}}}
	for _, r := range u.Rows {
		s.Rows = append(s.Rows, xlsx.Row{Number: r.Number, Cells: r.Cells})
	}
	return s
}

// AllFaults returns every mistake in the order of the file.
func (u *Units) AllFaults() []Fault {
	all := u.Faults
	for _, r := range u.Rows {
		all = append(all, r.Faults...)
	}
	return all
}

// ReadUnits reads a list of units. Stored are the units that there are
// already: parents may be among them, and a unit that is must not come twice.
func ReadUnits(sheets []xlsx.Sheet, stored []briefing.Unit) *Units {
	t, fault := findTable(sheets, unitColumns())
	if fault != nil {
		return &Units{Faults: []Fault{*fault}}
	}
	if len(t.rows) > maxListed {
		return &Units{Faults: []Fault{{Sheet: t.sheet, Message: fmt.Sprintf("Danh sách có %d dòng; mỗi lần nhập đến %d dòng.", len(t.rows), maxListed)}}}
	}
	r := &unitReader{table: t}
	for _, row := range t.rows {
		if strings.TrimSpace(strings.Join(row.Cells, "")) != "" {
			r.read(row)
		}
	}
	if len(r.rows) == 0 {
		return &Units{Faults: []Fault{{Sheet: t.sheet, Message: "Danh sách không có đơn vị nào dưới dòng tên cột."}}}
	}
	r.findParents(stored)
	r.findTwins(stored)
	return &Units{Rows: r.rows}
}

// A unitReader reads the rows of one list.
type unitReader struct {
	*table
	rows []UnitRow
}

func (r *unitReader) read(row xlsx.Row) {
	out := UnitRow{Number: row.Number, Parent: r.cell(row, "parent")}
	for _, c := range unitColumns() {
		out.Cells = append(out.Cells, r.cell(row, c.name))
	}
	u := &out.Unit
	u.Name, u.Kind, u.Code = r.cell(row, "name"), strings.ToLower(r.cell(row, "kind")), r.cell(row, "code")
	if u.Kind == "" {
		u.Kind = kindIn(u.Name)
	}
	u.ShortName = shortName(u.Name, u.Kind)
	check := func(ok bool, column, message string) {
		if !ok {
			out.Faults = append(out.Faults, Fault{r.sheet, row.Number, r.head(column), message})
		}
	}
	check(u.Name != "", "name", "Thiếu tên đơn vị.")
	check(utf8.RuneCountInString(u.Name) <= maxName, "name", "Tên dài quá 200 ký tự.")
	check(utf8.RuneCountInString(u.Kind) <= maxName, "kind", "Loại dài quá 200 ký tự.")
	check(u.Kind != "", "kind", "Thiếu loại đơn vị, như xã, thị trấn, huyện.")
	if u.Kind != "" && u.Name != "" && kindIn(u.Name) == "" {
		u.Name = capital(u.Kind) + " " + u.Name
	}
	level, ok := levelOf(r.cell(row, "level"), u.Kind)
	u.Level = level
	check(ok, "level", "Cấp chưa rõ. Ghi: Trung ương, tỉnh, huyện, xã hoặc cơ sở.")
	check(codeFits(u.Code, u.Level), "code", "Mã “"+u.Code+"” thiếu chữ số; Excel có thể đã bỏ số 0 ở đầu. Định dạng cột Mã là Văn bản rồi ghi lại.")
	u.ValidFrom, ok = day(r.cell(row, "from"))
	check(ok, "from", "Ngày chưa đúng. Ghi như 01/01/2024.")
	u.ValidTo, ok = day(r.cell(row, "to"))
	check(ok, "to", "Ngày chưa đúng. Ghi như 31/12/2024.")
	check(u.ValidFrom == "" || u.ValidTo == "" || u.ValidFrom <= u.ValidTo, "to", "Ngày kết thúc trước ngày bắt đầu.")
	r.rows = append(r.rows, out)
}

// head returns the head of a column as people know it.
func (r *unitReader) head(name string) string {
	for _, c := range unitColumns() {
		if c.name == name {
			return c.head
		}
	}
	return ""
}

// maxName bounds names, in runes.
const maxName = 200

// kinds are the kinds of units whose level everybody knows.
var kinds = map[string]briefing.Level{
	"tỉnh": briefing.Province, "thành phố trực thuộc trung ương": briefing.Province,
	"quận": briefing.District, "huyện": briefing.District, "thị xã": briefing.District,
	"xã": briefing.Commune, "phường": briefing.Commune, "thị trấn": briefing.Commune, "đặc khu": briefing.Commune,
	"thôn": briefing.Base, "tổ dân phố": briefing.Base, "ấp": briefing.Base, "bản": briefing.Base, "khu phố": briefing.Base,
}

// kindIn returns the kind that a name begins with: "xã" of "Xã Đa Tốn".
func kindIn(name string) string {
	longest := ""
	for kind := range kinds {
		if len(kind) > len(longest) && strings.HasPrefix(strings.ToLower(name), kind+" ") {
			longest = kind
		}
	}
	return longest
}

// shortName returns the name without its kind.
func shortName(name, kind string) string {
	if kind != "" && strings.HasPrefix(strings.ToLower(name), kind+" ") {
		return strings.TrimSpace(name[len(kind):])
	}
	return name
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// levelOf reads a level as people write it; where it is empty the kind tells.
func levelOf(written, kind string) (briefing.Level, bool) {
	switch strings.TrimPrefix(fold(written), "cap ") {
	case "":
		level, ok := kinds[kind]
		return level, ok
	case "trung uong", "tw":
		return briefing.Central, true
	case "tinh", "thanh pho", "tinh, thanh pho":
		return briefing.Province, true
	case "huyen", "quan", "thi xa":
		return briefing.District, true
	case "xa", "phuong", "thi tran":
		return briefing.Commune, true
	case "co so", "thon":
		return briefing.Base, true
	}
	return "", false
}

var digits = regexp.MustCompile(`^\d+$`)

// codeFits reports whether a code of the statistics office has all its digits:
// two for a province, three for a district, five for a commune.
func codeFits(code string, level briefing.Level) bool {
	length := map[briefing.Level]int{briefing.Province: 2, briefing.District: 3, briefing.Commune: 5}[level]
	return !digits.MatchString(code) || len(code) >= length
}

// excelEpoch is the day 0 of Excel's calendar, as far as days since March 1900
// are concerned.
var excelEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// day reads a day as people type it or as Excel stores it.
func day(s string) (briefing.Day, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		if n < 61 || n > 73050 { // 1/3/1900 to 31/12/2099
			return "", false
		}
		return briefing.DayOf(excelEpoch.AddDate(0, 0, n)), true
	}
	d, err := briefing.ParseDay(s)
	return d, err == nil
}
