package docx

import (
	"encoding/xml"
	"strings"
	"unicode"

	"giaoban/internal/vntext"
)

// clean makes s fit for XML: valid UTF-8 in NFC with LF line ends. What XML or
// Word cannot hold shows as U+FFFD, so that nobody takes the text for whole.
func clean(s string) string {
	s = vntext.Normalize(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u0085' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF':
			return '\uFFFD'
		}
		return r
	}, s)
}

// text writes s escaped, for the inside of an element.
func (x *writer) text(s string) { x.escaped(clean(s)) }

func (x *writer) escaped(s string) {
	xml.EscapeText(x, []byte(s)) // its error is the writer's, which Flush returns
}

// run writes s in one run with the given run properties. Line ends become
// breaks and tabs become tabs.
func (x *writer) run(props, s string) {
	if s == "" {
		return
	}
	x.WriteString(`<w:r>`)
	if props != "" {
		x.WriteString(`<w:rPr>` + props + `</w:rPr>`)
	}
	s = clean(s)
	for s != "" {
		i := strings.IndexAny(s, "\n\t")
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			x.WriteString(`<w:t xml:space="preserve">`)
			x.escaped(s[:i])
			x.WriteString(`</w:t>`)
		}
		if i == len(s) {
			break
		}
		if s[i] == '\n' {
			x.WriteString(`<w:br/>`)
		} else {
			x.WriteString(`<w:tab/>`)
		}
		s = s[i+1:]
	}
	x.WriteString(`</w:r>`)
}

// paragraph writes s as one paragraph of a style.
func (x *writer) paragraph(style, s string) { x.paragraphWith(style, "", "", s) }

// paragraphWith is paragraph with paragraph properties, in the order of the
// schema after the style, and run properties of its own.
func (x *writer) paragraphWith(style, props, runProps, s string) {
	x.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + props + `</w:pPr>`)
	x.run(runProps, s)
	x.WriteString(`</w:p>`)
}
