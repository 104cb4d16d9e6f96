package citation

// damagedIssuers are the bodies that can be told from what a file left of them.
var damagedIssuers = []string{
	"Chính phủ", "Thủ tướng Chính phủ", "Bộ Chính trị", "Ban Bí thư", "Quốc hội", "Ban Chấp hành Trung ương",
	"Ủy ban Thường vụ Quốc hội", "Ban Thường vụ Thành ủy", "Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Huyện ủy",
	"Ban Dân vận Trung ương", "Ban Tổ chức Trung ương", "Văn phòng Trung ương Đảng", "Thành ủy", "Tỉnh ủy", "Huyện ủy",
}

// isParty reports what only repeats that a body is the Party's.
func isParty(s string, i int) bool {
	_, ok := matchAny(s, i, "dang", "trunguongdang", "trunguong")
	return ok
}

// readDamagedIssuer reads a body in a text that lost its marked letters or
// had its marks scrambled.
func readDamagedIssuer(s string, i int) (issuer, bool) {
	for _, name := range damagedIssuers {
		// A place behind the name is damaged as well and cannot be told.
		if end, ok := match(s, i, joined(name, false)); ok {
			if k, lines := skipBlanks(s, end); lines > 0 || !isCapital(s, k) || isParty(s, k) {
				return issuer{name, end}, true
			}
		}
		bare := joined(name, true)
		if len(bare) < 4 {
			continue
		}
		if end, ok := matchDamaged(s, i, bare); ok {
			return issuer{name, end}, true
		}
	}
	return issuer{}, false
}

// matchDamaged is match that skips what stands for a lost letter.
func matchDamaged(s string, i int, pattern string) (end int, ok bool) {
	for k := 0; k < len(pattern); {
		c, w := runeAt(s, i)
		switch {
		case w == 0:
			return 0, false
		case k > 0 && isBlank(c) || c == '?' || c >= 0x80:
		case fold(c) == pattern[k]:
			k++
		default:
			return 0, false
		}
		i += w
	}
	for {
		c, w := runeAt(s, i)
		if c != '?' && !(c >= 0x80 && isLetter(c)) || w == 0 {
			return i, !isLetter(c)
		}
		i += w
	}
}

// isDamaged reports what files have in place of marked letters: question
// marks, and signs that no Vietnamese word holds.
func isDamaged(s string) bool {
	for _, r := range s {
		if r == '?' || r >= 0x80 && r < 0x100 && fold(r) == 0 && !isBlank(r) || r == 'Þ' || r == 'ß' || r == 'ø' || r == 'Ø' {
			return true
		}
	}
	return false
}

// readDamaged reads the type word of a text that lost its marked letters:
// "Ngh nh s 71" is what such a file has of "Nghị định số 71".
func (l *lead) readDamaged(s string, bare *letters) {
	skip, numAt := 0, l.numAt
	if at, ok := bare.endsWith("s", 0); ok {
		skip, numAt = 1, at
	}
	for _, w := range typeWords {
		if w.bare == "" {
			continue
		}
		if at, ok := bare.endsWith(w.bare, skip); ok && at < numAt {
			l.setWord(s, w.genre, at)
			l.number, l.numAt = l.number || skip == 1, numAt
			return
		}
	}
}

// matchOr is match for a word, or for what a file that lost its marked
// letters has of it.
func matchOr(s string, i int, whole, bare string) (end int, ok bool) {
	if end, ok = match(s, i, whole); !ok {
		end, ok = matchDamaged(s, i, bare)
	}
	return end, ok
}
