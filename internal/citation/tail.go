package citation

import "strings"

// readTail reads what stands behind the symbol: the date, the issuer and the
// year, in any order, and the term in brackets. It stops at the first thing
// that is none of these, so that a date in the title is never taken.
func (r *reader) readTail(f *find) {
	s := r.s
	i := f.tail
	for range 8 {
		j, lines := skipBlanks(s, i)
		if lines > 1 {
			return
		}
		bar := hasBar(s[i:j])
		comma := false
		if c, w := runeAt(s, j); c == ',' {
			comma = true
			if j, lines = skipBlanks(s, j+w); lines > 1 {
				return
			}
		}
		c, w := runeAt(s, j)
		if w == 0 {
			return
		}
		var end int
		switch {
		case c == '(' || c == '[':
			end = r.readBracket(f, j+w)
		case isQuote(c):
			end = skipQuoted(s, j)
		case isDigit(byte(min(c, 0x7F))):
			end = r.readBareDate(f, j)
		case isLetter(c) || c == '?':
			end = r.readTailWord(f, j, comma, bar, lines > 0)
		}
		if end <= j {
			return
		}
		i = end
	}
}

// readTailWord reads one part of the tail that begins with a word.
func (r *reader) readTailWord(f *find, i int, comma, bar, newLine bool) int {
	s := r.s
	if j, ok := readDayWord(s, i); ok {
		if comma && f.Issuer != "" {
			// ", ngày 5/3/2020 Tỉnh ủy đã …": the day of the next clause
			if d, ok := readDate(s, j); ok {
				if k, _ := skipBlanks(s, d.end); isCapital(s, k) {
					return i
				}
			}
		}
		return r.takeDate(f, j)
	}
	if j, ok := match(s, i, "khoa"); ok {
		return skipTerm(s, j)
	}
	if j, ok := matchAny(s, i, "nam", "nm"); ok {
		k, _ := skipBlanks(s, j)
		if year, end, ok := readYear(s, k); ok && !rangeFollows(s, end) && f.Date == "" {
			f.setYear(year)
			return end
		}
		return i
	}
	if j, ok := match(s, i, "thang"); ok && !comma {
		k, _ := skipBlanks(s, j)
		if _, m, ok := readNumber(s, k, 2); ok {
			if year, end, ok := readDateYear(s, m); ok && f.Date == "" {
				f.setYear(year)
				return end
			}
		}
		return i
	}
	if j, ok := titleWord(s, i); ok {
		if k, _ := skipBlanks(s, j); isQuoteAt(s, k) {
			return skipQuoted(s, k)
		}
		if is, ok := r.readPartners(f, j); ok {
			f.Issuer, f.tail = is.name, is.end
		} else if f.Issuer == "" {
			r.readPassive(f, j)
		}
		return i
	}
	if f.Issuer != "" {
		return i
	}
	if _, ok := match(s, i, "giua"); ok {
		if is, ok := r.readPartners(f, i); ok {
			f.Issuer, f.tail = is.name, is.end
			return is.end
		}
	}
	if j, ok := readOf(s, i); ok {
		return r.takeIssuer(f, j)
	}
	if j, ok := match(s, i, "do"); ok {
		k, _ := skipBlanks(s, j)
		is, ok := readIssuer(s, k)
		if !ok {
			return i
		}
		k, _ = skipBlanks(s, is.end)
		for _, v := range issueVerbs {
			if end, ok := matchPhrase(s, k, v); ok {
				f.Issuer, f.tail = is.name, end
				return end
			}
		}
		return i
	}
	if comma && !bar || newLine && !bar {
		return i
	}
	// Without "của" the body may as well begin the next clause.
	if is, ok := readIssuer(s, i); ok && clauseEnds(s, is.end) {
		f.Issuer, f.tail = is.name, is.end
		return is.end
	}
	return i
}

