package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

// A hit is one result as text.
type hit struct {
	Kind, Date, URL string
	Title, Excerpt  []stretch
	Draft           bool
}

// A stretch is a piece of text that was found, or that was not.
type stretch struct {
	Text  string
	Found bool
}

// hitOf makes a result as the office or a commune sees it.
func hitOf(h store.SearchHit, office bool) hit {
	out := hit{Kind: briefing.EntityLabel(h.Kind), Date: h.Date.Label(), URL: recordURL(h.Kind, h.ID, office), Draft: h.Draft,
		Title: stretches(titleOf(h.Title), h.TitleMarks), Excerpt: stretches(h.Excerpt.Text, h.Excerpt.Marks)}
	if h.Excerpt.Text == h.Title {
		out.Excerpt = nil
	}
	if h.Kind == "meeting" && out.URL != "" {
		out.URL += placeOf(h.Excerpt)
	}
	if h.Kind == "attachment" && out.URL != "" {
		out.URL += foundIn(&h)
	}
	if h.Excerpt.Cut[0] && out.Excerpt != nil {
		out.Excerpt = slices.Insert(out.Excerpt, 0, stretch{Text: "… "})
	}
	if h.Excerpt.Cut[1] && out.Excerpt != nil {
		out.Excerpt = append(out.Excerpt, stretch{Text: " …"})
	}
	return out
}

// recordURL is the page of a record, "" where the reader may open none.
func recordURL(kind string, id int64, office bool) string {
	if kind != "directive" && kind != "attachment" && !office {
		return ""
	}
	r := briefing.SearchResult{Kind: kind, ID: id}
	return r.Path()
}

// placeOf leads to the first place that was found in the text of a meeting, in
// words that browsers look for; the page opens the text it was read from.
func placeOf(e search.Excerpt) string {
	if len(e.Marks) == 0 {
		return ""
	}
	const most = 60 // runes; more would not be found where a line ends
	text := cutText(string([]rune(e.Text)[e.Marks[0][0]:]), most)
	if line, _, ended := strings.Cut(text, "\n"); ended {
		text = line
	} else if last := strings.LastIndexByte(text, ' '); last > 0 && len([]rune(text)) == most {
		text = text[:last]
	}
	// A hyphen has a meaning of its own there.
	words := strings.ReplaceAll(url.PathEscape(strings.TrimSpace(text)), "-", "%2D")
	return "?open=" + sourceField + "#:~:text=" + strings.ReplaceAll(strings.ReplaceAll(words, "&", "%26"), ",", "%2C")
}

// stretches parts a text at the marks of what was found, which are in order.
func stretches(text string, marks [][2]int) []stretch {
	runes := []rune(text)
	var all []stretch
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] > len(runes) {
			continue
		}
		if m[0] > at {
			all = append(all, stretch{string(runes[at:m[0]]), false})
		}
		all = append(all, stretch{string(runes[m[0]:m[1]]), true})
		at = m[1]
	}
	if at < len(runes) {
		all = append(all, stretch{string(runes[at:]), false})
	}
	return all
}

// readingOf says how the symbols of the query were read; "" where it has none.
func (s *server) readingOf(ctx context.Context, r *store.SearchRequest) (string, error) {
	if len(r.Query.Symbols()) == 0 {
		return "", nil
	}
	reading, err := s.db.SearchReading(ctx, r)
	switch reading {
	case 0:
		return "Các kết quả dưới đây có đúng ký hiệu cần tìm.", err
	case 1:
		return "Không có đúng ký hiệu này; các kết quả dưới đây có ký hiệu bắt đầu như vậy.", err
	case 2:
		return "Không có ký hiệu này; các kết quả dưới đây có các chữ và số đó như từ thường.", err
	}
	return "", err
}

// searchDownloads are the files that the results can be had in; none while that
// kind of export is not there.
func searchDownloads(a searchAddress) []link {
	var all []link
	kind, ok := export.KindNamed("search")
	for _, name := range []string{"xlsx", "csv"} {
		if f, known := format.Named(name); ok && known {
			to := list{path: "/exports/" + kind.Name, query: a.query}
			all = append(all, link{fmt.Sprintf("Kết xuất %s", f.Label), to.with("format", f.Name)})
		}
	}
	return all
}
