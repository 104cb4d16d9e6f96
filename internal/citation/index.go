package citation

import (
	"math/bits"
	"unicode/utf8"
)

// A syllable is a folded syllable, one letter a byte: a key that costs nothing
// to make.
type syllable uint64

const maxSyllable = 7 // nghiêng

// syllableAt folds the word at i, as far as a syllable goes.
func syllableAt(s string, i int) (key syllable) {
	for range maxSyllable {
		if i >= len(s) {
			break
		}
		c, w := letterForms[s[i]].fold, 1
		if s[i] >= utf8.RuneSelf {
			var r rune
			r, w = wideRuneAt(s[i:])
			c = fold(r)
		}
		if c == 0 {
			break
		}
		key = key<<8 | syllable(c)
		i += w
	}
	return key
}

// An index holds values by syllable. It is asked for every word near a
// citation, where a map takes three times as long.
type index[T any] struct {
	slots []slot[T] // a power of two, at most half of them taken
	shift int
}

type slot[T any] struct {
	key   syllable
	value T
}

func newIndex[T any](values map[syllable]T) index[T] {
	size := bits.Len(uint(2 * len(values)))
	x := index[T]{make([]slot[T], 1<<size), 64 - size}
	for key, value := range values {
		*x.find(key) = slot[T]{key, value}
	}
	return x
}

// at returns the value of a syllable, or the zero value.
func (x *index[T]) at(key syllable) T { return x.find(key).value }

// find returns the slot of a syllable, a free one when it has none.
func (x *index[T]) find(key syllable) *slot[T] {
	const spread = 0x9E3779B97F4A7C15 // 2^64 over the golden ratio
	i := int(uint64(key) * spread >> x.shift)
	for x.slots[i].key != 0 && x.slots[i].key != key {
		i = (i + 1) & (len(x.slots) - 1)
	}
	return &x.slots[i]
}
