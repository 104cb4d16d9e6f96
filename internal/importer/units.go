package importer

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

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
func UnitHeads() []string { return headsOf(unitColumns()) }

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

// ReadUnits reads a list of units. Stored are the units that there are
// already: parents may be among them. A row that tells of one of them is
// Known, and wrong where it contradicts it.
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
	r.findCodes(stored)
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
	u.Name = briefing.FullUnitName(u.Name, u.Kind)
	var known, began, ended bool
	u.Level, known = levelOf(r.cell(row, "level"), u.Kind)
	u.ValidFrom, began = day(r.cell(row, "from"))
	u.ValidTo, ended = day(r.cell(row, "to"))
	var unread briefing.Invalid
	unread.Check(known, "level", "Cấp chưa rõ. Ghi: Trung ương, tỉnh, huyện, xã hoặc cơ sở.")
	unread.Check(u.CodeFits(), "code", "Mã “"+u.Code+"” thiếu chữ số; Excel có thể đã bỏ số 0 ở đầu. Định dạng cột Mã là Văn bản rồi ghi lại.")
	unread.Check(began, "valid_from", "Ngày chưa đúng. Ghi như 01/01/2024.")
	unread.Check(ended, "valid_to", "Ngày chưa đúng. Ghi như 31/12/2024.")
	faults := unread.Faults
	if wrong, ok := errors.AsType[*briefing.Invalid](u.Validate()); ok {
		for _, f := range wrong.Faults {
			if unread.On(f.Field) == "" {
				faults = append(faults, f)
			}
		}
	}
	for _, c := range unitColumns() {
		for _, f := range faults {
			if columnOfUnit(f.Field) == c.name {
				r.fault(&out, c.name, f.Message)
			}
		}
	}
	r.rows = append(r.rows, out)
}

// columnOfUnit returns the column that a field of a unit is read from.
func columnOfUnit(field string) string {
	switch field {
	case "short_name":
		return "short"
	case "valid_from":
		return "from"
	case "valid_to":
		return "to"
	}
	return field
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
