package web

import (
	"errors"
	"slices"
	"strconv"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/vntext"
)

// directiveFields are the fields of the form of a directive, in its order.
func directiveFields() []field {
	return []field{
		{Name: "genre", Label: "Loại văn bản", Required: true,
			Options: optionsOf(briefing.Genres(), briefing.Genre.Label, option{Label: "— chọn loại —"})},
		{Name: "symbol", Label: "Số, ký hiệu", Sample: "24-CT/TU"},
		{Name: "title", Label: "Trích yếu", Width: "full", Area: true,
			Hint: "Văn bản nêu trong trích yếu (“thực hiện Chỉ thị …”) được nối vào sổ khi lưu."},
		{Name: "issuer", Label: "Cơ quan ban hành", Sample: "Thành ủy"},
		{Name: "place", Label: "Nơi ban hành", Width: "period", Sample: "Hà Nội",
			Hint: "Tên tỉnh, huyện của cơ quan đó."},
		{Name: "term", Label: "Nhiệm kỳ", Width: "year", Sample: "XIII"},
		{Name: "date", Label: "Ngày ban hành", Width: "day", Sample: "dd/mm/yyyy"},
		{Name: "year", Label: "Hoặc chỉ năm", Width: "year", Sample: "2024"},
		{Name: "family", Label: "Hệ văn bản",
			Options: optionsOf(briefing.Families(), briefing.Family.Label, option{Label: "Theo ký hiệu"})},
		{Name: "effective_from", Label: "Có hiệu lực từ ngày", Sample: "dd/mm/yyyy", Hint: "Bỏ trống nếu từ ngày ban hành."},
		{Name: "effective_to", Label: "Ngày cuối còn hiệu lực", Sample: "dd/mm/yyyy", Hint: "Bỏ trống khi chưa có."},
	}
}

// directiveValues returns a directive as the values of its form.
func directiveValues(d *briefing.Directive) map[string]string {
	v := map[string]string{"genre": string(d.Genre), "symbol": d.SymbolOrNumber(), "family": string(d.Family), "sure": "",
		"title": d.Title, "issuer": d.Issuer, "place": d.Place, "term": d.Term, "date": d.Date.Label(),
		"effective_from": d.EffectiveFrom.Label(), "effective_to": d.EffectiveTo.Label(), "version": strconv.Itoa(d.Version)}
	if d.Year != 0 && d.Date == "" {
		v["year"] = strconv.Itoa(d.Year)
	}
	if d.Family == citation.Family(d.Symbol) {
		v["family"] = "" // it follows the symbol
	}
	return v
}

// completeDirective reports whether every field of the form was sent.
func completeDirective(f *form) bool {
	for _, one := range directiveFields() {
		if !f.has(one.Name) {
			return false
		}
	}
	return f.has("version", "sure", "do", "end")
}

// readDirective returns base as the form says it, with every fault of what was
// typed. It is registered from now on.
func readDirective(values map[string]string, base *briefing.Directive) (*briefing.Directive, *briefing.Invalid) {
	r := &meetingReader{values: values}
	d := *base
	d.Stub = false
	d.Version, _ = strconv.Atoi(values["version"])
	d.Genre, d.Title, d.Issuer = briefing.Genre(values["genre"]), r.line("title"), r.line("issuer")
	d.Place, d.Term = r.line("place"), r.line("term")
	d.Date, d.Year = r.day("date"), r.year("year")
	d.EffectiveFrom, d.EffectiveTo = r.day("effective_from"), r.day("effective_to")
	d.Family = briefing.Family(values["family"])
	citation.Enter(&d, r.line("symbol"), &r.inv)
	if found, ok := errors.AsType[*briefing.Invalid](d.Validate()); ok {
		for _, fault := range found.Faults {
			r.inv.Check(r.inv.On(fault.Field) != "", fault.Field, fault.Message)
		}
	}
	return &d, &r.inv
}

// mentionsIn finds what a directive's own title cites, and what its words say
// that the directive does to it.
func mentionsIn(title string) []briefing.Mention {
	all := citation.Mentions(title)
	for i := range all {
		all[i].Field = "title"
	}
	return all
}

// directiveFacts tells what a directive's form holds, in its order.
func directiveFacts(values map[string]string) []fact {
	var all []fact
	for _, one := range directiveFields() {
		text := one.words(values[one.Name])
		all = append(all, fact{one.Label, lines(text)})
	}
	return all
}

// factDifferences returns the facts that two versions tell differently; both
// have the same labels.
func factDifferences(stored, mine []fact) []difference {
	var all []difference
	for i, f := range stored {
		if !slices.Equal(f.Lines, mine[i].Lines) {
			all = append(all, difference{f.Label, f.Lines, mine[i].Lines})
		}
	}
	return all
}

// wordsOf returns what was typed into a field as one line.
func wordsOf(f *form, name string) string { return vntext.Words(f.values[name]) }
