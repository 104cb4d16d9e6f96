package export

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// A finder finds so many results.
type finder struct {
	Source
	n      int
	sample bool
	asked  briefing.SearchFilter
}

func (f *finder) SearchResults(_ context.Context, asked briefing.SearchFilter, limit int) ([]briefing.SearchResult, error) {
	f.asked = asked
	var all []briefing.SearchResult
	for i := range min(f.n, limit) {
		all = append(all, briefing.SearchResult{Kind: "directive", ID: int64(i + 1), Title: fmt.Sprint("Chỉ thị ", i+1), Date: "2024-01-02", Sample: f.sample})
	}
	return all, nil
}

func (f *finder) AuditHead(context.Context) (briefing.AuditHead, error) {
	return briefing.AuditHead{}, nil
}

func TestResultsSayWhereTheyEnd(t *testing.T) {
	kind, _ := KindNamed("search")
	for _, tt := range []struct {
		found, rows int
		cut         bool
	}{{0, 0, false}, {3, 3, false}, {20_000, 20_000, false}, {20_001, 20_000, true}} {
		src := &finder{n: tt.found, sample: tt.found == 3}
		f := briefing.SearchFilter{Query: "dân vận", Values: map[string]string{"validity": "in_force", "year": "2024"}, Unit: 7}
		d, err := kind.Build(t.Context(), src, Request{Search: f})
		if err != nil {
			t.Fatal(err)
		}
		table := d.Blocks[0].(Table)
		if len(table.Rows) != tt.rows || (len(d.Blocks) > 1) != tt.cut || d.Sample != src.sample || src.asked.Unit != 7 || src.asked.Office {
			t.Errorf("%d found: %d rows in %d blocks, sample %v, asked %+v", tt.found, len(table.Rows), len(d.Blocks), d.Sample, src.asked)
		}
		if want := "Kết quả tìm kiếm (tìm “dân vận; Còn hiệu lực; năm 2024”)"; d.Title != want {
			t.Errorf("got %q, want %q", d.Title, want)
		}
		if tt.cut && !strings.Contains(d.Blocks[1].(Paragraph).Text, "20.000") {
			t.Errorf("got %q", d.Blocks[1])
		}
		if tt.rows > 0 && table.Rows[0][5].Text != "/directives/1" {
			t.Errorf("path %q", table.Rows[0][5].Text)
		}
	}
	if _, err := kind.Build(t.Context(), &finder{}, Request{}); !errors.Is(err, ErrNoQuery) {
		t.Errorf("without a query: %v", err)
	}
}
