// Package format is the one place that knows every file format.
package format

import (
	"io"
	"slices"
	"strings"

	"giaoban/internal/docx"
	"giaoban/internal/export"
	"giaoban/internal/pdf"
	"giaoban/internal/xlsx"
)

// A Format is a file format that every document can be had in.
type Format struct {
	Name        string // "pdf", as on the command line and in addresses
	Label       string // "PDF", as menus show it
	Ext         string // of the file's name, ".pdf"
	ContentType string
	Office      bool                                    // what offices read and sign; the others are for programs
	Write       func(io.Writer, *export.Document) error // the same document gives the same bytes
}

// All lists every format in the order of menus.
func All() []Format {
	return []Format{
		{"pdf", "PDF", ".pdf", "application/pdf", true, pdf.Write},
		{"docx", "Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true, docx.Write},
		{"xlsx", "Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true, xlsx.Write},
		{"csv", "CSV", ".csv", "text/csv; charset=utf-8", false, export.WriteCSV},
		{"json", "JSON", ".json", "application/json", false, export.WriteJSON},
	}
}

// Named returns the format with the given name, and whether there is one.
func Named(name string) (Format, bool) {
	for _, f := range All() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Offices lists the formats that people read, in the order of menus.
func Offices() []Format {
	return slices.DeleteFunc(All(), func(f Format) bool { return !f.Office })
}

// Names lists the names of all formats for a message: "pdf, docx, xlsx, csv
// hoặc json".
func Names() string {
	var names []string
	for _, f := range All() {
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " hoặc " + names[last]
}
