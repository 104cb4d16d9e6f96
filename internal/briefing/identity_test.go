package briefing_test

import (
	"slices"
	"testing"

	"giaoban/internal/briefing"
)

func TestCitationsMatchByPlace(t *testing.T) {
	ours := []string{"Gia Lâm", "Hà Nội"}
	hanoi := briefing.Directive{Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "TP. Hà Nội", Date: "2023-08-07"}
	bacNinh := briefing.Directive{Symbol: "24-CT/TU", Issuer: "Tỉnh ủy Bắc Ninh", Date: "2022-05-05"}
	placeless := briefing.Directive{Symbol: "24-CT/TU", Issuer: "Thành ủy"}
	unnamed := briefing.Directive{Symbol: "24-CT/TU", Place: "Bắc Ninh"}
	central := briefing.Directive{Symbol: "24-CT/TW", Place: "Bắc Ninh"}
	commune := briefing.Directive{Symbol: "9-NQ/ĐU", Issuer: "Đảng ủy xã Đa Tốn"}
	for name, c := range map[string]struct {
		d      briefing.Directive
		issuer string
		date   briefing.Day
		places []string
		want   briefing.Match
	}{
		"ours":                          {hanoi, "", "", ours, briefing.Means},
		"our body, no place":            {hanoi, "Ban Thường vụ Thành uỷ", "", ours, briefing.Means},
		"elsewhere":                     {bacNinh, "", "", ours, briefing.May},
		"elsewhere, place alone":        {unnamed, "", "", ours, briefing.May},
		"elsewhere, as named":           {bacNinh, "Tỉnh ủy Bắc Ninh", "", ours, briefing.Means},
		"elsewhere, as named by place":  {unnamed, "Tỉnh ủy Bắc Ninh", "", ours, briefing.Means},
		"elsewhere, on the very day":    {bacNinh, "", "2022-05-05", ours, briefing.Means},
		"another body":                  {bacNinh, "Thành ủy", "", ours, briefing.Cannot},
		"another place":                 {hanoi, "Thành ủy Hải Phòng", "", ours, briefing.Cannot},
		"another place than that alone": {unnamed, "Tỉnh ủy Nghệ An", "", ours, briefing.Cannot},
		"no place is known":             {placeless, "Thành ủy", "", ours, briefing.Means},
		"ours are not known":            {bacNinh, "", "", nil, briefing.Means},
		"central":                       {central, "", "", ours, briefing.Means},
		"a text from there":             {bacNinh, "", "", []string{"Bắc Ninh"}, briefing.Means},
		"one of our communes":           {commune, "", "", ours, briefing.May},
	} {
		cited := briefing.Citation{Symbol: c.d.Symbol, Issuer: c.issuer, Date: c.date}
		if got := c.d.Match(&cited, "2024-04-09", c.places); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

func TestLocalSymbols(t *testing.T) {
	for symbol, want := range map[string]bool{
		"24-CT/TU": true, "12-KH/HU": true, "5-QĐ/QU": true, "9-NQ/ĐU": true, "42-KH/BDVHU-UBND": true, "395-CV/BDVTU": true,
		"15/QĐ-UBND": true, "7/NQ-HĐND": true, "10/KH-MTTQ-BTT": true, "2514/SNV-XDCQ": true, "243/LĐLĐ": true,
		"24-CT/TW": false, "36-HD/VPTW": false, "30/2020/NĐ-CP": false, "10/2022/QH15": false, "367-QĐ/TWĐTN-VP": false,
		"12-TT/MTTW-BTT": false, "95/SL": false, "12-ABC/XYZ": false, "24": false, "": false,
	} {
		if got := briefing.Local(symbol); got != want {
			t.Errorf("%s: got %v", symbol, got)
		}
	}
}

func TestTextsLookWhereTheyAreFrom(t *testing.T) {
	ours := []string{"Gia Lâm", "Hà Nội"}
	for name, c := range map[string]struct {
		d    briefing.Directive
		want []string
	}{
		"our district":  {briefing.Directive{Place: "huyện Gia Lâm"}, ours},
		"our province":  {briefing.Directive{Issuer: "Ban Thường vụ Thành ủy Hà Nội khóa XVII"}, ours},
		"elsewhere":     {briefing.Directive{Issuer: "Tỉnh ủy", Place: "Bắc Ninh"}, []string{"bac ninh"}},
		"nobody knows":  {briefing.Directive{Issuer: "Ban Dân vận Huyện ủy và UBND huyện"}, ours},
		"of the centre": {briefing.Directive{Issuer: "Bộ Chính trị"}, ours},
	} {
		if got := c.d.TextPlaces(ours); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestCitationsMatchByTerm(t *testing.T) {
	for name, c := range map[string]struct {
		term, symbol string
		cited        briefing.Citation
		on           briefing.Day
		want         bool
	}{
		"in the term":                 {"XIII", "10-CT/TW", briefing.Citation{Date: "2022-05-05"}, "2024-04-09", true},
		"before it":                   {"XIII", "10-CT/TW", briefing.Citation{Date: "2019-05-05"}, "2024-04-09", false},
		"in the month of change":      {"khóa XII", "10-CT/TW", briefing.Citation{Date: "2021-01-15"}, "2024-04-09", true},
		"the same day, the next term": {"XIII", "10-CT/TW", briefing.Citation{Date: "2021-01-15"}, "2024-04-09", true},
		"after it":                    {"XII", "10-CT/TW", briefing.Citation{Date: "2021-02-01"}, "2024-04-09", false},
		"the year it begins":          {"XIII", "10-CT/TW", briefing.Citation{Year: 2021}, "2024-04-09", true},
		"a year outside":              {"XIII", "10-CT/TW", briefing.Citation{Year: 2018}, "2024-04-09", false},
		"a text before the term":      {"XIII", "10-CT/TW", briefing.Citation{}, "2020-04-09", false},
		"undated":                     {"XII", "10-CT/TW", briefing.Citation{}, "2024-04-09", true},
		"another committee's number":  {"XIII", "10-CT/HU", briefing.Citation{Date: "2016-05-05"}, "2024-04-09", true},
		"years":                       {"2020-2025", "10-CT/HU", briefing.Citation{Date: "2016-05-05"}, "2024-04-09", false},
		"years of a text":             {"nhiệm kỳ 2020 – 2025", "10-CT/HU", briefing.Citation{Year: 2025}, "2025-04-09", true},
		"unknown words":               {"lâm thời", "10-CT/HU", briefing.Citation{Date: "2016-05-05"}, "2024-04-09", true},
		"a number nobody knows":       {"XL", "10-CT/TW", briefing.Citation{Date: "2016-05-05"}, "2024-04-09", true},
		"the issuer's term":           {"XII", "10-CT/TW", briefing.Citation{Issuer: "Bộ Chính trị khóa XI"}, "2024-04-09", false},
		"the issuer's own term":       {"XII", "10-CT/TW", briefing.Citation{Issuer: "Bộ Chính trị khóa XII"}, "2024-04-09", true},
	} {
		d := briefing.Directive{Symbol: c.symbol, Term: c.term}
		c.cited.Symbol = c.symbol
		if got := d.Fits(&c.cited, c.on); got != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
	dated := briefing.Directive{Symbol: "10-CT/TW", Date: "2016-12-15"}
	if dated.Fits(&briefing.Citation{Symbol: "10-CT/TW", Issuer: "Ban Bí thư khóa XIII"}, "") {
		t.Error("a document of 2016 passes for one of the term that began in 2021")
	}
	if !dated.Fits(&briefing.Citation{Symbol: "10-CT/TW", Date: "2016-12-15"}, "2015-04-09") {
		t.Error("a text that gives a day after its own does not mean that of the day")
	}
	if year := (briefing.Directive{Symbol: "10-CT/TW", Year: 2025}); year.Fits(&briefing.Citation{Symbol: "10-CT/TW"}, "2024-04-09") {
		t.Error("a text of 2024 can cite a document of 2025")
	}
}

func TestStubsTakeWhatIsSaidOfOneDocument(t *testing.T) {
	stub := briefing.Directive{Symbol: "24-CT/TU", Issuer: "Thành ủy", Stub: true}
	if !stub.Complete(&briefing.Citation{Symbol: "24-CT/TU", Issuer: "Ban Thường vụ Thành ủy Hà Nội"}) || stub.Issuer != "Ban Thường vụ Thành ủy Hà Nội" {
		t.Errorf("the place is not noted: %q", stub.Issuer)
	}
	if stub.Fits(&briefing.Citation{Symbol: "24-CT/TU", Issuer: "Thành ủy Hải Phòng"}, "") {
		t.Error("one stub stands for two cities")
	}
	if stub.Complete(&briefing.Citation{Symbol: "24-CT/TU", Issuer: "Thành ủy"}) {
		t.Error("the place is lost")
	}
	law := briefing.Directive{Genre: briefing.Luat, Title: "Đất đai", Stub: true}
	if !law.Complete(&briefing.Citation{Genre: briefing.Luat, Number: "31", Symbol: "31/2024/QH15", Year: 2024}) || law.Symbol != "31/2024/QH15" || law.Number != "31" {
		t.Errorf("got %+v", law)
	}
}

func TestRankPutsTheLikeliestFirst(t *testing.T) {
	ids := func(all []briefing.Directive) (ids []int64) {
		for _, d := range all {
			ids = append(ids, d.ID)
		}
		return ids
	}
	all := []briefing.Directive{
		{ID: 1, Symbol: "10-CT/TU", Issuer: "Tỉnh ủy", Date: "2022-01-01", Place: "Bắc Ninh"},
		{ID: 2, Symbol: "10-CT/TU", Issuer: "Thành ủy", Date: "2021-01-01", Place: "Hà Nội", EffectiveTo: "2022-01-01"},
		{ID: 3, Symbol: "10-CT/TU", Issuer: "Thành ủy", Date: "2021-02-01", Place: "Hà Nội"},
		{ID: 4, Symbol: "10-CT/TU", Issuer: "Thành ủy", Date: "2012-02-01", Place: "Hà Nội"},
		{ID: 5, Symbol: "10-CT/TU", Issuer: "Thành ủy", Date: "2025-02-01", Place: "Hà Nội"},
	}
	for name, c := range map[string]struct {
		cited briefing.Citation
		want  []int64
	}{
		"nothing said": {briefing.Citation{}, []int64{3, 2, 1, 4, 5}},
		"a day":        {briefing.Citation{Date: "2012-02-01"}, []int64{4, 3, 2, 1, 5}},
		"a year":       {briefing.Citation{Year: 2021}, []int64{3, 2, 1, 4, 5}},
		"an issuer":    {briefing.Citation{Issuer: "Tỉnh ủy"}, []int64{1, 3, 2, 4, 5}},
	} {
		c.cited.Symbol = "10-CT/TU"
		sorted := slices.Clone(all)
		briefing.Rank(sorted, &c.cited, "2024-04-09", []string{"Hà Nội"})
		if got := ids(sorted); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestAliases(t *testing.T) {
	kept := briefing.Directive{ID: 7, Genre: briefing.ChiThi, Symbol: "25-CT/TU", Place: "Hà Nội", Date: "2023-08-07"}
	for name, c := range map[string]struct {
		gone  briefing.Directive
		alias bool
	}{
		"less of the same": {briefing.Directive{Genre: briefing.ChiThi, Symbol: "025-ct/tu"}, false},
		"another symbol":   {briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU"}, true},
		"another day":      {briefing.Directive{Genre: briefing.ChiThi, Symbol: "25-CT/TU", Date: "2023-07-08"}, true},
		"another name":     {briefing.Directive{Genre: briefing.ChiThi, Title: "dân vận chính quyền"}, true},
	} {
		a, differs := kept.Alias(&c.gone)
		if differs != c.alias || a.ID != kept.ID || a.Place != "ha noi" {
			t.Errorf("%s: got %+v, %v", name, a, differs)
		}
	}
}
