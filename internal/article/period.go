package article

import (
	"regexp"
	"strings"

	"giaoban/internal/briefing"
)

// A phrase names a span of time ("quý I", "6 tháng đầu năm 2024", "giai đoạn
// 2021-2023") with its place in plain. The year is 0 where it is not written.
type phrase struct {
	from, to   int // months; 0 for a span of several years
	year       int
	until      int  // last year of a span of several years
	planned    bool // named as the time to come, not as the time reviewed
	reviewed   bool // a word such as "sơ kết" says that it is looked back on
	hasYear    bool // the year is written in the phrase itself
	start, end int
}

// key returns the period's key, "" for a span without one or without a year.
func (p phrase) key() briefing.PeriodKey {
	if p.year == 0 || p.from == 0 {
		return ""
	}
	return briefing.PeriodOf(p.year, p.from, p.to)
}

// days returns the calendar days of the phrase, "" while its year is not known.
func (p phrase) days() (from, to briefing.Day) {
	switch {
	case p.year == 0:
		return "", ""
	case p.from == 0:
		return briefing.NewDay(p.year, 1, 1), briefing.NewDay(p.until, 12, 31)
	}
	last := briefing.NewDay(p.year, p.to, 1).Time().AddDate(0, 1, -1)
	return briefing.NewDay(p.year, p.from, 1), briefing.DayOf(last)
}

const yearPattern = `((?:19|20)\d\d)`

var (
	quarterPhrase = regexp.MustCompile(`\bqu[yi] ?(?:thu )?(iv|i{1,3}|0?[1-4]|mot|hai|ba|bon|tu|nhat)\b(?:(?: ?[,+-] ?| va )(?:qu[yi] )?(iv|i{1,3}|[1-4])\b)?(?:(?: ?[/.,-] ?| )(?:cua )?(?:nam )?` + yearPattern + `\b)?`)
	monthsPhrase  = regexp.MustCompile(`\b(0?[369]|ba|sau|chin) thang (?:(dau|cuoi)(?: cua)?(?:,? nam)?(?: ?/? ?` + yearPattern + `\b)?|(?:cua )?nam ` + yearPattern + `\b)`)
	monthPhrase   = regexp.MustCompile(`\bthang (0?[1-9]|1[0-2])\b(?:(?: ?[/.-] ?|,? nam )` + yearPattern + `\b)?`)
	yearsPhrase   = regexp.MustCompile(`(?:giai doan |tu nam |tu )?(?:nam )?\b` + yearPattern + ` ?(?:-|den nam|den het nam|den) ?` + yearPattern + `\b`)
	yearPhrase    = regexp.MustCompile(`\bnam ` + yearPattern + `\b`)
)

var quarterNumbers = map[string]int{
	"i": 1, "1": 1, "01": 1, "mot": 1, "nhat": 1, "ii": 2, "2": 2, "02": 2, "hai": 2,
	"iii": 3, "3": 3, "03": 3, "ba": 3, "iv": 4, "4": 4, "04": 4, "bon": 4, "tu": 4,
}

var monthNumbers = map[string]int{"3": 3, "03": 3, "ba": 3, "6": 6, "06": 6, "sau": 6, "9": 9, "09": 9, "chin": 9}

