// Package export composes every downloadable as a Document, a plain value that
// each format lays out. So every format carries the same figures.
package export

import (
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A Document is one downloadable: a report in a Party layout, or a list.
type Document struct {
	Kind       string             // "quarter", as on the command line
	Period     briefing.PeriodKey // "" when it covers none
	FileName   string             // without extension, short ASCII: BC_Quy-I-2024_BDV-Gia-Lam
	Title      string             // for properties and lists: "Báo cáo công tác dân vận quý I năm 2024"
	Draft      bool               // something required is unknown: marked DỰ THẢO
	Sample     bool               // holds sample data: marked DỮ LIỆU MẪU
	Layout     Layout
	Letterhead *Letterhead // nil for a plain list
	Blocks     []Block
	Data       []Table   // typed tables of what Blocks tell as text, for data formats; never printed
	Closing    *Closing  // nil for a plain list
	Made       time.Time // of the last change of the data shown, UTC; so the same data gives the same bytes
	AuditHead  string    // of the audit trail when it was made (dấu nhật ký), as AuditHead.String; in the file's properties
}

// A Letterhead is the head of an official document. An empty field prints as
// dotted blanks, never as an invented value.
type Letterhead struct {
	Superior string // "HUYỆN ỦY GIA LÂM"
	Issuer   string // "BAN DÂN VẬN"
	Number   string // "12"
	Symbol   string // "BC/BDVHU", after the number
	Place    string // "Gia Lâm"
	Date     briefing.Day
	Genre    briefing.Genre
	Abstract string // trích yếu: "kết quả công tác dân vận quý I năm 2024"
}

// A Closing ends an official document: recipients to the left, signature to
// the right with room for the seal. Empty fields print as dotted blanks.
type Closing struct {
	Recipients []string // without the leading dash
	Authority  string   // "T/M", "K/T TRƯỞNG BAN" above the position; "" for none
	Position   string   // "TRƯỞNG BAN"
	Signer     string
}

// A Block is one of Heading, Paragraph, Item and Table.
type Block interface{ block() }

// A Heading opens a part; Level 1 is the highest below the title.
type Heading struct {
	Level int
	Text  string // with its numbering: "I. HỘI NGHỊ GIAO BAN"
}

// A Paragraph is running text. An empty one stands for what the outline wants
// and nobody wrote yet: it prints as a dotted line.
type Paragraph struct{ Text string }

// An Item is one line of a list, printed with a leading dash.
type Item struct{ Text string }

// A Table prints with a repeated head; in a workbook it is a sheet.
type Table struct {
	Key     string // stable English name, for JSON: "counts"
	Sheet   string // sheet name, ≤ 31 letters without []:*?/\ : "Số liệu"
	Title   string // above the table; "" for none
	Columns []Column
	Rows    [][]Value // each as long as Columns
	Total   []Value   // the last row, "Tổng cộng"; nil for none
	Empty   string    // what to say when there are no rows
}

// A Column describes one column of a Table.
type Column struct {
	Key   string // stable English name, for JSON: "level"
	Head  string
	Width float64 // share of the table's width; only ratios count
	Kind  Kind    // of its values; also decides the alignment
}

// A Kind is the type of a cell.
type Kind int

const (
	TextKind   Kind = iota // left
	NumberKind             // right, 1.234,5
	DateKind               // centred, dd/mm/yyyy
	IndexKind              // centred ordinal number (TT), not a figure
)

// A Value is one cell: a text, a number or a day; or nothing, which is not 0.
type Value struct {
	Kind   Kind
	Text   string
	Number float64
	Day    briefing.Day
	Known  bool   // false: the cell is empty
	Code   string // what Text stands for, in JSON: "district" for "cấp huyện"; "" where it is Text itself
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (Item) block()      {}
func (Table) block()     {}

// Text returns a text cell; the empty text is an empty cell.
func Text(s string) Value { return Value{Kind: TextKind, Text: s, Known: s != ""} }

// Coded returns a text cell that shows the label of a fixed word of the
// program.
func Coded[T ~string](code T, label string) Value {
	return Value{Kind: TextKind, Text: label, Code: string(code), Known: label != ""}
}

// Number returns a cell with a number.
func Number(n int64) Value { return Value{Kind: NumberKind, Number: float64(n), Known: true} }

// Date returns a cell with a day; an unknown day is an empty cell.
func Date(d briefing.Day) Value { return Value{Kind: DateKind, Day: d, Known: d.Valid()} }

// Index returns an ordinal number for the TT column, from 1.
func Index(n int) Value { return Value{Kind: IndexKind, Number: float64(n), Known: true} }

// None returns an empty cell of any column.
func None() Value { return Value{} }

// String returns the cell as people read it: 1.270, 09/04/2024, "".
func (v Value) String() string {
	if !v.Known {
		return ""
	}
	switch v.Kind {
	case NumberKind:
		return vntext.FormatNumber(v.Number, 4)
	case DateKind:
		return v.Day.Label()
	case IndexKind:
		return vntext.FormatInt(int64(v.Number))
	}
	return v.Text
}

// AuditNote is how the properties of a file name the head of the audit trail.
func AuditNote(head string) string { return "Dấu nhật ký " + head }

// Tables returns the tables of d in order, for the formats that show nothing
// else.
func (d *Document) Tables() []Table {
	var all []Table
	for _, b := range d.Blocks {
		if t, ok := b.(Table); ok {
			all = append(all, t)
		}
	}
	return all
}
