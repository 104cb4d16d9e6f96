package web

import (
	"cmp"
	"strings"

	"giaoban/internal/export"
)

// blank stands for a name that is not known.
const blank = "………"

func letterheadOf(d *export.Document) *letterhead {
	h := d.Letterhead
	if h == nil {
		return nil
	}
	return &letterhead{
		Superior:  cmp.Or(h.Superior, blank),
		Issuer:    cmp.Or(h.Issuer, blank),
		Number:    h.NumberLine(d.Layout),
		PlaceDate: h.PlaceDate(),
		Genre:     strings.ToUpper(h.Genre.Label()),
		Abstract:  h.Abstract,
	}
}

// blocksOf makes the blocks of a document ready for the page; items that
// follow each other become one list.
func blocksOf(blocks []export.Block) []block {
	var all []block
	for _, b := range blocks {
		switch b := b.(type) {
		case export.Heading:
			all = append(all, block{Heading: b.Text, Level: b.Level})
		case export.Paragraph:
			all = append(all, block{Paragraph: b.Text, Dotted: b.Text == ""})
		case export.Item:
			if n := len(all); n > 0 && all[n-1].Items != nil {
				all[n-1].Items = append(all[n-1].Items, b.Text)
			} else {
				all = append(all, block{Items: []string{b.Text}})
			}
		case export.Table:
			all = append(all, block{Table: tableOf(b)})
		}
	}
	return all
}

func tableOf(t export.Table) *table {
	out := &table{Title: t.Title, Empty: t.Empty}
	for _, column := range t.Columns {
		out.Heads = append(out.Heads, head{Text: column.Head, Class: kindClass(column.Kind)})
	}
	for _, row := range t.Rows {
		out.Rows = append(out.Rows, cellsOf(t.Columns, row))
	}
	if t.Total != nil {
		out.Total = cellsOf(t.Columns, t.Total)
	}
	return out
}

func cellsOf(columns []export.Column, values []export.Value) []cell {
	var cells []cell
	for i, v := range values {
		cells = append(cells, cell{v.String(), kindClass(columns[i].Kind)})
	}
	return cells
}

// kindClass is the class that aligns the cells of a kind.
func kindClass(k export.Kind) string {
	switch k {
	case export.NumberKind:
		return "number"
	case export.DateKind:
		return "day"
	case export.IndexKind:
		return "no"
	}
	return ""
}