// phrases finds the spans of time named in plain[start:end], in order, and
// tells the planned from the reviewed. Days and terms of office are none.
func (s *source) phrases(start, end int) []phrase {
	text := s.plain[start:end]
	taken := make([]bool, len(text))
	for _, d := range s.dates(start, end) {
		fill(taken, d.start-start, d.end-start)
	}
	var all []phrase
	find := func(pattern *regexp.Regexp, hint string, read func(m []string) (phrase, bool)) {
		if !strings.Contains(text, hint) {
			return
		}
		for _, at := range pattern.FindAllStringSubmatchIndex(text, -1) {
			if anyOf(taken[at[0]:at[1]]) {
				continue
			}
			m := make([]string, len(at)/2)
			for i := range m {
				if at[2*i] >= 0 {
					m[i] = text[at[2*i]:at[2*i+1]]
				}
			}
			p, ok := read(m)
			p.start, p.end = start+at[0], start+at[1]
			p.hasYear = p.year != 0
			if ok && s.meansTime(p, start) {
				all = append(all, p)
			}
			fill(taken, at[0], at[1])
		}
	}
	find(quarterPhrase, "qu", func(m []string) (phrase, bool) {
		q := quarterNumbers[m[1]]
		last := q
		if m[2] != "" {
			last = quarterNumbers[m[2]]
		}
		return phrase{from: 3*q - 2, to: 3 * last, year: atoi(m[3])}, q > 0 && last >= q
	})
	find(monthsPhrase, " thang ", func(m []string) (phrase, bool) {
		n := monthNumbers[m[1]]
		if m[2] == "cuoi" {
			return phrase{from: 13 - n, to: 12, year: atoi(m[3])}, true
		}
		return phrase{from: 1, to: n, year: max(atoi(m[3]), atoi(m[4]))}, true
	})
	find(yearsPhrase, "20", func(m []string) (phrase, bool) {
		return phrase{year: atoi(m[1]), until: atoi(m[2])}, atoi(m[1]) < atoi(m[2])
	})
	find(monthPhrase, "thang ", func(m []string) (phrase, bool) {
		return phrase{from: atoi(m[1]), to: atoi(m[1]), year: atoi(m[2])}, true
	})
	find(yearPhrase, "nam ", func(m []string) (phrase, bool) {
		return phrase{from: 1, to: 12, year: atoi(m[1])}, true
	})
	sortPhrases(all)
	s.markPlanned(all, start)
	return all
}

// meansTime drops what only looks like a period: "quỹ 1", a term of office, a
// month "10 tháng 3" that counts months, an age of documents.
func (s *source) meansTime(p phrase, start int) bool {
	before := s.plain[max(start, p.start-14):p.start]
	switch {
	case strings.HasSuffix(before, "nhiem ky "), strings.HasSuffix(before, "khoa "):
		return false
	case s.plain[p.start] == 'q' && s.marked:
		word := strings.ToLower(s.written(p.start, p.start+3))
		return word == "quý" || word == "qúy" || word == "quí" || word == "qúi"
	case strings.HasPrefix(s.plain[p.start:], "thang ") && len(before) > 1:
		c := before[len(before)-2]
		return c < '0' || c > '9'
	}
	return true
}

// Words before a phrase that say which time it is.
var (
	planWords   = []string{"trien khai", "phuong huong", "nhiem vu", "trong tam", "ke hoach cong tac"}
	reviewWords = []string{"giao ban", "so ket", "tong ket", "danh gia", "ket qua", "kiem diem", "nhin lai", "bao cao"}
)

// pieceEnd separates the parts of a title, of which each has its own time.
var pieceEnd = regexp.MustCompile(`[,;:&+]| va | - `)

// markPlanned decides for each phrase by the nearest part before it that says
// whether it looks back ("sơ kết …") or forward ("triển khai nhiệm vụ …").
func (s *source) markPlanned(all []phrase, start int) {
	from := start
	for i := range all {
		if all[i].start > from {
			pieces := pieceEnd.Split(s.plain[from:all[i].start], -1)
			for j := len(pieces) - 1; j >= 0; j-- {
				if containsAny(pieces[j], reviewWords) {
					all[i].reviewed = true
					break
				}
				if containsAny(pieces[j], planWords) {
					all[i].planned = true
					break
				}
			}
		}
		from = all[i].end
	}
}

// shareYears gives phrases of one sentence the year that another one states:
// "quý III, triển khai nhiệm vụ quý IV năm 2024". Time reviewed comes before
// time planned, so the fourth quarter before a planned first one is of the
// year before.
func shareYears(all []phrase) {
	for i := range all {
		if all[i].year != 0 {
			continue
		}
		for _, j := range []int{i + 1, i - 1} {
			if j < 0 || j >= len(all) || all[j].year == 0 || all[j].from == 0 {
				continue
			}
			all[i].year = all[j].year
			switch {
			case all[j].planned && !all[i].planned && all[i].from > all[j].from:
				all[i].year--
			case !all[j].planned && all[i].planned && all[i].from < all[j].from:
				all[i].year++
			}
			break
		}
	}
}

func sortPhrases(all []phrase) {
	for i := 1; i < len(all); i++ {
		for j := i; j > 0 && all[j].start < all[j-1].start; j-- {
			all[j], all[j-1] = all[j-1], all[j]
		}
	}
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func fill(taken []bool, from, to int) {
	for i := from; i < to; i++ {
		taken[i] = true
	}
}

func anyOf(flags []bool) bool {
	for _, f := range flags {
		if f {
			return true
		}
	}
	return false
}
