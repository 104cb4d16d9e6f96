package filetext

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// An encoding is a way in which letters of Vietnamese were written as those of
// Western Europe before Unicode.
type encoding int

const (
	plain      encoding = iota // as it stands
	tcvn3                      // TCVN3, also called ABC: fonts ".VnTime", …
	tcvn3Large                 // the same in fonts of capitals, ".VnTimeH"
	vni                        // VNI: "VNI-Times", …
)

// encodingOf tells by the name of a font how its text is written.
func encodingOf(font string) encoding {
	if _, name, subset := strings.Cut(font, "+"); subset { // "ABCDEF+.VnTime"
		font = name
	}
	font, _, _ = strings.Cut(font, ",") // ".VnTime,Bold"
	name := strings.ToLower(strings.TrimSpace(font))
	switch {
	case strings.HasPrefix(name, ".vn") && strings.HasSuffix(font, "H"):
		return tcvn3Large
	case strings.HasPrefix(name, ".vn"):
		return tcvn3
	case strings.HasPrefix(name, "vni-"), strings.HasPrefix(name, "vni "):
		return vni
	}
	return plain
}

// tcvn3Letters are pairs of a letter as TCVN3 shows in Windows-1252, and what
// it stands for. The one for ư is the soft hyphen.
const tcvn3Letters = "µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞị" +
	"ßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợïùóúñủòũôụ\u00adưõừøứöử÷ữùựúỳýýûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư"

// vniMarks are pairs of a sign that VNI writes after a vowel, and the marks
// that it stands for.
const vniMarks = "ø\u0300ù\u0301û\u0309õ\u0303ï\u0323ê\u0306è\u0306\u0300é\u0306\u0301ú\u0306\u0309ü\u0306\u0303ë\u0306\u0323" +
	"â\u0302à\u0302\u0300á\u0302\u0301å\u0302\u0309ã\u0302\u0303ä\u0302\u0323"

// vniLetters are pairs of a letter that VNI writes as one, and what it is.
const vniLetters = "ñđôơöưììííæỉóĩòịîỵ"

// A converter turns text of the old encodings into Unicode.
type converter struct {
	tcvn3, letters map[rune]rune
	marks          map[rune]string
}

func newConverter() *converter {
	c := &converter{tcvn3: map[rune]rune{}, letters: map[rune]rune{}, marks: map[rune]string{}}
	var from rune
	for i, r := range []rune(tcvn3Letters) {
		if i%2 == 0 {
			from = r
		} else {
			c.tcvn3[from] = r
		}
	}
	for i, r := range []rune(vniLetters) {
		if i%2 == 0 {
			from = r
		} else {
			c.letters[from], c.letters[unicode.ToUpper(from)] = r, unicode.ToUpper(r)
		}
	}
	for _, r := range vniMarks {
		if unicode.Is(unicode.Mn, r) {
			c.marks[from] += string(r)
			c.marks[unicode.ToUpper(from)] = c.marks[from]
		} else {
			from = r
		}
	}
	return c
}

// convert returns text that was written in an encoding as Unicode, which is not
// composed yet. What the encoding does not know stays.
func (c *converter) convert(text string, from encoding) string {
	switch from {
	case tcvn3, tcvn3Large:
		text = strings.Map(func(r rune) rune {
			if to, ok := c.tcvn3[r]; ok {
				return to
			}
			return r
		}, text)
		if from == tcvn3Large {
			text = strings.ToUpper(text)
		}
	case vni:
		text = c.fromVNI(text)
	}
	return text
}

// fromVNI converts VNI: a sign is a mark where it follows a vowel that takes
// it, else a letter.
func (c *converter) fromVNI(text string) string {
	var b strings.Builder
	before := ' ' // the letter before, converted; a space where no mark may follow
	for _, r := range text {
		if marks, ok := c.marks[r]; ok && takes(before, marks) {
			b.WriteString(marks)
			before = ' '
			continue
		}
		if to, ok := c.letters[r]; ok {
			r = to
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// takes reports whether a vowel may have marks.
func takes(vowel rune, marks string) bool {
	switch first := []rune(marks)[0]; first {
	case '\u0306':
		return strings.ContainsRune("aA", vowel)
	case '\u0302':
		return strings.ContainsRune("aeoAEO", vowel)
	}
	return strings.ContainsRune("aeouyơưAEOUYƠƯ", vowel)
}

// fromWindows reads the bytes of a text in Windows-1252.
func fromWindows(data []byte) string {
	var b strings.Builder
	for _, c := range data {
		b.WriteRune(charmap.Windows1252.DecodeByte(c))
	}
	return b.String()
}
