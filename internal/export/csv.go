package export

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode"

	"giaoban/internal/vntext"
)

// WriteCSV writes the tables of d, those that are printed and those of Data,
// as comma-separated values: UTF-8 with a byte order mark, without which Excel
// takes the text for another encoding, and CRLF line ends. One table is its
// head and its rows. Several are each led by a line with their title, with an
// empty line between.
//
// Numbers are plain (1270). Days are 2024-04-09: Excel reads that as the same
// day under every regional setting, while 09/04/2024 becomes 4 September on an
// American one. A text that a spreadsheet would run as a formula gets a
// leading apostrophe. CSV has no place for properties, so of all formats it
// alone does not carry the audit head.
func WriteCSV(w io.Writer, d *Document) error {
	buf := bufio.NewWriter(w)
	if _, err := buf.WriteString("\uFEFF"); err != nil {
		return err
	}
	tables := append(d.Tables(), d.Data...)
	for i, t := range tables {
		if i > 0 {
			writeLine(buf, nil)
		}
		if len(tables) > 1 {
			writeLine(buf, []string{Guard(caption(t))})
		}
		writeLine(buf, heads(t))
		for _, row := range t.Rows {
			writeLine(buf, fields(row))
		}
		if t.Total != nil {
			writeLine(buf, fields(t.Total))
		}
	}
	return buf.Flush() // with the first error of all writes
}

// writeLine writes one line. It quotes more than encoding/csv: a reader that
// separates by semicolons or tabs, as Excel does under Vietnamese settings,
// must not find a cell, and so a formula, in the middle of a text.
func writeLine(w *bufio.Writer, fields []string) {
	for i, f := range fields {
		if i > 0 {
			w.WriteByte(',')
		}
		if strings.ContainsAny(f, "\",;\t\r\n") {
			f = `"` + strings.NewReplacer(`"`, `""`, "\n", "\r\n").Replace(f) + `"`
		}
		w.WriteString(f)
	}
	w.WriteString("\r\n")
}

// caption names a table where something must stand above it.
func caption(t Table) string {
	if t.Title != "" {
		return t.Title
	}
	return t.Sheet
}

func heads(t Table) []string {
	line := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = Guard(c.Head)
	}
	return line
}

func fields(row []Value) []string {
	line := make([]string, len(row))
	for i, v := range row {
		switch {
		case !v.Known:
		case v.Kind == NumberKind, v.Kind == IndexKind:
			line[i] = strconv.FormatFloat(v.Number, 'f', -1, 64)
		case v.Kind == DateKind:
			line[i] = string(v.Day)
		default:
			line[i] = Guard(v.Text)
		}
	}
	return line
}

// Guard returns s with a leading apostrophe where a spreadsheet would run it
// as a formula, otherwise s itself. What a formula begins with may stand
// behind spaces, quotes and separators, and may be a full-width letter. Signed
// numbers and telephone numbers (-5, +84 912 345 678) and "=" alone do nothing
// and stay as they are.
func Guard(s string) string {
	head := strings.TrimLeftFunc(s, func(r rune) bool {
		return strings.ContainsRune("'\"“”‘’,;", r) || r == ' ' || r == '\u00A0' || vntext.IsInvisible(r)
	})
	if head == "" {
		return s
	}
	first := []rune(head)[0]
	if unicode.IsControl(first) {
		return "'" + s
	}
	if !strings.ContainsRune("=+-@＝＋－＠", first) || harmless(s) {
		return s
	}
	return "'" + s
}

// harmless reports whether s holds no operand but numbers, or nothing at all
// behind its sign.
func harmless(s string) bool {
	if s == "=" || s == "-" || s == "+" {
		return true
	}
	if s[0] != '+' && s[0] != '-' {
		return false
	}
	return strings.Trim(s[1:], "0123456789., ") == ""
}
