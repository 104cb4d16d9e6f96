package citation

// readLawNumber reads the number behind a name: "số 27/2023/QH15", "(Luật số
// 39/2024/QH15)".
func (r *reader) readLawNumber(f *find) {
	s := r.s
	i, lines := skipBlanks(s, f.end)
	if lines > 1 {
		return
	}
	bracket := false
	if c, w := runeAt(s, i); c == '(' {
		bracket = true
		i, _ = skipBlanks(s, i+w)
		if j, ok := matchAny(s, i, "luat", "boluat", "phaplenh"); ok {
			i, _ = skipBlanks(s, j)
		}
	} else if c == ',' {
		i, _ = skipBlanks(s, i+w)
	}
	if j, ok := matchAny(s, i, "so"); ok {
		i, _ = skipBlanks(s, j)
		if c, w := runeAt(s, i); c == ':' {
			i, _ = skipBlanks(s, i+w)
		}
	}
	it, ok := readItem(s, i)
	if !ok {
		return
	}
	var sym symbol
	sym.read(s, it.end)
	if sym.n == 0 || sym.year == 0 {
		return
	}
	f.Number, f.Year = it.text, sym.year
	f.Symbol, f.body = sym.canonical(f.Number, s[it.start:sym.end], sym.year), sym.body()
	f.end, f.tail = sym.end, sym.end
	if j, _ := skipBlanks(s, f.end); bracket && j < len(s) && s[j] == ')' {
		f.tail = j + 1
	}
}

// readLawYear reads the year that stands right behind a name, "Luật Đất đai
// 2024", past "(sửa đổi)" or "sửa đổi": without a year of its own before it,
// the year of an amended law is that of the amendment.
func (r *reader) readLawYear(f *find) {
	s := r.s
	i, lines := skipBlanks(s, f.end)
	if lines > 1 {
		return
	}
	if c, w := runeAt(s, i); c == '(' {
		k, _ := skipBlanks(s, i+w)
		if j, ok := matchPhrase(s, k, "sửa đổi"); ok {
			if j, _ = skipBlanks(s, j); j < len(s) && s[j] == ')' {
				f.tail = j + 1
				i, _ = skipBlanks(s, f.tail)
			}
		}
	}
	if j, ok := matchPhrase(s, i, "sửa đổi"); ok {
		j = skipComma(s, j)
		if k, ok := matchPhrase(s, j, "bổ sung"); ok {
			j, _ = skipBlanks(s, k)
		}
		if k, ok := matchPhrase(s, j, "năm"); ok {
			j, _ = skipBlanks(s, k)
		}
		i = j
	}
	if year, end, ok := readYear(s, i); ok && !rangeFollows(s, end) {
		if c, _ := runeAt(s, end); !isSlash(c) {
			f.setYear(year)
			f.tail = end
		}
	}
}

// readLawTitle reads the name that stands behind a law's number.
func (r *reader) readLawTitle(f *find) {
	if f.Title != "" {
		return
	}
	s := r.s
	i := skipComma(s, f.end)
	bracket := false
	if c, w := runeAt(s, i); c == '(' || isQuote(c) {
		bracket = c == '('
		i, _ = skipBlanks(s, i+w)
	}
	if j, ok := titleWord(s, i); ok {
		i, _ = skipBlanks(s, j)
	}
	if c, w := runeAt(s, i); isQuote(c) {
		i, _ = skipBlanks(s, i+w)
	}
	if j, ok := matchAny(s, i, "boluat", "luat", "phaplenh"); ok && bracket {
		i, _ = skipBlanks(s, j)
	}
	end, ok := lawNames.match(s, i)
	if !ok {
		return
	}
	f.Title = lawTitle(s[i:end])
	if bracket {
		f.end = end
	}
	f.tail = max(f.tail, end)
}
