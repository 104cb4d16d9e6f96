package citation

import (
	"strings"

	b "giaoban/internal/briefing"
)

// Mentions returns the citations of a directive's own title or abstract (trích
// yếu), in order of place, each with what the words before it say that the
// directive does to the cited one: "về việc thực hiện Chỉ thị …" implements it.
// The documents of a list share the verb before the first of them.
//
// There is no verb where the words say something else (căn cứ, quán triệt, sơ
// kết, kiểm tra việc thực hiện), where they may belong to the title of another
// document, and where a change is only proposed. To change or end a part of a
// document is to amend it.
//
// The text should be as vntext.Normalize leaves it; spans are those of Find.
func Mentions(text string) []b.Mention {
	found := Find(text)
	if len(found) == 0 {
		return nil
	}
	runes := []rune(text)
	all := make([]b.Mention, len(found))
	var last said
	from := 0
	for i, c := range found {
		if c.Span[0] >= from { // else a number of one list: "217, 218-QĐ/TW"
			last = last.next(plain(string(runes[from:c.Span[0]])))
		}
		from = max(from, c.Span[1])
		all[i] = b.Mention{Citation: c, Verb: last.verb}
	}
	return all
}

// said is what a text said of the last citation.
type said struct {
	verb   b.Verb
	any    bool // there was a citation
	nested bool // it stood in the title of another one
}

// next reads the words between the last citation, or the start, and the next
// one. They are as plain leaves them.
func (last said) next(words string) said {
	if i := strings.LastIndex(words, " . "); i >= 0 {
		last, words = said{}, words[i+2:]
	}
	if i := strings.LastIndex(words, " ; "); i >= 0 {
		if p, ok := lastVerb(words[i+2:]); ok {
			return said{verb: p.governs(), any: true}
		}
		words = words[i:]
	}
	p, ok := lastVerb(words)
	switch {
	case ok && !last.any:
		return said{verb: p.governs(), any: true}
	case ok && p.governs() == b.Accompanies && p.verb == "":
		return said{any: true, nested: true} // the other one does
	case ok:
		return last.more(p)
	case last.any && endsInGlue(words):
		return last
	}
	return said{any: true, nested: last.any}
}

// more reads a verb behind another citation. It is the directive's own only
// where a sign parts it from the other's title: "sửa đổi, bổ sung" right behind
// a decree is what that decree does.
func (last said) more(p phrase) said {
	nested := said{any: true, nested: true}
	before, chunk := p.chunk()
	open := strings.Count(p.before, "(") > strings.Count(p.before, ")")
	if last.nested || open || before == "" || strings.Count(chunk, " ") > 4 {
		return nested
	}
	if hasAny(before, titleOpeners) && !p.verb.Ends() && p.verb != b.Amends {
		return nested
	}
	p.before = chunk
	return said{verb: p.governs(), any: true}
}

// titleOpeners begin what a document is about.
var titleOpeners = []string{" ve ", " v/v ", " ban hanh ", " quy dinh ", " phe duyet ", " trien khai ", " thuc hien "}

// endsInGlue reports whether the words end in what parts the documents of a
// list: a comma, "và", "cùng với các".
func endsInGlue(words string) bool {
	for {
		rest := words
		for _, w := range [...]string{"cac ", "so ", "cung voi "} {
			rest = strings.TrimSuffix(rest, " "+w)
			if rest != words && !strings.HasSuffix(rest, " ") {
				rest += " "
			}
			if w == "cung voi " && rest != words {
				return true
			}
		}
		if rest == words {
			break
		}
		words = rest
	}
	for _, sign := range [...]string{" , ", " ; ", " va ", " cung ", " & ", " + "} {
		if strings.HasSuffix(words, sign) {
			return true
		}
	}
	return false
}

// plain writes words for comparing: folded, each between single spaces, with
// the signs that part clauses as words of their own. A point counts only at the
// end of a sentence.
func plain(s string) string {
	var out strings.Builder
	out.WriteByte(' ')
	letters := 0 // of the word that is being written
	end := func() {
		if letters > 0 {
			out.WriteByte(' ')
		}
		letters = 0
	}
	for i := 0; i < len(s); {
		r, w := runeAt(s, i)
		c := fold(r)
		switch {
		case c != 0:
			out.WriteByte(c)
			letters++
		case isDigit(byte(min(r, 0x7F))), r == '/':
			out.WriteRune(r)
			letters++
		case isInvisible(r) || isLetter(r): // a mark of its own
		case r == '.' && (letters < 3 || !endsWord(s, i+w)):
			end()
		case strings.ContainsRune(",;.():&+", r):
			end()
			out.WriteRune(r)
			out.WriteByte(' ')
		default:
			end()
		}
		i += w
	}
	end()
	return out.String()
}

// endsWord reports a blank or the end at i.
func endsWord(s string, i int) bool {
	r, w := runeAt(s, i)
	return w == 0 || isBlank(r)
}

// hasAny reports whether words hold one of the phrases.
func hasAny(words string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(words, p) {
			return true
		}
	}
	return false
}
