package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"time"
)

// Schema is the version of what WriteJSON writes. It is raised when a reader
// of the older form would go wrong; new keys do not raise it.
const Schema = 1

// WriteJSON writes d for other programs, indented, the same bytes for the same
// document:
//
//	{
//	  "schema": 1,
//	  "kind": "quarter",           the kind on the command line
//	  "period": "2024-Q1",         null when the export covers none
//	  "title": "Báo cáo …",
//	  "draft": true,               something required is still unknown
//	  "sample": false,             holds sample data
//	  "updated_at": "2024-…Z",     last change of the data, null when unknown
//	  "audit_head": "12:9f86…",    of the audit trail when this was made: its
//	                               number of entries and the code of the last
//	  "letterhead": {…},           null for a list: superior, issuer, number,
//	                               symbol, place, date, genre, abstract
//	  "tables": {                  by key; what is printed, and what is told as text
//	    "counts": [{"level": "district", "measure": "registered", "value": 127, …}]
//	  },
//	  "totals": {"counts": {…}},   of tables that end in a total
//	  "text": [                    in the order of the document
//	    {"type": "heading", "level": 1, "text": "I. …"},
//	    {"type": "paragraph", "text": null},
//	    {"type": "item", "text": "…"}, {"type": "table", "key": "counts"}
//	  ],
//	  "closing": {…}               null for a list: recipients, authority,
//	                               position, signer
//	}
//
// The keys of a row are its columns', in their order. Numbers are numbers, days
// are "2024-04-09" or, where only the year is known, "2024", and what is not
// known is null: it is neither 0 nor "". Levels, measures, roles, qualifiers
// and periods are the words that the extract command uses. Two columns are
// there only when they tell something: "qualifier" of a count, when one is not
// exact, and "held_on", when a table holds several meetings.
func WriteJSON(w io.Writer, d *Document) error {
	tables, totals := object{}, object{}
	for _, t := range append(d.Tables(), d.Data...) {
		rows := make([]object, len(t.Rows))
		for i, row := range t.Rows {
			rows[i] = record(t.Columns, row)
		}
		tables = append(tables, member{t.Key, rows})
		if t.Total != nil {
			totals = append(totals, member{t.Key, record(t.Columns, t.Total)})
		}
	}
	out := object{
		{"schema", Schema},
		{"kind", d.Kind},
		{"period", orNull(string(d.Period))},
		{"title", d.Title},
		{"draft", d.Draft},
		{"sample", d.Sample},
		{"updated_at", instant(d.Made)},
		{"audit_head", orNull(d.AuditHead)},
		{"letterhead", letterheadJSON(d.Letterhead)},
		{"tables", tables},
		{"totals", totals},
		{"text", textJSON(d.Blocks)},
		{"closing", closingJSON(d.Closing)},
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

func letterheadJSON(h *Letterhead) any {
	if h == nil {
		return nil
	}
	date := ""
	if h.Date.Valid() {
		date = string(h.Date)
	}
	return object{
		{"superior", orNull(h.Superior)},
		{"issuer", orNull(h.Issuer)},
		{"number", orNull(h.Number)},
		{"symbol", orNull(h.Symbol)},
		{"place", orNull(h.Place)},
		{"date", orNull(date)},
		{"genre", orNull(h.Genre.Label())},
		{"abstract", orNull(h.Abstract)},
	}
}

func closingJSON(c *Closing) any {
	if c == nil {
		return nil
	}
	recipients := c.Recipients
	if recipients == nil {
		recipients = []string{}
	}
	return object{
		{"recipients", recipients},
		{"authority", orNull(c.Authority)},
		{"position", orNull(c.Position)},
		{"signer", orNull(c.Signer)},
	}
}

func textJSON(blocks []Block) []object {
	text := make([]object, 0, len(blocks))
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			text = append(text, object{{"type", "heading"}, {"level", b.Level}, {"text", b.Text}})
		case Paragraph:
			text = append(text, object{{"type", "paragraph"}, {"text", orNull(b.Text)}})
		case Item:
			text = append(text, object{{"type", "item"}, {"text", b.Text}})
		case Table:
			text = append(text, object{{"type", "table"}, {"key", b.Key}})
		}
	}
	return text
}

// record is one row of a table.
func record(columns []Column, row []Value) object {
	o := make(object, len(columns))
	for i, c := range columns {
		o[i] = member{c.Key, row[i].typed()}
	}
	return o
}

// typed returns what JSON holds of v: nil, a text or a number.
func (v Value) typed() any {
	switch {
	case !v.Known:
		return nil
	case v.Kind == NumberKind, v.Kind == IndexKind:
		return v.Number
	case v.Kind == DateKind:
		return v.Day
	}
	return cmp.Or(v.Code, v.Text)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// An object is a JSON object that keeps the order of its members.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	buf.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			buf.WriteByte(',')
		}
		if err := enc.Encode(m.key); err != nil {
			return nil, err
		}
		buf.WriteByte(':')
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
	}
	buf.WriteByte('}')
	return buf.Bytes(), nil
}
