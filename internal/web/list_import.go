package web

import (
	"context"
	"encoding/json"
	"errors"
	"unicode/utf8"

	"giaoban/internal/importer"
	"giaoban/internal/xlsx"
)

// A listImportPage takes a list as a workbook and shows what it holds before
// anything is stored.
type listImportPage struct {
	frame
	File  field
	Heads []string // of the columns that a file may have
	Last  string   // head of the column of Note; "" for none
	Shown []importHead
	Rows  []importRow
	Good  string // how many rows can be stored; "" for none
	Bad   string // how many cannot; "" for none
	Sheet string // the rows, on their way to the button that stores them
}

// An importHead is a column that some row of the file fills.
type importHead struct {
	Text string
	Long bool // holds sentences
}

// An importRow is one row of the file.
type importRow struct {
	Number int
	Cells  []importCell
	Faults []string // of the row as a whole
	Note   string   // what becomes of the row
	Known  bool     // stored already, and the same
	Doubts []string // what a person has to answer for
	Near   []link   // the entries that the row may stand for
	Answer *field   // where he does; nil for nothing to answer
}

// An importCell is one cell with what is wrong with it.
type importCell struct {
	Head, Text string
	Faults     []string
}

func newListImportPage(f frame, heads []string) listImportPage {
	return listImportPage{frame: f, Heads: heads, File: field{Name: "file", ID: "f-file", Label: "Tệp Excel (.xlsx)"}}
}

// showFilled leaves the columns that no row fills out of the table, so that the
// others have room.
func (p *listImportPage) showFilled() {
	const long = 40 // letters
	rows := make([][]importCell, len(p.Rows))
	for i, head := range p.Heads {
		shown, filled := importHead{Text: head}, false
		for _, row := range p.Rows {
			cell := row.Cells[i]
			filled = filled || cell.Text != "" || cell.Faults != nil
			shown.Long = shown.Long || utf8.RuneCountInString(cell.Text) > long
		}
		if !filled {
			continue
		}
		p.Shown = append(p.Shown, shown)
		for j := range rows {
			rows[j] = append(rows[j], p.Rows[j].Cells[i])
		}
	}
	for j := range rows {
		p.Rows[j].Cells = rows[j]
	}
}

// count sets how many rows are good and bad.
func (p *listImportPage) count(good, bad int) {
	p.Good, p.Bad = countOf(good), countOf(bad)
}

// countOf returns a number as people read it, "" for none.
func countOf(n int) string {
	if n == 0 {
		return ""
	}
	return number(n)
}

func importRowOf(number int, heads, cells []string, faults []importer.Fault) importRow {
	row := importRow{Number: number}
	for i, head := range heads {
		cell := importCell{Head: head, Text: cells[i]}
		for _, fault := range faults {
			if fault.Column == head {
				cell.Faults = append(cell.Faults, fault.Message)
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	for _, fault := range faults {
		if fault.Column == "" {
			row.Faults = append(row.Faults, fault.Message)
		}
	}
	return row
}

// carry puts the rows into the form that stores them.
func (p *listImportPage) carry(sheet xlsx.Sheet) error {
	rows, err := json.Marshal(sheet)
	if err != nil {
		return err
	}
	if len(rows) > maxBody-1<<16 {
		p.File.Message = "Danh sách quá dài để lưu qua trang web. Chia thành nhiều tệp, hoặc dùng lệnh giaoban import."
		return nil
	}
	p.Sheet = string(rows)
	return nil
}

// wrong says at the file what is wrong with it.
func (p *listImportPage) wrong(err error, faults []importer.Fault) {
	if err != nil {
		p.File.Message = sentence(err.Error())
	}
	for _, fault := range faults {
		if p.File.Message != "" {
			p.File.Message += " "
		}
		p.File.Message += fault.String()
	}
	if p.File.Message != "" {
		p.Summary = []link{{p.File.Message, "#f-file"}}
	}
}

// A fileError is what is wrong with a chosen file, in words for the user.
type fileError struct{ error }

// sheetsIn returns the sheets of the workbook that a form brings, or those that
// its page showed before. A confirmed list is read again from the start: nothing
// that a browser sends is trusted.
func sheetsIn(ctx context.Context, f *form) ([]xlsx.Sheet, error) {
	if !f.has("do") {
		return nil, errMissing
	}
	switch f.values["do"] {
	case "read":
		if f.file == nil {
			return nil, fileError{errors.New("chọn tệp Excel (.xlsx) trước khi đọc")}
		}
		sheets, err := xlsx.ReadRows(ctx, f.file)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, fileError{workbookError(err)}
		}
		return sheets, nil
	case "save", "save-good":
		var sheet xlsx.Sheet
		if !f.has("sheet") || json.Unmarshal([]byte(f.values["sheet"]), &sheet) != nil {
			return nil, errMissing
		}
		return []xlsx.Sheet{sheet}, nil
	}
	return nil, errBroken
}

// workbookError says what is wrong with a file, without what only the log
// needs.
func workbookError(err error) error {
	for _, known := range []error{xlsx.ErrOldFormat, xlsx.ErrNotWorkbook, xlsx.ErrTooLarge} {
		if errors.Is(err, known) {
			return known
		}
	}
	return xlsx.ErrBroken
}
