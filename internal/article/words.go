package article

// A word is one word of plain.
type word struct {
	start, end int
	capital    bool
}

// words cuts plain[start:end] into words. Signs inside a word stay in it
// ("đ/c", "UV.BTV", "09.04.2024"); a dash does not.
func (s *source) words(start, end int) []word {
	var all []word
	for i := start; i < end; i++ {
		if !isWordByte(s.plain[i]) {
			continue
		}
		j := i + 1
		for j < end && (isWordByte(s.plain[j]) || s.inWord(j, end)) {
			j++
		}
		all = append(all, word{i, j, s.upper(i)})
		i = j - 1
	}
	return all
}

func (s *source) inWord(j, end int) bool {
	c := s.plain[j]
	return (c == '/' || c == '.' || c == '\'') && j+1 < end && isWordByte(s.plain[j+1])
}

func isWordByte(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == other }

// of returns the folded word.
func (w word) of(s *source) string { return s.plain[w.start:w.end] }

// gap returns what stands between two words.
func (s *source) gap(a, b word) string { return s.plain[a.end:b.start] }

// allCapitals reports whether w is written in capitals only, as "UBND".
func (w word) allCapitals(s *source) bool {
	for i := w.start; i < w.end; i++ {
		if c := s.plain[i]; 'a' <= c && c <= 'z' && !s.upper(i) {
			return false
		}
	}
	return true
}