// readOf reads "của", also glued to a name, and what damage leaves of it.
func readOf(s string, i int) (end int, ok bool) {
	end, ok = match(s, i, "cua")
	if rest, glued := strings.CutPrefix(s[i:], "của"); !ok && glued && isCapital(rest, 0) {
		end, ok = len(s)-len(rest), true
	}
	if !ok {
		end, ok = matchDamaged(s, i, "ca")
	}
	end, _ = skipBlanks(s, end)
	return end, ok
}

func (r *reader) takeIssuer(f *find, i int) int {
	is, ok := readIssuers(r.s, i, isJoint(f.kind))
	if !ok {
		if is, ok = readDamagedIssuer(r.s, i); !ok {
			return 0
		}
	}
	f.Issuer, f.tail = is.name, is.end
	return is.end
}

// takeDate reads a date at i into f. Of two dates the first counts.
func (r *reader) takeDate(f *find, i int) int {
	d, ok := readDate(r.s, i)
	if !ok {
		return 0
	}
	if f.dated {
		return 0
	}
	f.dated, f.yearOnly = true, false
	f.Date = d.day
	if d.impossible {
		r.problem("Ngày “"+tidy(r.s[i:d.end])+"” không có trong lịch.", i, d.end)
	}
	if isLaw(f.Genre) {
		f.Year = max(f.Year, d.year)
	}
	f.tail = d.end
	return d.end
}

// readBareDate reads a whole date that stands without "ngày".
func (r *reader) readBareDate(f *find, i int) int {
	if d, ok := readDate(r.s, i); ok && d.year > 0 {
		return r.takeDate(f, i)
	}
	return 0
}

func (f *find) setYear(year int) {
	if f.Year == 0 {
		f.Year = year
	}
	f.dated, f.yearOnly = true, true
}

// readBracket reads "(khóa XI)", "(ngày 5/3/2020)", "(2021)" or "(của …)".
func (r *reader) readBracket(f *find, i int) int {
	s := r.s
	i, _ = skipBlanks(s, i)
	end := 0
	if year, k, ok := readYear(s, i); ok && !rangeFollows(s, k) {
		if c, _ := runeAt(s, k); c == ')' || c == ']' {
			f.setYear(year)
			f.tail = k + 1
			return k + 1
		}
	}
	if c, _ := runeAt(s, i); isDigit(byte(min(c, 0x7F))) {
		end = r.readBareDate(f, i)
	} else if isLetter(c) {
		end = r.readTailWord(f, i, false, false, false)
	}
	if end == 0 || end == i {
		return 0
	}
	k, _ := skipBlanks(s, end)
	if c, w := runeAt(s, k); c == ')' || c == ']' {
		f.tail = max(f.tail, k+w)
		return k + w
	}
	return end
}

// skipTerm skips the number of a term: "khóa XI".
func skipTerm(s string, i int) int {
	k, _ := skipBlanks(s, i)
	end, _ := word(s, k)
	return end
}

// clauseEnds reports whether nothing follows that makes the body before i the
// subject of a clause.
func clauseEnds(s string, i int) bool {
	j, lines := skipBlanks(s, i)
	c, w := runeAt(s, j)
	if w == 0 || lines > 0 || !isLetter(c) || hasBar(s[i:j]) {
		return true
	}
	for _, word := range [...]string{"về", "ngày", "khóa", "khoá", "và"} {
		if _, ok := matchPhrase(s, j, word); ok {
			return true
		}
	}
	return false
}

// rangeFollows reports a span of years, which belongs to a title.
func rangeFollows(s string, i int) bool {
	j, lines := skipBlanks(s, i)
	c, w := runeAt(s, j)
	if !isDash(c) {
		return false
	}
	j, _ = skipBlanks(s, j+w)
	if lines > 0 { // the dash may be that of a list
		_, _, year := readYear(s, j)
		return year
	}
	return j < len(s) && isDigit(s[j])
}
