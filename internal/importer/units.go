package importer

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/xlsx"
)

// unitColumns are the columns of a list of units.
func unitColumns() []column {
	return []column{
		{name: "name", head: "Tên đơn vị", also: []string{"ten", "don vi", "ten don vi hanh chinh", "xa, phuong, thi tran", "ten xa"}, needed: true},
		{name: "short", head: "Tên gọi tắt", also: []string{"ten ngan", "ten tat"}},
		{name: "kind", head: "Loại", also: []string{"loai don vi", "loai hinh"}},
		{name: "level", head: "Cấp", also: []string{"cap don vi", "cap hanh chinh"}},
		{name: "code", head: "Mã", also: []string{"ma don vi", "ma so", "ma dvhc", "ma hanh chinh"}},
		{name: "parent", head: "Đơn vị cấp trên", also: []string{"cap tren", "truc thuoc", "don vi cap tren truc tiep", "thuoc"}},
		{name: "from", head: "Từ ngày", also: []string{"ngay bat dau", "hieu luc tu", "hieu luc tu ngay"}},
		{name: "to", head: "Đến ngày", also: []string{"den het ngay", "ngay ket thuc", "hieu luc den"}},
	}
}

// UnitHeads returns the heads of the columns in the order of the template.
func UnitHeads() []string {
	var all []string
	for _, c := range unitColumns() {
		all = append(all, c.head)
	}
	return all
}

// A UnitRow is one row of a list of units as it was read.
type UnitRow struct {
	Number int      // as Excel shows it
	Cells  []string // as written, in the order of UnitHeads
	Unit   briefing.Unit
	Parent string // as written
	Known  int64  // ID of the stored unit that the row tells of; 0 for a new one
	Faults []Fault
}

// Units are the rows of a list of units. Every row of the file below the heads
// that holds something is one of Rows.
type Units struct {
	Rows   []UnitRow
	Faults []Fault // of the file as a whole; then there are no rows
}

// Good returns the new units of the rows without faults, ready for
// store.InsertUnits: parents stand before what lies below them, and a negative
// Parent names one of the list.
func (u *Units) Good() []briefing.Unit {
	var all []briefing.Unit
	at := map[int]int{} // place in all, from 1, by place in u.Rows
	var add func(i int)
	add = func(i int) {
		if at[i] != 0 || u.Rows[i].Faults != nil || u.Rows[i].Known != 0 {
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

// maxUnits bounds the rows of one list. Vietnam has 3,321 communes.
const maxUnits = 5000

// ReadUnits reads a list of units. Stored are the units that there are
// already: parents may be among them. A row that tells of one of them is
// Known, and wrong where it contradicts it.
func ReadUnits(sheets []xlsx.Sheet, stored []briefing.Unit) *Units {
	t, fault := findTable(sheets, unitColumns())
	if fault != nil {
		return &Units{Faults: []Fault{*fault}}
	}
	if len(t.rows) > maxUnits {
		return &Units{Faults: []Fault{{Sheet: t.sheet, Message: fmt.Sprintf("Danh sách có %d dòng; mỗi lần nhập đến %d dòng.", len(t.rows), maxUnits)}}}
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
		u.Kind = briefing.KindIn(u.Name)
	}
	u.ShortName = cmp.Or(r.cell(row, "short"), briefing.ShortUnitName(u.Name, u.Kind))
	check := func(ok bool, column, message string) {
		if !ok {
			out.Faults = append(out.Faults, Fault{r.sheet, row.Number, r.head(column), message})
		}
	}
	check(u.Name != "", "name", "Thiếu tên đơn vị.")
	check(utf8.RuneCountInString(u.Name) <= briefing.MaxUnitName, "name", "Tên dài quá 200 ký tự.")
	check(utf8.RuneCountInString(u.ShortName) <= briefing.MaxUnitName, "short", "Tên gọi tắt dài quá 200 ký tự.")
	check(utf8.RuneCountInString(u.Kind) <= briefing.MaxUnitName, "kind", "Loại dài quá 200 ký tự.")
	check(u.Kind != "", "kind", "Thiếu loại đơn vị, như xã, thị trấn, huyện.")
	u.Name = briefing.FullUnitName(u.Name, u.Kind)
	level, ok := levelOf(r.cell(row, "level"), u.Kind)
	u.Level = level
	check(ok, "level", "Cấp chưa rõ. Ghi: Trung ương, tỉnh, huyện, xã hoặc cơ sở.")
	check(u.CodeFits(), "code", "Mã “"+u.Code+"” thiếu chữ số; Excel có thể đã bỏ số 0 ở đầu. Định dạng cột Mã là Văn bản rồi ghi lại.")
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

// levelOf reads a level as people write it; where it is empty the kind tells.
func levelOf(written, kind string) (briefing.Level, bool) {
	switch strings.TrimPrefix(fold(written), "cap ") {
	case "":
		return briefing.LevelOfKind(kind)
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
