package pdf

import (
	"strings"
	"testing"
	"time"
)

func plain(t *testing.T) *metrics {
	t.Helper()
	fonts, err := loadMetrics()
	if err != nil {
		t.Fatal(err)
	}
	return fonts[regular]
}

func TestLinesFitAndLoseNothing(t *testing.T) {
	m := plain(t)
	for _, s := range []string{
		"Ban Dân vận Huyện ủy xây dựng, triển khai chương trình công tác dân vận năm 2024",
		"phối hợp theo Kế hoạch số 42-KH/BDVHU-UBND, " + strings.Repeat("a", 300) + " và 24-CT/TU",
		strings.Repeat("Đ", 500), "a", "a\n\nb\nc", strings.Repeat("một hai ", 200),
	} {
		for _, width := range []float64{1, 10, 30, 165} {
			var joined strings.Builder
			for i, l := range m.breakLines(s, 12, width, min(5, width/2)) {
				room := width
				if i == 0 {
					room -= min(5, width/2)
				}
				if w := m.width(l.text, 12); w > room+0.001 && len([]rune(l.text)) > 1 {
					t.Errorf("%q is %.1f mm wide on a line of %.1f", l.text, w, room)
				}
				joined.WriteString(strings.ReplaceAll(l.text, " ", ""))
			}
			if got, want := joined.String(), strings.Join(strings.Fields(s), ""); got != want {
				t.Errorf("at %v mm: got %q, want %q", width, got, want)
			}
		}
	}
}

func TestLongWordsBreakAtHyphens(t *testing.T) {
	m := plain(t)
	var got []string
	for _, l := range m.breakLines("42-KH/BDVHU-UBND", 12, 35, 0) {
		got = append(got, l.text)
	}
	if want := "42-KH/BDVHU-|UBND"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestALongWordTakesNoTime(t *testing.T) {
	m := plain(t)
	start := time.Now()
	if got := len(m.breakLines(strings.Repeat("x", 1_000_000), 14, 165, 0)); got < 1000 {
		t.Errorf("got %d lines", got)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestCleanIsStable(t *testing.T) {
	m := plain(t)
	for _, s := range []string{"a\tb", "😀", "\xff", "a\u0301\u0302", "x\u200By", "\r\n", "A\u00A0B"} {
		once := m.clean(s)
		if again := m.clean(once); again != once {
			t.Errorf("%q: %q becomes %q", s, once, again)
		}
	}
}
