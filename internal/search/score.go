package search

// MaxScored is how many runes of a text count for its score.
const MaxScored = 4000

// Weights of what a record is ranked by.
const (
	weightWord   = 1.0 // a word of the query, however often
	weightOften  = 1.0 // at most, for saying it often
	weightExact  = 0.5 // the word was written as typed, marks and all
	weightBeside = 2.0 // two words side by side as in the query
	weightTitle  = 3.0 // times, in the title
)

// Score says how well a record that was found answers the query; more is
// better. Of a text it needs the first MaxScored runes.
func (m *Matcher) Score(title, text string) float64 {
	return weightTitle*m.score(title) + m.score(text)
}

func (m *Matcher) score(text string) float64 {
	m.ws.read(text, 0, &m.initials)
	var counts, exact, beside [MaxWords + 1]int
	before := 0
	for i := range m.ws.list {
		n := m.term(i)
		if n > 0 && n <= MaxWords {
			counts[n]++
			if string(m.ws.accented(i)) == m.terms[n-1].token {
				exact[n] = 1
			}
			if before > 0 && n == before+1 {
				beside[n] = 1
			}
		}
		before = n
	}
	total := 0.0
	for n := range counts {
		if counts[n] > 0 {
			total += weightWord + weightOften*float64(counts[n])/float64(counts[n]+3)
		}
		total += weightExact*float64(exact[n]) + weightBeside*float64(beside[n])
	}
	return total
}
