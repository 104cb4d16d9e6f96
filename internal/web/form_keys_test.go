package web

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"giaoban/internal/briefing"
)

// asks tells whether the browser would ask before it leaves the page.
const asks = `!dispatchEvent(new Event("beforeunload", {cancelable: true}))`

// enter presses the key in one: the letter of it comes only when the page lets
// the key through, as from a keyboard.
func enter() chromedp.Action {
	return input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13).WithText("\r")
}

// Every form that people fill in knows the same keys and asks before what was
// typed is lost, also when it came back with a mistake.
func TestFormsShareTheirKeysAndAskBeforeTheyAreLeft(t *testing.T) {
	s := newSite(t)
	if err := s.db.InsertUnits(t.Context(), tester, []briefing.Unit{{Name: "Xã Đa Tốn", ShortName: "Đa Tốn", Kind: "xã", Level: briefing.Commune}}); err != nil {
		t.Fatal(err)
	}
	ctx := newBrowser(t, s)
	run := func(what string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	for path, field := range map[string]string{"/accounts/new": "#f-name", "/units/1/edit": "#f-name", "/office/new": "#f-name",
		"/session-limit": "#f-idle-minutes", "/password": "#f-password", "/meetings/new": "#f-title"} {
		var before, after bool
		var focused, at string
		run(path, chromedp.Navigate(s.url+path), chromedp.WaitReady(field), chromedp.Evaluate(asks, &before),
			chromedp.Focus(field), input.InsertText("9"), enter(), input.DispatchKeyEvent(input.KeyUp).WithKey("Enter"), chromedp.Evaluate(asks, &after),
			chromedp.Evaluate(`"#" + document.activeElement.id`, &focused), chromedp.Location(&at))
		if before || !after || focused == field || at != s.url+path {
			t.Errorf("%s: asks %v before and %v after typing; Enter leads to %s on %s", path, before, after, focused, at)
		}
		run(path, chromedp.Evaluate(`document.querySelector("main form").addEventListener("submit", (e) => { e.preventDefault(); document.title = "sent"; })`, nil),
			chromedp.KeyEvent("s", chromedp.KeyModifiers(input.ModifierCtrl)), chromedp.Title(&at))
		if at != "sent" {
			t.Errorf("%s: Ctrl+S does not save", path)
		}
	}
}

// A new row of signers takes the keyboard; what came back is not stored.
func TestANewSignerTakesTheKeyboard(t *testing.T) {
	s := newSite(t)
	ctx := newBrowser(t, s)
	var focused string
	var unsaved bool
	err := chromedp.Run(ctx, chromedp.Navigate(s.url+"/office/new"), chromedp.Click(`[value="add:signers"]`),
		chromedp.WaitReady("#f-signers-0-authority"), chromedp.Evaluate(`document.activeElement.id`, &focused),
		chromedp.Evaluate(asks, &unsaved))
	if err != nil || focused != "f-signers-0-authority" || !unsaved {
		t.Errorf("got focus %q, asks %v, %v", focused, unsaved, err)
	}
}

// What was done is told once, and the address keeps nothing of it.
func TestANoticeDoesNotStayInTheAddress(t *testing.T) {
	s := newSite(t)
	ctx := newBrowser(t, s)
	var at string
	if err := chromedp.Run(ctx, chromedp.Navigate(s.url+"/audit?entity=unit&notice=saved"), chromedp.WaitVisible(".notice.good"),
		chromedp.Location(&at)); err != nil || at != s.url+"/audit?entity=unit" {
		t.Errorf("got %s, %v", at, err)
	}
}
