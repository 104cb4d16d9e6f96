// Package xlsx lays out a Document as an Excel workbook: one sheet a table,
// with typed cells, filters and a print set-up for A4.
package xlsx

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
)

// font is the typeface of every cell.
const font = "Times New Roman"

// Write writes d to w as a workbook. Running text stands on a first sheet,
// every table of d, printed or not, on one of its own. Texts are never cut and
// never become formulas. The same d gives the same bytes.
func Write(w io.Writer, d *export.Document) error {
	b := &book{File: excelize.NewFile(), doc: d, styles: map[excelStyle]int{}}
	defer b.Close() // drops the temporary files of big sheets
	b.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newPackage(w) })
	if err := b.fill(); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	if err := b.File.Write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// A book is a workbook that is being written.
type book struct {
	*excelize.File
	doc    *export.Document
	names  names
	styles map[excelStyle]int
}

func (b *book) fill() error {
	if err := b.properties(); err != nil {
		return err
	}
	tables := append(b.doc.Tables(), b.doc.Data...)
	coverName := ""
	if len(tables) == 0 || hasText(b.doc) {
		coverName = b.names.unique("Tổng hợp")
	}
	sheets := make([]string, len(tables))
	for i, t := range tables {
		sheets[i] = b.names.unique(cmp.Or(t.Sheet, t.Title, fmt.Sprintf("Bảng %d", i+1)))
	}
	if coverName != "" {
		if err := b.addSheet(coverName); err != nil {
			return err
		}
		if err := b.cover(coverName, sheets); err != nil {
			return fmt.Errorf("%s: %w", coverName, err)
		}
	}
	for i, t := range tables {
		if err := b.addSheet(sheets[i]); err != nil {
			return err
		}
		if err := b.table(sheets[i], &t); err != nil {
			return fmt.Errorf("%s: %w", sheets[i], err)
		}
	}
	return nil
}

// addSheet adds a sheet; the first one takes the place of the empty sheet that
// a new workbook has.
func (b *book) addSheet(name string) error {
	if b.SheetCount == 1 && b.GetSheetName(0) == newSheet {
		return b.SetSheetName(newSheet, name)
	}
	_, err := b.NewSheet(name)
	return err
}

// newSheet is the name of the only sheet of a new workbook.
const newSheet = "Sheet1"

func (b *book) properties() error {
	if err := b.SetDefaultFont(font); err != nil {
		return err
	}
	props := excelize.DocProperties{Title: clean(b.doc.Title), Creator: "Giao ban", Language: "vi-VN"}
	if l := b.doc.Letterhead; l != nil && l.Issuer != "" {
		props.Creator = clean(l.Issuer)
	}
	if b.doc.AuditHead != "" {
		props.Description = export.AuditNote(b.doc.AuditHead)
	}
	if !b.doc.Made.IsZero() {
		props.Created = b.doc.Made.UTC().Format(time.RFC3339)
		props.Modified = props.Created
	}
	if err := b.SetDocProps(&props); err != nil {
		return err
	}
	return b.SetAppProps(&excelize.AppProperties{Application: "Giao ban"})
}
