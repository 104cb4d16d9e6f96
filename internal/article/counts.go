package article

import (
	"regexp"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// aModel matches "127 mô hình", "81/97 mô hình", "202 lượt mô hình, điển hình"
// and, after such a one, "270 cấp xã". Group 1 is the number, 2 what it is of.
var aModel = regexp.MustCompile(`(\d[\d.]*)(?: ?/ ?(\d[\d.]*))? (?:luot |cac )?((?:mo hinh|dien hinh|mh)\b(?:(?:,| va|/| -| -) ?(?:dien hinh|mo hinh)\b)*|cap (?:xa|huyen|tinh|co so|thanh pho|quan|phuong|thi xa)\b)`)

// A tally is a number of models in a sentence, with places in plain.
type tally struct {
	start, noun, end int    // the number, "mô hình", and the end of the label
	head             string // what stands between the tally before and the number
	after            string // the label behind "mô hình"
	value, of        int64  // 81 and, of "81/97", 97; else 0
	ofStart          int    // of that second number
	measure          briefing.Measure
	exemplary        bool   // "là mô hình tiêu biểu" follows
	named            int    // end of "mô hình “Dân vận khéo”"
	form             bool   // only those of groups, or of single persons
	rest             string // what follows the label, up to the next number or part
}

// counts reads the numbers of "Dân vận khéo" models. city is the level that
// "cấp thành phố" means here; it is "" where that is not known.
func (s *source) counts(all []sentence, city briefing.Level) ([]briefing.Count, []Warning) {
	var found []briefing.Count
	var warnings []Warning
	about, para := false, -1
	for _, sen := range all {
		text := s.plain[sen.start:sen.end]
		if sen.para != para {
			about, para = false, sen.para
		}
		said := strings.Contains(text, "dan van kheo") || strings.Contains(text, "kheo\"")
		if strings.Contains(text, "mo hinh") || strings.Contains(text, "dien hinh") {
			tallies := s.tallies(sen, said || about)
			for _, t := range tallies {
				if t.form { // a Count has no form, and the sum is not ours to make
					warnings = append(warnings, Warning{"Bài nêu số mô hình tập thể và cá nhân mà không nêu tổng: hãy xem và tự ghi.", s.span(t.start, t.end)})
					continue
				}
				level, unknown := s.levelOf(t, city)
				if unknown {
					warnings = append(warnings, Warning{"Chưa rõ “cấp thành phố” là cấp tỉnh hay cấp huyện, tạm ghi cấp huyện: hãy kiểm tra.", s.span(t.start, t.end)})
				}
				found = append(found, briefing.Count{Measure: t.measure, Level: level, Value: t.value,
					Qualifier: s.qualifier(t.start, sen.start), Label: s.written(t.noun, t.end), Span: s.span(t.start, t.end)})
				if t.of > 0 && (t.measure == briefing.Recognized || t.measure != briefing.Registered && registers.MatchString(text)) {
					found = append(found, briefing.Count{Measure: briefing.Registered, Level: level, Value: t.of,
						Label: s.written(t.noun, t.named), Span: s.span(t.ofStart, t.named)})
				}
			}
		}
		about = about || said
	}
	return distinct(found), warnings
}

// registers says what the whole of "32/53 mô hình" is: that many registered.
var registers = regexp.MustCompile(`\bdang k[yi]\b`)

// distinct drops a number that was given before, and one without a measure or
// a level where the same number stands with it.
func distinct(all []briefing.Count) []briefing.Count {
	type seen struct {
		measure briefing.Measure
		level   briefing.Level
		value   int64
	}
	same := map[seen]bool{}
	byValue := map[int64]bool{} // with a measure
	byMeasure := map[seen]bool{}
	for _, c := range all {
		if c.Measure != briefing.OtherMeasure {
			byValue[c.Value] = true
		}
		if c.Level != "" {
			byMeasure[seen{c.Measure, "", c.Value}] = true
		}
	}
	var kept []briefing.Count
	for _, c := range all {
		k := seen{c.Measure, c.Level, c.Value}
		switch {
		case same[k],
			c.Measure == briefing.OtherMeasure && byValue[c.Value],
			c.Level == "" && byMeasure[seen{c.Measure, "", c.Value}]:
			continue
		}
		same[k] = true
		kept = append(kept, c)
	}
	return kept
}

// formIn returns the form of the models that a folded label names, if any.
func formIn(label string) string { return formName.FindString(label) }

var formName = regexp.MustCompile(`\b(?:tap the|ca nhan)\b`)

func parseCount(s string) (int64, bool) {
	n, err := vntext.ParseInt(strings.TrimRight(s, "."))
	return n, err == nil && n > 0 && n <= 1_000_000
}
