package citation

import "math/bits"

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// load reads eight bytes of s at i; the compiler makes one load of it.
func load(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// nextMark returns the first place from i that is a digit, the t of "uật" or
// the n of "ệnh", and len(s) when there is none. Prose is passed over eight
// bytes at a time: this is where the time of reading goes.
func nextMark(s string, i int) int {
	for ; i < len(s) && i < 4; i++ {
		if isDigit(s[i]) {
			return i
		}
	}
	for ; i+9 <= len(s); i += 8 {
		x := load(s, i)
		d := x ^ '0'*ones
		found := ^((d&^highs + (0x80-10)*ones) | d) & highs
		// Ậ and ậ end in AC and AD, Ệ and ệ in 86 and 87: the lowest bit is
		// the case, as 0x20 is of plain letters.
		small, before := x|0x20*ones, load(s, i-1)|ones
		law := small ^ 't'*ones | before ^ 0xAD*ones | (load(s, i-4) | 0x20*ones) ^ 'u'*ones
		order := small ^ 'n'*ones | before ^ 0x87*ones | (load(s, i+1) | 0x20*ones) ^ 'h'*ones
		found |= (law - ones) &^ law & highs
		found |= (order - ones) &^ order & highs
		if found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(s); i++ {
		if isDigit(s[i]) || s[i-1] >= 0x80 && (s[i]|0x20 == 't' || s[i]|0x20 == 'n') {
			return i
		}
	}
	return len(s)
}

// countRunes counts the bytes of s that are no continuation of a rune, which
// is the number of its runes.
func countRunes(s string) int {
	n, i := len(s), 0
	for ; i+8 <= len(s); i += 8 {
		x := load(s, i)
		n -= bits.OnesCount64(x & ^(x << 1) & highs)
	}
	for ; i < len(s); i++ {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}
