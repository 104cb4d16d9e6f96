// Package docx lays out a Document as a Word file with real styles, so that the
// office can go on writing in it.
package docx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"time"

	"giaoban/internal/export"
)

// Write writes d to w as WordprocessingML: an official document on upright A4
// when it has a letterhead, else a list on A4 turned sideways. The same d gives
// the same bytes.
func Write(w io.Writer, d *export.Document) error {
	z := zip.NewWriter(w)
	for _, p := range parts(d) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return fmt.Errorf("docx: %s: %w", p.name, err)
		}
		x := &writer{bufio.NewWriter(f)}
		x.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
		p.write(x)
		if err := x.Flush(); err != nil {
			return fmt.Errorf("docx: %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

// zipTime stands in every entry: the first day that a zip file can name.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// writer writes XML. Its errors show at Flush.
type writer struct{ *bufio.Writer }

// printf writes markup; texts of users never go through it.
func (x *writer) printf(format string, args ...any) { fmt.Fprintf(x, format, args...) }
