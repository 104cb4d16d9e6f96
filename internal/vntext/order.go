package vntext

import (
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortKey returns bytes that sort as Vietnamese readers expect: a ă â b … d đ,
// tones last, and numbers by value (xã 2 before xã 10).
func SortKey(s string) []byte {
	// A Collator is not safe for concurrent use and cheap beside a write.
	c := collate.New(language.Vietnamese, collate.Numeric)
	var buf collate.Buffer
	return append([]byte(nil), c.KeyFromString(&buf, s)...)
}

// NameKey is SortKey for a person's name: by given name (the last word), then
// by the rest.
func NameKey(name string) []byte {
	name = Words(name)
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return SortKey(name)
	}
	return SortKey(name[i+1:] + " " + name[:i])
}
