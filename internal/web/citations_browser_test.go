package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"giaoban/internal/briefing"
)

// TestTheQueueByKeyboardAlone links one citation by typing a symbol: Enter must
// not press the button of a candidate instead. Then it goes to the place in the
// text, which is folded away otherwise.
func TestTheQueueByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	for _, day := range []briefing.Day{"2002-03-28", "2016-12-15"} {
		s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: day})
	}
	meant := s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	m := s.held("2024-04-09", strings.Repeat("Các đơn vị báo cáo kết quả công tác.\n", 60)+"Thực hiện Chỉ thị 24-CT/TW và Quyết định số 290.")
	ctx := newBrowser(t, s)
	run := func(what string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	field := "f-" + queuePlace(m.Citations[0].ID)
	var focused, at string
	run("open", chromedp.Navigate(s.url+"/citations"), chromedp.WaitVisible("#"+field))
	for range 60 {
		if run("tab", chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(`document.activeElement.id`, &focused)); focused == field {
			break
		}
	}
	run("type and send", chromedp.KeyEvent("24-ct/tu"), enter(), chromedp.WaitVisible(".notice.good"), chromedp.Location(&at))
	if want := fmt.Sprintf("%s/citations#%s", s.url, queuePlace(m.Citations[1].ID)); at != want {
		t.Errorf("got %s, want %s", at, want)
	}
	if got := s.meeting(m.ID).Citations[0].Directive; got != meant.ID {
		t.Errorf("linked to %d, want %d", got, meant.ID)
	}
	// Browsers scroll there smoothly.
	run("the place comes into view", chromedp.Navigate(s.url+directiveURL(meant.ID)), chromedp.Click(`a[href*="#citation-"]`),
		chromedp.WaitVisible("mark:target"), chromedp.Poll(`(() => {
			const mark = document.querySelector("mark:target").getBoundingClientRect();
			return mark.height > 0 && mark.top >= 0 && mark.bottom <= innerHeight;
		})()`, nil))
}
