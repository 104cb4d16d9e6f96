package web

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSearchByKeyboardAlone reaches the box with "/", takes a suggestion, and
// types a "/" into a field that is no search box.
func TestSearchByKeyboardAlone(t *testing.T) {
	s, _, _ := searched(t)
	s.crowd(countedHere + 20)
	ctx := newBrowser(t, s)
	run := func(what string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	state := func() (got string) {
		t.Helper()
		run("look", chromedp.Evaluate(`(() => {
			const box = document.querySelector(".find input");
			const list = document.querySelector(".suggestions");
			const option = document.getElementById(box.getAttribute("aria-activedescendant"));
			return [document.activeElement === box, box.value, box.getAttribute("aria-expanded"), !list.hidden,
				option ? option.textContent + " " + option.getAttribute("aria-selected") : "none"].join("|");
		})()`, &got))
		return got
	}
	want := func(what, want string) {
		t.Helper()
		if got := state(); got != want {
			t.Errorf("%s\n got %s\nwant %s", what, got, want)
		}
	}
	// As one event, what a script refuses types nothing.
	slash := input.DispatchKeyEvent(input.KeyDown).WithKey("/").WithCode("Slash").WithText("/")
	enter := input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithText("\r").WithWindowsVirtualKeyCode(13)
	open := chromedp.WaitReady(".suggestions:not([hidden])")

	run("open", chromedp.Navigate(s.url+"/directives"), chromedp.WaitReady(".find input[role=combobox]"))
	want("at first", "false||false|false|none")
	run("slash", slash, chromedp.KeyEvent("24-c"), open)
	want("typed", "true|24-c|true|true|none")
	run("down", chromedp.KeyEvent(kb.ArrowDown))
	want("the first one", "true|24-c|true|true|Chỉ thị 24-CT/TU: Về kỷ cương Văn bản chỉ đạo true")
	run("up", chromedp.KeyEvent(kb.ArrowUp))
	want("back in the box", "true|24-c|true|true|none")
	run("escape", chromedp.KeyEvent(kb.Escape))
	want("closed", "true|24-c|false|false|none")
	run("again", chromedp.KeyEvent("t"), open, chromedp.KeyEvent(kb.ArrowDown), enter,
		chromedp.WaitNotPresent("#f-q"), chromedp.WaitReady("h1"))
	var at string
	run("where", chromedp.Location(&at))
	if at != s.url+"/directives/1" {
		t.Errorf("Enter leads to %s", at)
	}

	// While a letter is composed, keys belong to the input method.
	run("compose", slash, chromedp.KeyEvent("xa"), open, input.ImeSetComposition("kin", 3, 3), chromedp.KeyEvent(kb.ArrowDown))
	if got := state(); !strings.HasSuffix(got, "|true|true|none") {
		t.Errorf("composing: got %s", got)
	}

	run("a field", chromedp.Navigate(s.url+"/directives"), chromedp.Focus("#f-q"), slash)
	var typed string
	run("typed", chromedp.Value("#f-q", &typed))
	if typed != "/" {
		t.Errorf("a slash in a field gives %q", typed)
	}

	// The counts follow the list.
	run("many", chromedp.Navigate(s.url+"/search?q=don+vi"), chromedp.WaitReady("#facets .wide a"), chromedp.Text("#total", &typed))
	if typed != "1.020 kết quả" {
		t.Errorf("counted: %q", typed)
	}
}

// TestEnterSavesASearch types a name for a search: a form of one line and a plain
// button is sent by Enter, as everywhere.
func TestEnterSavesASearch(t *testing.T) {
	t.Parallel()
	s, _, _ := searched(t)
	// As one event, as in the test above.
	enter := input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithText("\r").WithWindowsVirtualKeyCode(13)
	var saved string
	err := chromedp.Run(newBrowser(t, s), chromedp.Navigate(s.url+"/search?q=24-CT/TU"), chromedp.Click(".save summary"),
		chromedp.SendKeys(`.save [name="name"]`, "Theo dõi"), enter, chromedp.WaitVisible(".notice.good"),
		chromedp.Navigate(s.url+"/search"), chromedp.Text(".saved td", &saved))
	if err != nil || !strings.Contains(saved, "Theo dõi") {
		t.Errorf("got %q, %v", saved, err)
	}
}
