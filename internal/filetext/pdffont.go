package filetext

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// maxCodes bounds the letters that one font names.
const maxCodes = 100_000

// A pdfFont tells what the codes in a text stand for, and how wide they are.
type pdfFont struct {
	name    encoding
	wide    bool           // codes take two bytes
	unicode map[int]string // what the font says itself
	ranges  []codeRange    // by from
	letters *[256]rune     // else, for codes of one byte; nil when nobody knows
	named   map[int]rune   // … but for these
	widths  map[int]float64
	usual   float64 // width of the others, in thousandths of the size
}

// A codeRange is a run of codes for letters that follow each other.
type codeRange struct {
	from, to int
	first    []rune
}

// fontOf reads a font.
func (f *pdfFile) fontOf(v any) (*pdfFont, error) {
	dict, err := f.dictOf(v)
	if err != nil || dict == nil {
		return nil, err
	}
	base, err := f.resolve(dict["BaseFont"])
	if err != nil {
		return nil, err
	}
	name, _ := base.(pdfName)
	font := &pdfFont{name: encodingOf(string(name)), wide: dict["Subtype"] == (any)(pdfName("Type0")),
		unicode: map[int]string{}, widths: map[int]float64{}, named: map[int]rune{}, usual: 500}
	if font.wide {
		err = f.wideWidths(font, dict)
	} else {
		err = cmp.Or(f.widthsOf(font, dict), f.encodingOf(font, dict))
	}
	if err != nil {
		return nil, err
	}
	codes, err := f.resolve(dict["ToUnicode"])
	if stream, ok := codes.(*pdfStream); ok && err == nil {
		err = f.codesOf(font, stream)
	}
	return font, err
}

// widthsOf reads the widths of a font with codes of one byte.
func (f *pdfFile) widthsOf(font *pdfFont, dict pdfDict) error {
	first, err1 := f.resolve(dict["FirstChar"])
	widths, err2 := f.arrayOf(dict["Widths"])
	for i, w := range widths {
		if n, ok := w.(float64); ok {
			font.widths[intOf(first)+i] = n
		}
	}
	return cmp.Or(err1, err2)
}

