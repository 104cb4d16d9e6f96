package web

import (
	"fmt"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

// partLength is about how many runes of a text one page shows, up to the end of a
// line: some twelve sheets.
const partLength = 30_000

// citedInFileURL leads to the place of a citation in the text of a file.
func citedInFileURL(file, citation int64) string {
	return fmt.Sprintf("%s?citation=%d#%s", attachmentURL(file), citation, citationPlace(citation))
}

// partsOf cuts a text into stretches for one page each; a short text is one.
func partsOf(text []rune) []briefing.Span {
	var parts []briefing.Span
	from, lineEnd := 0, 0
	for i, r := range text {
		if r == '\n' {
			lineEnd = i + 1
		}
		if i+1-from < partLength || lineEnd <= from && i+1-from < 2*partLength {
			continue
		}
		to := lineEnd
		if to <= from {
			to = i + 1
		}
		parts = append(parts, briefing.Span{from, to})
		from = to
	}
	return append(parts, briefing.Span{from, len(text)})
}

// partAsked returns which of the parts the address asks for, from 0: by its
// number, or by what stands in it; the first for what is not there.
func partAsked(c *gin.Context, parts []briefing.Span, cited []briefing.Citation) int {
	at := 0
	if span, ok := sentSpan(c.Query("at")); ok {
		at = span[0]
	}
	if id := c.Query("citation"); id != "" {
		for _, one := range cited {
			if id == strconv.FormatInt(one.ID, 10) {
				at = one.Span[0]
			}
		}
	}
	for i, part := range parts {
		if at > 0 && part[0] <= at && at < part[1] {
			return i
		}
	}
	if n, err := strconv.Atoi(c.Query("part")); err == nil && 1 <= n && n <= len(parts) {
		return n - 1
	}
	return 0
}

// partSteps leads from one part of a file to those beside it.
func partSteps(file int64, n, all int) (p pager) {
	if all < 2 {
		return p
	}
	to := func(n int) string { return fmt.Sprintf("%s?part=%d", attachmentURL(file), n+1) }
	p.Shown = fmt.Sprintf("Phần %d/%d", n+1, all)
	if n > 0 {
		p.Prev = to(n - 1)
	}
	if n+1 < all {
		p.Next = to(n + 1)
	}
	return p
}

// within returns a place in a text of a length as one in a part of it, cut at its
// end; ok where it begins there.
func within(part, place briefing.Span, length int) (briefing.Span, bool) {
	to := place[1]
	if to <= length {
		to = min(to, part[1])
	}
	return briefing.Span{place[0] - part[0], to - part[0]}, part[0] <= place[0] && place[0] < part[1]
}
