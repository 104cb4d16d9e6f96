package citation

// A trie holds folded words without spaces letter by letter, so that one walk
// over a text compares it with all of them. Node 0 is the root.
type trie []trieNode

type trieNode struct {
	next [26]uint16
	word uint16 // the place in the list, from 1, of the one that ends here
}

func newTrie(words []string) trie {
	t := make(trie, 1)
	for n, w := range words {
		node := 0
		for _, c := range []byte(w) {
			next := int(t[node].next[c-'a'])
			if next == 0 {
				next = len(t)
				t[node].next[c-'a'] = uint16(next)
				t = append(t, trieNode{})
			}
			node = next
		}
		t[node].word = uint16(n + 1)
	}
	return t
}

// step goes on from a node over the next letter of s, as match does. It
// returns node 0 when no word goes on so, and ok at the end of a word.
func (t trie) step(node int, s string, i int) (next, end int, ok bool) {
	r, w := runeAt(s, i)
	if node > 0 && isBlank(r) && w > 0 {
		j, lines := skipBlanks(s, i)
		if lines > 1 {
			return 0, i, false
		}
		i = j
		r, w = runeAt(s, i)
	}
	c := fold(r)
	if c == 0 {
		return 0, i, false
	}
	next, end = int(t[node].next[c-'a']), i+w
	if t[next].word == 0 {
		return next, end, false
	}
	r, w = runeAt(s, end)
	return next, end, w == 0 || !isLetter(r)
}
