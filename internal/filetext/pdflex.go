package filetext

import (
	"bytes"
	"strconv"
)

// What stands in a PDF file, beside bool, float64, nil and []any.
type (
	pdfName   string
	pdfString string // its bytes
	pdfWord   string // an operator or keyword
	pdfDict   map[pdfName]any
	pdfRef    int // the number of another object
	pdfStream struct {
		dict pdfDict
		raw  []byte
	}
)

// Bounds of what may stand in each other, and in all.
const (
	maxNested  = 100
	maxMembers = 200_000
)

// A pdfLexer reads the objects of a PDF file one after the other.
type pdfLexer struct {
	*sink
	data []byte
	at   int
	refs bool // "1 0 R" is a reference
	held int  // what stands in arrays and dictionaries that were read
}

// A pdfEnd is what next returns after the last object.
type pdfEnd struct{}

// next reads one object or word; closing brackets are words of their own.
func (l *pdfLexer) next(depth int) (any, error) {
	if err := l.alive(); err != nil {
		return nil, err
	}
	l.skipSpace()
	if l.at >= len(l.data) {
		return pdfEnd{}, nil
	}
	switch c := l.data[l.at]; c {
	case '/':
		l.at++
		return l.name(), nil
	case '(':
		l.at++
		return l.literal(), nil
	case '[':
		l.at++
		return l.array(depth)
	case '<':
		l.at++
		if l.at < len(l.data) && l.data[l.at] == '<' {
			l.at++
			return l.dict(depth)
		}
		return l.hex(), nil
	case ']', '{', '}', ')':
		l.at++
		return pdfWord(c), nil
	case '>':
		l.at++
		if l.at < len(l.data) && l.data[l.at] == '>' {
			l.at++
		}
		return pdfWord(">>"), nil
	}
	return l.word(), nil
}

func (l *pdfLexer) skipSpace() {
	for ; l.at < len(l.data); l.at++ {
		if l.data[l.at] == '%' {
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
			continue
		}
		if !isPDFSpace(l.data[l.at]) {
			return
		}
	}
}

func isPDFSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isRegular(c byte) bool { return !isPDFSpace(c) && bytes.IndexByte([]byte("()<>[]{}/%"), c) < 0 }

// regular reads the letters up to the next space or bracket.
func (l *pdfLexer) regular() string {
	from := l.at
	for l.at < len(l.data) && isRegular(l.data[l.at]) {
		l.at++
	}
	return string(l.data[from:l.at])
}

func (l *pdfLexer) name() pdfName {
	raw := l.regular()
	var b []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if n, err := strconv.ParseUint(raw[i+1:i+3], 16, 8); err == nil {
				b = append(b, byte(n))
				i += 2
				continue
			}
		}
		b = append(b, raw[i])
	}
	return pdfName(b)
}

// word reads a number, a reference or a keyword.
func (l *pdfLexer) word() any {
	word := l.regular()
	switch word {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	n, err := strconv.ParseFloat(word, 64)
	if err != nil || word[0] > '9' { // "Inf" is no number here
		return pdfWord(word)
	}
	if l.refs && n >= 0 && n == float64(int(n)) {
		before := l.at
		l.skipSpace()
		generation := l.regular()
		l.skipSpace()
		if _, err := strconv.ParseUint(generation, 10, 16); err == nil && l.regular() == "R" {
			return pdfRef(int(n))
		}
		l.at = before
	}
	return n
}

func (l *pdfLexer) hex() pdfString {
	var b []byte
	high, half := byte(0), false
	for ; l.at < len(l.data); l.at++ {
		c := l.data[l.at]
		if c == '>' {
			l.at++
			break
		}
		n, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil {
			continue
		}
		if half {
			b = append(b, high<<4|byte(n))
		}
		high, half = byte(n), !half
	}
	if half {
		b = append(b, high<<4)
	}
	return pdfString(b)
}

// literal reads a string in round brackets.
func (l *pdfLexer) literal() pdfString {
	var b []byte
	for open := 1; l.at < len(l.data); l.at++ {
		c := l.data[l.at]
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.at++
				return pdfString(b)
			}
		case '\\':
			l.at++
			b = l.escape(b)
			continue
		}
		b = append(b, c)
	}
	return pdfString(b)
}

// escape reads what stands behind a backslash, and stays at its last letter.
func (l *pdfLexer) escape(b []byte) []byte {
	if l.at >= len(l.data) {
		return b
	}
	c := l.data[l.at]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(b, "\n\r\t\b\f"[i])
	}
	if c == '\r' && l.at+1 < len(l.data) && l.data[l.at+1] == '\n' {
		l.at++
	}
	if c == '\r' || c == '\n' { // the string goes on in the next line
		return b
	}
	if c < '0' || c > '7' {
		return append(b, c)
	}
	n := int(c - '0')
	for range 2 {
		if l.at+1 >= len(l.data) || l.data[l.at+1] < '0' || l.data[l.at+1] > '7' {
			break
		}
		l.at++
		n = n*8 + int(l.data[l.at]-'0')
	}
	return append(b, byte(n))
}

func (l *pdfLexer) array(depth int) (any, error) {
	if depth >= maxNested {
		return nil, errBroken
	}
	var all []any
	for {
		v, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		if v == (any)(pdfWord("]")) || v == (any)(pdfEnd{}) {
			return all, nil
		}
		if l.held++; l.held > maxMembers {
			return nil, errBroken
		}
		all = append(all, v)
	}
}

func (l *pdfLexer) dict(depth int) (any, error) {
	if depth >= maxNested {
		return nil, errBroken
	}
	all := pdfDict{}
	for {
		key, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		if key == (any)(pdfWord(">>")) || key == (any)(pdfEnd{}) {
			return all, nil
		}
		name, ok := key.(pdfName)
		if !ok {
			continue
		}
		if l.held++; l.held > maxMembers {
			return nil, errBroken
		}
		if all[name], err = l.next(depth + 1); err != nil {
			return nil, err
		}
		if all[name] == (any)(pdfWord(">>")) { // a key without a value
			return all, nil
		}
	}
}
