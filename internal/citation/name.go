package citation

import (
	"regexp"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

var (
	typedDay   = regexp.MustCompile(`(?i)(?:ngày\s+)?(\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})`)
	typedYear  = regexp.MustCompile(`(?i)(?:năm\s+)?\b((?:19|20)\d\d)\b`)
	typedJoint = regexp.MustCompile(`(?i)^(?:[\s,;.()–-]|(?:của|do|ban hành|số|ngày)(?:\s|$))+|[\s,;.()–-]+$`)
	typedBreak = regexp.MustCompile(`(?i)[,;(]|\s(?:ngày|năm|của|do)\s`)
)

// ReadName reads how a person names one document in a single line: symbol or
// name, and what else tells it from others of that symbol, in any order:
// "24-CT/TU 7/8/2023 Thành ủy Hà Nội". What is neither a day nor a year is the
// issuer or its place, and from "về" on the title. Where no symbol is read, the
// line stands as the symbol, without a genre. Problem says in words for people
// what cannot be; "" for nothing.
func ReadName(typed string) (c briefing.Citation, problem string) {
	typed = vntext.Words(vntext.Normalize(typed))
	for _, text := range []string{typed, "số " + typed} {
		if found := Find(text); len(found) == 1 && found[0].Whole() {
			runes, c := []rune(text), found[0]
			rest := strings.TrimPrefix(string(runes[:c.Span[0]]), "số ") + " " + string(runes[c.Span[1]:])
			return withDetails(c, rest)
		}
	}
	head, rest := typed, ""
	if at := typedBreak.FindStringIndex(typed); at != nil {
		head, rest = typed[:at[0]], typed[at[0]:]
	}
	if t, problem := ReadTyped(head); problem == "" && t.Symbol != "" {
		return withDetails(briefing.Citation{Genre: t.Genre, Number: t.Number, Symbol: t.Symbol, Year: t.Year}, rest)
	}
	return briefing.Citation{Symbol: typed}, ""
}

// withDetails adds to a citation what the rest of the line says.
func withDetails(c briefing.Citation, rest string) (_ briefing.Citation, problem string) {
	if at := typedDay.FindStringSubmatchIndex(rest); at != nil {
		day, ok := vntext.ParseDate(strings.ToLower(rest[at[2]:at[3]]))
		if !ok {
			return c, "Ngày “" + rest[at[2]:at[3]] + "” không có thật."
		}
		if c.Date == "" {
			c.Date = briefing.NewDay(day.Year(), int(day.Month()), day.Day())
		}
		rest = rest[:at[0]] + " " + rest[at[1]:]
	}
	if at := typedYear.FindStringSubmatchIndex(rest); at != nil {
		if c.Date == "" && c.Year == 0 {
			c.Year, _ = strconv.Atoi(rest[at[2]:at[3]])
		}
		rest = rest[:at[0]] + " " + rest[at[1]:]
	}
	rest, title, _ := strings.Cut(rest+" ", " về ")
	if c.Title == "" && c.Symbol != "" && strings.TrimSpace(title) != "" {
		c.Title = "về " + vntext.Words(title)
	}
	if c.Issuer == "" {
		c.Issuer = vntext.Words(typedJoint.ReplaceAllString(vntext.Words(rest), ""))
	}
	return c, ""
}
