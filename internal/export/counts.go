package export

import (
	"fmt"
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// countBlocks tells the numbers of "Dân vận khéo" models as the meetings
// declared them. They are not counted by this program, and the text says so.
func countBlocks(held []*briefing.Meeting) []Block {
	t := countTable(held)
	if len(t.Rows) == 0 {
		return []Block{t}
	}
	blocks := []Block{Paragraph{"Số liệu dưới đây được nêu tại hội nghị, không phải kết quả cộng từ danh sách mô hình."}, t}
	if sum := registeredSum(held); sum != "" {
		blocks = append(blocks, Paragraph{sum})
	}
	return blocks
}

// countTable lists the declared numbers by level, then by the life of a model.
// It has no total row: registered, effective and rewarded models are of
// different cohorts and never add up.
func countTable(held []*briefing.Meeting) Table {
	t := Table{
		Key:   "counts",
		Sheet: "Số liệu mô hình",
		Title: "Số liệu mô hình “Dân vận khéo” được nêu tại hội nghị",
		Columns: []Column{
			{Key: "level", Head: "Cấp", Width: 32},
			{Key: "measure", Head: "Loại số liệu", Width: 33},
			{Key: "value", Head: "Số lượng", Width: 22, Kind: NumberKind},
			{Key: "label", Head: "Cách ghi trong bài", Width: 60},
		},
		Empty: "Chưa có số liệu mô hình nào được nêu tại hội nghị.",
	}
	rough := slices.ContainsFunc(held, func(m *briefing.Meeting) bool {
		return slices.ContainsFunc(m.Counts, func(c briefing.Count) bool { return c.Qualifier != briefing.Exact })
	})
	if rough {
		t.Columns = slices.Insert(t.Columns, 2, Column{Key: "qualifier", Head: "Mức", Width: 15})
	}
	for _, m := range held {
		for _, c := range briefing.ByLevel(m.Counts) {
			row := []Value{level(c.Level), Coded(c.Measure, c.Measure.Label()), Number(c.Value), Text(c.Label)}
			if rough {
				row = slices.Insert(row, 2, Coded(c.Qualifier, c.Qualifier.Label()))
			}
			t.Rows = append(t.Rows, row)
			t = withMeeting(t, held, m)
		}
	}
	return t
}

// level returns the cell of a level, empty where none was stated.
func level(l briefing.Level) Value {
	if l == "" {
		return None()
	}
	return Coded(l, l.Label())
}

// registeredSum states the sum of the registrations over the levels, and that
// it is no number of models: one model may register at several levels. It
// returns "" where even that sum would not be true: with several meetings, a
// level not stated or given twice, or a number that is not exact.
func registeredSum(held []*briefing.Meeting) string {
	if len(held) != 1 {
		return ""
	}
	var sum int64
	var parts []string
	seen := map[briefing.Level]bool{}
	for _, c := range briefing.ByLevel(held[0].Counts) {
		if c.Measure != briefing.Registered {
			continue
		}
		if c.Level == "" || seen[c.Level] || c.Qualifier != briefing.Exact {
			return ""
		}
		seen[c.Level] = true
		sum += c.Value
		parts = append(parts, vntext.FormatInt(c.Value)+" "+c.Level.Label())
	}
	if len(parts) < 2 {
		return ""
	}
	return fmt.Sprintf("Cộng theo cấp có %s lượt đăng ký (%s). Một mô hình có thể đăng ký ở nhiều cấp, "+
		"nên đây không phải là số mô hình.", vntext.FormatInt(sum), strings.Join(parts, ", "))
}
