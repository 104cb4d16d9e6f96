package export

import (
	"context"
	"errors"
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// maxResults bounds an export of results.
const maxResults = 20_000

// ErrNoQuery says that an export of results was asked for without a query.
var ErrNoQuery = errors.New("chưa có từ để tìm")

// results builds the list of what a search finds (kết quả tìm kiếm), in the order
// of its page.
func results(ctx context.Context, src Source, req Request) (*Document, error) {
	f := req.Search
	if strings.TrimSpace(f.Query) == "" {
		return nil, ErrNoQuery
	}
	found, err := src.SearchResults(ctx, f, maxResults+1)
	if err != nil {
		return nil, err
	}
	cut := len(found) > maxResults
	found = found[:min(len(found), maxResults)]
	t := Table{
		Key:   "results",
		Sheet: "Kết quả",
		Columns: []Column{
			{Key: "no", Head: "STT", Width: 14, Kind: IndexKind},
			{Key: "kind", Head: "Loại", Width: 24},
			{Key: "date", Head: "Ngày", Width: 22, Kind: DateKind},
			{Key: "title", Head: "Tên", Width: 76},
			{Key: "excerpt", Head: "Trích đoạn", Width: 94},
			{Key: "path", Head: "Đường dẫn", Width: 34},
		},
		Empty: "Không tìm thấy gì.",
	}
	title, err := listTitle("Kết quả tìm kiếm", "", strings.Join(append([]string{f.Query}, searchedBy(f.Values)...), "; "))
	if err != nil {
		return nil, err
	}
	d := &Document{Kind: "search", Title: title, Layout: ListLayout(), FileName: fileName("Tim-kiem", f.Query)}
	for i := range found {
		r := &found[i]
		kind := briefing.EntityLabel(r.Kind)
		if r.Draft {
			kind += " (chưa xác nhận)"
		}
		t.Rows = append(t.Rows, []Value{Index(i + 1), Coded(r.Kind, kind), Date(r.Date),
			Text(r.Title), Text(vntext.Words(r.Excerpt)), Text(r.Path())})
		d.Sample = d.Sample || r.Sample
	}
	d.Blocks = []Block{t}
	if cut {
		d.Blocks = append(d.Blocks, Paragraph{"Còn kết quả nữa: danh sách này chỉ gồm 20.000 kết quả đầu. Lọc thêm để lấy phần còn lại."})
	}
	return d, nil
}

// searchedBy tells by what results were filtered, in alphabetical order.
func searchedBy(values map[string]string) []string {
	labels := map[string]func(string) string{
		"kind":     briefing.EntityLabel,
		"period":   func(s string) string { return briefing.PeriodKey(s).Label() },
		"genre":    func(s string) string { return briefing.Genre(s).Label() },
		"validity": func(s string) string { return briefing.Validity(s).Label() },
		"issuer":   func(s string) string { return s },
		"year":     func(s string) string { return "năm " + s },
		"unit":     func(string) string { return "một đơn vị" },
	}
	var all []string
	for name, value := range values {
		if label := labels[name]; label != nil && value != "" {
			all = append(all, label(value))
		}
	}
	slices.Sort(all)
	return all
}
