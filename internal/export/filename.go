package export

import (
	"strings"
	"unicode"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// maxFileName bounds a file name in bytes, so that a path to it stays usable
// on old file systems and in mail programs.
const maxFileName = 80

// fileName joins the parts that are not empty with "_": BC_Quy-I-2024.
func fileName(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = slug(p); p != "" {
			kept = append(kept, p)
		}
	}
	name := strings.Join(kept, "_")
	return strings.TrimRight(name[:min(len(name), maxFileName)], "-_")
}

// slug writes s in ASCII letters, digits and hyphens, with its capitals:
// "Quý I/2024" as "Quy-I-2024".
func slug(s string) string {
	var b strings.Builder
	for _, r := range vntext.Normalize(strings.ToValidUTF8(s, "")) {
		f := vntext.FoldRune(r)
		switch {
		case 'a' <= f && f <= 'z' && unicode.IsUpper(r):
			f += 'A' - 'a'
		case 'a' <= f && f <= 'z', '0' <= f && f <= '9':
		default:
			f = '-'
		}
		if f != '-' || b.Len() > 0 && b.String()[b.Len()-1] != '-' {
			b.WriteRune(f)
		}
	}
	return strings.TrimRight(b.String(), "-")
}

// shortOffice names o in a file name: "BDV-Gia-Lam"; "" when it is not known.
func shortOffice(o briefing.Office) string {
	var initials strings.Builder
	for _, w := range strings.FieldsFunc(slug(o.Name), func(r rune) bool { return r == '-' }) {
		initials.WriteString(strings.ToUpper(w[:1]))
	}
	return strings.Trim(initials.String()+"-"+slug(o.PlaceLine), "-")
}
