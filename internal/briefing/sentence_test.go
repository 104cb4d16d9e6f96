package briefing_test

import (
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

func TestSentence(t *testing.T) {
	const cited = "Chỉ thị 24-CT/TU"
	long := strings.Repeat("lời văn dài ", 60)
	for text, want := range map[string]string{
		"Câu một. Thực hiện " + cited + " của Thành ủy. Câu ba.": "Thực hiện " + cited + " của Thành ủy",
		"Đầu dòng\n" + cited: cited,
		"Tại TP. Hà Nội, 1.270 mô hình theo " + cited + "; hết": "Tại TP. Hà Nội, 1.270 mô hình theo " + cited,
	} {
		at := len([]rune(text[:strings.Index(text, cited)]))
		got, span := briefing.Sentence(text, briefing.Span{at, at + len([]rune(cited))})
		if got != want || string([]rune(got)[span[0]:span[1]]) != cited {
			t.Errorf("%q: got %q, %v", text, got, span)
		}
	}
	text := long + cited + " " + long
	at := len([]rune(long))
	got, span := briefing.Sentence(text, briefing.Span{at, at + len([]rune(cited))})
	if n := len([]rune(got)); n > 360 || !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") ||
		string([]rune(got)[span[0]:span[1]]) != cited {
		t.Errorf("got %d runes, %q", n, got)
	}
	if got, _ := briefing.Sentence("ngắn", briefing.Span{2, 9}); got != "" {
		t.Errorf("a span outside gives %q", got)
	}
}
