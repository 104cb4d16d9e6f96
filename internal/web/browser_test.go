package web

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"giaoban/internal/testtool"
)

// newBrowser starts a real browser and fails the test on whatever it
// complains of: broken scripts and what the policy forbids.
// The browser carries the session of the site.
func newBrowser(t *testing.T, s *site) context.Context {
	t.Helper()
	path := testtool.Need(t, "chromium")
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.WindowSize(1366, 768),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	// The test's own context ends before its browser can be closed in order.
	within := 30 * time.Second
	if testtool.Long() {
		within = 5 * time.Minute
	}
	ctx, cancel := context.WithTimeout(context.Background(), within)
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	ctx, closePage := chromedp.NewContext(ctx)
	var mu sync.Mutex
	var complaints []string
	chromedp.ListenTarget(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch event := event.(type) {
		case *runtime.EventExceptionThrown:
			complaints = append(complaints, event.ExceptionDetails.Error())
		case *cdplog.EventEntryAdded:
			if event.Entry.Level == cdplog.LevelInfo {
				return // that a test moved the focus first
			}
			complaints = append(complaints, event.Entry.Text+" "+event.Entry.URL)
		}
	})
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Errorf("close the browser: %v", err)
		}
		closePage()
		stop()
		cancel()
		for _, complaint := range complaints {
			t.Errorf("the browser says: %s", complaint)
		}
	})
	signIn := network.SetCookie(sessionCookie, s.token).WithURL(s.url).WithHTTPOnly(true)
	if err := chromedp.Run(ctx, cdplog.Enable(), emulation.SetFocusEmulationEnabled(true), signIn); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// TestAnArticleByKeyboardAlone brings in an article, corrects a number and
// saves, without ever touching the mouse.
func TestAnArticleByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	ctx := newBrowser(t, s)
	run := func(what string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	press := func(keys string, modifiers ...chromedp.KeyOption) chromedp.Action {
		return chromedp.KeyEvent(keys, modifiers...)
	}
	control := chromedp.KeyModifiers(input.ModifierCtrl)

	run("paste", chromedp.Navigate(s.url+"/meetings/import"), chromedp.WaitReady("textarea:focus"),
		input.InsertText(articleText(t)))
	run("read", press(kb.Tab), press(kb.Tab), chromedp.WaitReady(".primary:focus"), press(kb.Enter),
		chromedp.WaitVisible("form.meeting"))

	// Tab reaches the number; its place in the text lights up.
	var focused, lit string
	for range 90 {
		run("tab", press(kb.Tab), chromedp.Evaluate(`document.activeElement.id`, &focused))
		if focused == "f-counts-0-value" {
			break
		}
	}
	run("the place of the number", chromedp.Evaluate(
		`[...document.querySelectorAll("mark.now")].map((m) => m.textContent).join("")`, &lit))
	if focused != "f-counts-0-value" || !strings.Contains(lit, "48 mô hình") {
		t.Fatalf("got focus %q and place %q, want the number 48", focused, lit)
	}
	var seen bool
	run("the place is in view", chromedp.Evaluate(`(() => {
		const mark = document.querySelector("mark.now").getBoundingClientRect();
		const box = document.querySelector(".text .source").getBoundingClientRect();
		return mark.top >= box.top && mark.bottom <= box.bottom;
	})()`, &seen))
	if !seen {
		t.Error("the place of the number is out of view")
	}

	// Enter goes on to the next field and stores nothing; Ctrl+Enter confirms
	// and saves.
	run("correct", press("a", control), press("50"), press(kb.Enter),
		chromedp.Evaluate(`document.activeElement.id`, &focused))
	if focused != "f-counts-0-measure" {
		t.Errorf("after Enter: got focus %q, want the next field", focused)
	}
	var title, at string
	run("save", press(kb.Enter, control), chromedp.WaitVisible(".notice.good"), chromedp.Text("h1", &title),
		chromedp.Location(&at))
	if want := s.url + "/meetings/1"; at != want {
		t.Errorf("got %s, want %s", at, want)
	}
	if got := s.meeting(1); got.Counts[0].Value != 50 || !got.State.Confirmed() || got.Title != title {
		t.Errorf("got %+v, want 50, confirmed", got)
	}
}

// TestPagesFitTheirScreens makes sure that no page scrolls sideways, on an
// office screen and on a telephone, and that none runs what somebody typed.
func TestPagesFitTheirScreens(t *testing.T) {
	s := newSite(t)
	s.stored()
	form := formIn(t, s.get("/meetings/1/edit").body)
	for i, name := range []string{"title", "place", "participations.0.title", "counts.0.label", "citations.0.title"} {
		form.values[name] = payloads[i]
	}
	form.values["do"] = "save"
	s.post(form.action, form.values, nil)
	paths := s.routePaths()
	paths["/citations/:id"] = fmt.Sprintf("/citations/%d", s.meeting(1).Citations[0].ID)
	ctx := newBrowser(t, s)
	for route, path := range paths {
		if route == "/livez" || route == "/search/suggest" || strings.HasSuffix(route, "/export") || route == "/exports/:kind" || strings.HasSuffix(route, "/template") || strings.HasPrefix(route, staticRoot) || route == "/setup" {
			continue
		}
		if err := chromedp.Run(ctx, chromedp.Navigate(s.url+path)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, width := range []int64{1366, 390} {
			var wide int64
			err := chromedp.Run(ctx, chromedp.EmulateViewport(width, 768), chromedp.Evaluate(`document.documentElement.scrollWidth`, &wide))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if wide > width {
				t.Errorf("%s: got %d, want %d", path, wide, width)
			}
		}
	}
}
