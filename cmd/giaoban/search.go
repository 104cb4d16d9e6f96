package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

// searchCommand looks for words and symbols in all records.
type searchCommand struct {
	Query []string `arg:"" help:"Từ hoặc ký hiệu cần tìm, như \"dân vận khéo\" hoặc 24-CT/TU." placeholder:"QUERY"`
	JSON  bool     `name:"json" help:"In một đối tượng JSON."`
	Limit int      `help:"Số kết quả in ra, mới nhất trước." default:"20" placeholder:"N"`
	Kind  string   `help:"Chỉ tìm một loại: meeting, directive hoặc unit." placeholder:"KIND"`
}

// A foundList is what search --json prints.
type foundList struct {
	Total   int           `json:"total"`
	Results []foundRecord `json:"results"`
}

// A foundRecord is one result; Marks are runes of Excerpt, half-open.
type foundRecord struct {
	Kind    string       `json:"kind"`
	ID      int64        `json:"id"`
	Title   string       `json:"title"`
	Date    briefing.Day `json:"date"`  // "" where none is known
	Draft   bool         `json:"draft"` // a meeting that nobody has confirmed
	Excerpt string       `json:"excerpt"`
	Marks   [][2]int     `json:"marks"`
}

// Run is called by kong.
func (c *searchCommand) Run(ctx context.Context, cli *commands, std streams) error {
	if err := c.check(); err != nil {
		return usageError{err}
	}
	db, err := store.Open(ctx, cli.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	r := store.SearchRequest{Query: search.Parse(strings.Join(c.Query, " ")), Scope: search.Scope{All: true},
		Filter: store.SearchFilter{search.FacetKind: c.Kind}}
	list, err := findAll(ctx, db, &r, c.Limit)
	if err != nil {
		return err
	}
	for _, hint := range r.Query.Hints {
		fmt.Fprintln(std.err, hint)
	}
	if c.JSON {
		enc := json.NewEncoder(std.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(list)
	}
	_, err = io.WriteString(std.out, printable(list.text(&r.Query)))
	return err
}

func (c *searchCommand) check() error {
	switch c.Kind {
	case "", "meeting", "directive", "unit":
	default:
		return fmt.Errorf("không có loại %q; chọn meeting, directive hoặc unit", c.Kind)
	}
	if c.Limit < 1 {
		return errors.New("--limit phải từ 1 trở lên")
	}
	return nil
}

// findAll returns how many records a request finds, and the first of them: the
// directives that it names, then the newest.
func findAll(ctx context.Context, db *store.DB, r *store.SearchRequest, limit int) (foundList, error) {
	list := foundList{Results: []foundRecord{}}
	hits, err := db.Search(ctx, r, store.Newest, 0, limit)
	if err == nil {
		list.Total, err = db.SearchCount(ctx, r, math.MaxInt)
	}
	for _, h := range hits {
		list.Results = append(list.Results, foundRecord{h.Kind, h.ID, h.Title, h.Date, h.Draft, h.Excerpt.Text, append([][2]int{}, h.Excerpt.Marks...)})
	}
	return list, err
}

// text makes a list to read: two lines for each record.
func (l *foundList) text(q *search.Query) string {
	var b strings.Builder
	if l.Total == 0 && !q.Empty() {
		b.WriteString("Không tìm thấy gì.")
		if _, more := q.Unmarked(); more {
			b.WriteString(" Thử gõ không dấu để tìm rộng hơn.")
		}
		b.WriteByte('\n')
	}
	for _, r := range l.Results {
		note := ""
		if r.Draft {
			note = " (chưa xác nhận)"
		}
		fmt.Fprintf(&b, "%-10s %6d  %-10s  %s%s\n", briefing.EntityLabel(r.Kind), r.ID, r.Date.Label(), r.Title, note)
		if r.Excerpt != "" {
			fmt.Fprintf(&b, "%32s%s\n", "", strings.Join(strings.Fields(r.Excerpt), " "))
		}
	}
	if n := len(l.Results); n > 0 && n < l.Total {
		fmt.Fprintf(&b, "%d trong %d kết quả; thêm --limit để xem nhiều hơn.\n", n, l.Total)
	}
	return b.String()
}