// wideWidths reads the widths of a font with codes of two bytes: "10 [500 600]"
// names them from 10 on, "10 20 500" that of all from 10 to 20.
func (f *pdfFile) wideWidths(font *pdfFont, dict pdfDict) error {
	below, err := f.arrayOf(dict["DescendantFonts"])
	if err != nil || len(below) == 0 {
		return err
	}
	inner, err := f.dictOf(below[0])
	if err != nil {
		return err
	}
	font.usual = 1000
	if n, ok := inner["DW"].(float64); ok {
		font.usual = n
	}
	list, err := f.arrayOf(inner["W"])
	named := 0
	for i := 0; i+1 < len(list) && named < maxCodes && err == nil; {
		from := intOf(list[i])
		if some, ok := list[i+1].([]any); ok {
			for k, w := range some {
				n, _ := w.(float64)
				font.widths[from+k] = n
			}
			named += len(some)
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		n, _ := list[i+2].(float64)
		for code := max(from, 0); code <= min(intOf(list[i+1]), 0xffff); code++ {
			font.widths[code] = n
			named++
		}
		i += 3
	}
	return err
}

// encodingOf reads the encoding of a font with codes of one byte.
func (f *pdfFile) encodingOf(font *pdfFont, dict pdfDict) error {
	v, err := f.resolve(dict["Encoding"])
	if err != nil {
		return err
	}
	table := charmap.Windows1252
	name, _ := v.(pdfName)
	if inner, ok := v.(pdfDict); ok {
		name, _ = inner["BaseEncoding"].(pdfName)
		differences, err := f.arrayOf(inner["Differences"])
		if err != nil {
			return err
		}
		code := 0
		for _, d := range differences {
			switch d := d.(type) {
			case float64:
				code = intOf(d)
			case pdfName:
				if r := letterNamed(string(d)); r != 0 {
					font.named[code] = r
				}
				code++
			}
		}
	}
	if name == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	font.letters = new([256]rune)
	for i := range font.letters {
		font.letters[i] = table.DecodeByte(byte(i))
	}
	return nil
}

// codesOf reads the letters that a font names itself for its codes.
func (f *pdfFile) codesOf(font *pdfFont, stream *pdfStream) error {
	data, err := f.unpack(stream)
	if err != nil {
		return err
	}
	l := &pdfLexer{sink: f.sink, data: data}
	var before []any
	for len(font.unicode)+len(font.ranges) < maxCodes {
		v, err := l.next(0)
		if err != nil {
			return err
		}
		switch v {
		case pdfEnd{}, pdfWord("endcmap"):
			slices.SortStableFunc(font.ranges, func(a, b codeRange) int { return cmp.Compare(a.from, b.from) })
			return nil
		case pdfWord("beginbfchar"), pdfWord("beginbfrange"):
			before, l.held = before[:0], 0
			continue
		case pdfWord("endbfchar"):
			for pair := range slices.Chunk(before, 2) {
				if len(pair) == 2 {
					font.unicode[codeOf(pair[0])] = string(unitsOf(pair[1]))
				}
			}
		case pdfWord("endbfrange"):
			for three := range slices.Chunk(before, 3) {
				if len(three) == 3 {
					font.addRange(codeOf(three[0]), codeOf(three[1]), three[2])
				}
			}
		}
		if before = append(before, v); len(before) > maxMembers {
			return errBroken
		}
	}
	return nil
}

// addRange notes what the codes from … to stand for: a list, or the letters
// from the first on.
func (font *pdfFont) addRange(from, to int, letters any) {
	if list, ok := letters.([]any); ok {
		for i, one := range list {
			if from+i <= to {
				font.unicode[from+i] = string(unitsOf(one))
			}
		}
		return
	}
	if first := unitsOf(letters); len(first) > 0 {
		font.ranges = append(font.ranges, codeRange{from, to, first})
	}
}

func codeOf(v any) (n int) {
	s, _ := v.(pdfString)
	for i := range min(len(s), 4) {
		n = n<<8 | int(s[i])
	}
	return n
}

// unitsOf reads letters in UTF-16.
func unitsOf(v any) []rune {
	s, _ := v.(pdfString)
	var units []uint16
	for i := 0; i+1 < min(len(s), 64); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return utf16.Decode(units)
}

// read returns what a string of codes says, and how wide it is in thousandths
// of the size, with the number of spaces in it.
func (font *pdfFont) read(codes pdfString) (text string, width float64, letters, spaces int) {
	var b strings.Builder
	step := 1
	if font.wide {
		step = 2
	}
	for i := 0; i+step <= len(codes); i += step {
		code := int(codes[i])
		if font.wide {
			code = code<<8 | int(codes[i+1])
		} else if code == ' ' {
			spaces++
		}
		letters++
		w, ok := font.widths[code]
		if !ok {
			w = font.usual
		}
		width += w
		b.WriteString(font.letter(code))
	}
	return b.String(), width, letters, spaces
}

// letter returns what one code stands for; "" when nobody knows.
func (font *pdfFont) letter(code int) string {
	if s, ok := font.unicode[code]; ok {
		return s
	}
	i, found := slices.BinarySearchFunc(font.ranges, code, func(r codeRange, code int) int { return cmp.Compare(r.from, code) })
	if !found {
		i--
	}
	if i >= 0 && code <= font.ranges[i].to {
		r := font.ranges[i]
		last := len(r.first) - 1
		return string(r.first[:last]) + string(r.first[last]+rune(code-r.from))
	}
	if r, ok := font.named[code]; ok {
		return string(r)
	}
	if font.letters != nil && code < 256 {
		return string(font.letters[code])
	}
	return ""
}

// letterNames are pairs of the name of a letter and the letter, where it does
// not follow from its parts.
const letterNames = "space   period . comma , colon : semicolon ; hyphen - minus - parenleft ( parenright ) bracketleft [ bracketright ] " +
	"slash / backslash \\ underscore _ quotesingle ' quotedbl \" quoteleft ‘ quoteright ’ quotedblleft “ quotedblright ” " +
	"guillemotleft « guillemotright » endash – emdash — bullet • ellipsis … exclam ! question ? percent % ampersand & asterisk * plus + " +
	"equal = less < greater > at @ numbersign # dollar $ degree ° section § copyright © registered ® trademark ™ " +
	"zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 dcroat đ Dcroat Đ dslash đ Dslash Đ mu µ periodcentered · " +
	"ohorn ơ Ohorn Ơ uhorn ư Uhorn Ư acute ´ cedilla ¸ paragraph ¶ onesuperior ¹ dieresis ¨ ordfeminine ª logicalnot ¬ " +
	"germandbls ß multiply × divide ÷ AE Æ ae æ thorn þ Thorn Þ eth ð Eth Ð oslash ø Oslash Ø onehalf ½ onequarter ¼ threequarters ¾ " +
	"exclamdown ¡ cent ¢ sterling £ currency ¤ yen ¥ brokenbar ¦ "

// markNames are pairs of the end of the name of a letter, and the mark that it
// stands for.
const markNames = "grave \u0300 acute \u0301 hookabove \u0309 tilde \u0303 dotbelow \u0323 circumflex \u0302 breve \u0306 horn \u031b " +
	"dieresis \u0308 ring \u030a cedilla \u0327 caron \u030c "

// letterNamed returns the letter of a name in a font, "acircumflexdotbelow",
// "uni1EAD"; 0 for an unknown one. Marks come decomposed only where no letter
// has them all.
func letterNamed(name string) rune {
	if len([]rune(name)) == 1 {
		return []rune(name)[0]
	}
	if i := strings.Index(" "+letterNames, " "+name+" "); i >= 0 {
		return []rune(letterNames[i+len(name)+1:])[0]
	}
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(name, prefix); ok && len(hex) >= 4 && len(hex) <= 6 {
			if n, err := strconv.ParseUint(hex, 16, 32); err == nil {
				return rune(n)
			}
		}
	}
	letter, rest := name[:1], name[1:]
	for rest != "" {
		before := rest
		for pair := range slices.Chunk(strings.Fields(markNames), 2) {
			if after, ok := strings.CutPrefix(rest, pair[0]); ok {
				letter, rest = letter+pair[1], after
				break
			}
		}
		if rest == before {
			return 0
		}
	}
	return composed(letter)
}
