package citation

import "strings"

const (
	headerLines = 10
	headerLine  = 120 // runes
)

// readHeader reads the head of a document: place and day stand beside or below
// the number, the type is printed below ("Số 399-QĐ/TW … QUY ĐỊNH").
func (r *reader) readHeader(f *find) {
	s := r.s
	if !f.dated {
		r.readDayAbove(f)
	}
	i := f.tail
	for range headerLines {
		end := lineEnd(s, i)
		if end < 0 {
			return
		}
		line := s[i:end]
		if k, _ := skipBlanks(s, i); k < end && k > f.tail {
			if _, ok := match(s, k, "so"); ok {
				return // the head of the next document
			}
		}
		if !f.dated {
			r.readPlaceAndDay(f, i, end)
		}
		if r.readPrintedType(f, line) {
			return
		}
		if end == len(s) {
			return
		}
		i = end + 1
	}
}

// readPortal takes the type that a list of legal texts names beside the number:
// "Số hiệu: 14-QĐ/TW Loại văn bản: Quy định".
func (r *reader) readPortal(f *find) {
	s := r.s
	i, lines := skipBlanks(s, f.end)
	j, ok := matchPhrase(s, i, "Loại văn bản")
	if !ok || lines > 2 {
		return
	}
	if j, _ = skipBlanks(s, j); j < len(s) && s[j] == ':' {
		j, _ = skipBlanks(s, j+1)
	}
	word := 0
	for node, ok := 0, false; ; {
		if node, j, ok = typesForwards.step(node, s, j); node == 0 {
			break
		}
		if ok {
			word = int(typesForwards[node].word)
		}
	}
	if word > 0 && typeWords[word-1].genre != "" {
		f.Genre, f.written = typeWords[word-1].genre, true
	}
}

// lineEnd returns the end of the line or cell at i, or -1 when it is too long
// for a head.
func lineEnd(s string, i int) int {
	for n := 0; n < headerLine; n++ {
		c, w := runeAt(s, i)
		if w == 0 || c == '\n' || c == '|' {
			return i
		}
		i += w
	}
	return -1
}

// readPlaceAndDay reads "Hà Nội, ngày 09 tháng 01 năm 2026" when the line
// holds nothing else.
func (r *reader) readPlaceAndDay(f *find, from, to int) {
	s := r.s
	at := strings.Index(s[from:to], "ngày")
	if at < 0 {
		return
	}
	at += from
	before := strings.Trim(lastColumn(s[from:at]), " \t*_")
	if before != "" && !strings.HasSuffix(before, ",") || strings.Count(before, " ") > 8 {
		return
	}
	if before != "" && !isCapital(before, 0) {
		return
	}
	j, ok := readDayWord(s, at)
	if !ok {
		return
	}
	d, ok := readDate(s, j)
	if !ok || d.year == 0 {
		return
	}
	if rest, _ := skipBlanks(s, d.end); rest < to {
		return
	}
	r.takeDate(f, j)
}

// readDayAbove reads place and day from the lines above the number, where
// they stand in heads of two columns.
func (r *reader) readDayAbove(f *find) {
	end := f.start
	for range 3 {
		i := end
		for n := 0; n < headerLine && i > 0 && r.s[i-1] != '\n'; n++ {
			i--
		}
		if end < f.start && i < end {
			r.readPlaceAndDay(f, i, end)
		}
		if i == 0 || f.dated {
			return
		}
		end = i - 1
	}
}

// lastColumn returns what stands behind the widest gaps of a line.
func lastColumn(s string) string {
	for _, gap := range [...]string{"   ", "\t"} {
		if i := strings.LastIndex(strings.TrimRight(s, " \t"), gap); i >= 0 {
			s = s[i+len(gap):]
		}
	}
	return s
}

// readPrintedType takes the type word that fills a line by itself, when it may
// go with the code of the symbol.
func (r *reader) readPrintedType(f *find, line string) bool {
	line = strings.Trim(line, " \t*_")
	if line == "" || len(line) > 60 {
		return false
	}
	code := ""
	if f.kind != nil {
		code = f.kind.code
	}
	name := joined(line, false)
	for _, w := range typeWords {
		if w.name == name && w.genre != "" && w.genre.Code() == code {
			f.Genre, f.written = w.genre, true
			return true
		}
	}
	return false
}
