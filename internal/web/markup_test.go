package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"giaoban/internal/testtool"
)

// skeleton returns the elements of a page with the names of their attributes,
// sorted, since lists stand in the order of their texts, and fails the test on what could run.
func skeleton(t *testing.T, path, body string) []string {
	t.Helper()
	var out []string
	z := html.NewTokenizer(strings.NewReader(body))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type == html.CommentToken {
			t.Errorf("%s: a comment: %q", path, token.Data)
		}
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken && token.Type != html.EndTagToken {
			continue
		}
		name := token.Type.String() + " " + token.Data
		for _, a := range token.Attr {
			name += " " + a.Key
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s: the attribute %s=%q", path, a.Key, a.Val)
			}
			if slices.Contains([]string{"href", "src", "action", "formaction", "data"}, a.Key) {
				u, err := url.Parse(a.Val)
				if err != nil || u.Scheme != "" || u.Host != "" || !strings.ContainsAny(a.Val[:min(len(a.Val), 1)], "/?#") {
					t.Errorf("%s: %s leads to %q", path, a.Key, a.Val)
				}
			}
		}
		if slices.Contains([]string{"style", "base", "object", "iframe", "svg", "math", "img"}, token.Data) ||
			token.Data == "meta" && strings.Contains(token.String(), "http-equiv") {
			t.Errorf("%s: the element %s", path, token)
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// htmlPages returns the addresses whose answers are pages.
func (f *fullSite) htmlPages() []string {
	var all []string
	for _, path := range f.gets() {
		if !strings.Contains(path, "export?") && !strings.HasPrefix(path, "/exports/") && !strings.HasPrefix(path, staticRoot) &&
			!strings.Contains(path, "/template") && !strings.HasSuffix(path, ".zip") && path != "/livez" {
			all = append(all, path)
		}
	}
	return all
}

// marked is a payload with the number of its field.
func marked(payload string, n int) string {
	return strings.ReplaceAll(payload, "M", fmt.Sprint(10000+n))
}

// TestNoTextBecomesMarkup puts every payload into every field that can hold
// text, and finds every page made of the same elements and attributes as with
// harmless words.
func TestNoTextBecomesMarkup(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	plain := f.twinOf()
	plain.plant(func(_ string, n int) string { return fmt.Sprintf("Một hai %d", n) })
	pages := f.htmlPages()
	want := map[string][]string{}
	for _, path := range pages {
		want[path] = skeleton(t, path, plain.get(path).body)
	}
	rounds := 3
	if testtool.Long() {
		rounds = len(markup)
	}
	shown := map[string]bool{}
	for round := range rounds {
		hostile := f.twinOf()
		hostile.plant(func(_ string, n int) string { return marked(markup[(n*5+round*17)%len(markup)], n) })
		for _, path := range pages {
			body := hostile.get(path).body
			if got := skeleton(t, path, body); !slices.Equal(got, want[path]) {
				t.Errorf("round %d: %s is made of other elements than with harmless words: %s", round, path, firstChange(got, want[path]))
			}
			for i, payload := range markup {
				if start, _, _ := strings.Cut(payload, "M"); len(start) > 4 && strings.Contains(html.UnescapeString(body), start) {
					shown[markup[i]] = true
				}
			}
		}
	}
	if len(shown) < 35 {
		t.Errorf("pages show %d of %d payloads: the test sees too little", len(shown), len(markup))
	}
}

// twinOf is a full site over a copy of the data.
func (f *fullSite) twinOf() *fullSite {
	f.t.Helper()
	return &fullSite{f.twin(), f.units, f.tokens}
}

// firstChange tells where two pages part.
func firstChange(got, want []string) string {
	for i := range got {
		if i >= len(want) || got[i] != want[i] {
			return fmt.Sprintf("element %d of %d: %s, want %s", i, len(got), got[i], strings.Join(want[min(i, len(want)):min(i+1, len(want))], ""))
		}
	}
	return fmt.Sprintf("%d elements, want %d", len(got), len(want))
}

// TestNoTypedTextBecomesMarkup types every payload into the fields of every
// form.
func TestNoTypedTextBecomesMarkup(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	tried, compared := 0, 0
	for route, form := range f.sendings() {
		fields := 0
		for name := range form.values {
			if strings.HasPrefix(name, "password") || name == "version" {
				continue // they come back in no page
			}
			fields++
			for i, payload := range markup {
				if !testtool.Long() && (i+fields)%len(markup) > 0 {
					continue
				}
				tried++
				bad := form.with(name, marked(payload, i))
				if name != "do" && bad.values["do"] == "save" && route != "/units/import" {
					bad = bad.with("do", "check")
				}
				twin := form.site
				if form.values["do"] != "save" {
					twin = f.as("") // goes through the sign-in page
				}
				got := bad.send(twin)
				skeleton(t, route+" "+name, got.body)
				again := formsIn(t, got.body, bad.path)[name]
				if !strings.Contains(again, fmt.Sprint(10000+i)) {
					continue // another page, or a field that keeps its value
				}
				compared++
				if !strings.Contains(again, marked(payload, i)) {
					t.Errorf("%s: %s comes back as %q, want %q", route, name, again, marked(payload, i))
				}
			}
		}
	}
	for i, payload := range markup {
		for _, path := range []string{"/meetings", "/directives"} {
			skeleton(t, path, f.get(address(path, url.Values{"q": {marked(payload, i)}})).body)
		}
		skeleton(t, "/signin", f.as("").get(address("/signin", url.Values{"next": {"/" + marked(payload, i)}})).body)
	}
	t.Logf("%d forms, %d values came back", tried, compared)
	if compared < tried/10 {
		t.Errorf("only %d of %d values came back: the test sees too little", compared, tried)
	}
}

// formsIn returns the values of the form to an address, nil for none.
func formsIn(t *testing.T, body, action string) map[string]string {
	for _, found := range forms.FindAllString(body, -1) {
		if form := formIn(t, found); form.action == action {
			return form.values
		}
	}
	return nil
}

// forBrowser are the pages that a real browser opens in every run.
var forBrowser = []string{"/", "/accounts", "/accounts/2", "/audit", "/audit/3", "/devices", "/directives", "/directives/1", "/exports",
	"/history/meeting/1", "/history/account/2", "/meetings", "/meetings/1", "/meetings/1/edit", "/office", "/quarters/2024-Q1", "/units"}

// TestNothingRunsInARealBrowser opens every page of a site whose every field
// holds a payload in a real browser: nothing runs, nothing is loaded from
// elsewhere, and the policy has nothing to forbid.
func TestNothingRunsInARealBrowser(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	f.plant(func(_ string, n int) string { return marked(markup[n%len(markup)], n) })
	ctx := newBrowser(t, f.site)
	var mu sync.Mutex
	var ran []string
	chromedp.ListenTarget(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch event := event.(type) {
		case *page.EventJavascriptDialogOpening:
			ran = append(ran, "alert "+event.Message)
			go func() { _ = chromedp.Run(ctx, page.HandleJavaScriptDialog(true)) }()
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(event.Request.URL, f.url+"/") {
				ran = append(ran, "request "+event.Request.URL)
			}
		}
	})
	if err := chromedp.Run(ctx, network.Enable()); err != nil {
		t.Fatal(err)
	}
	opened := 0
	for _, path := range f.htmlPages() {
		if !testtool.Long() && !slices.Contains(forBrowser, path) || f.get(path).status != 200 {
			continue
		}
		opened++
		var at string
		if err := chromedp.Run(ctx, chromedp.Navigate(f.url+path), chromedp.Evaluate(`
			document.querySelectorAll("input, a, details, summary, button:not([name])").forEach((e) => {
				e.dispatchEvent(new MouseEvent("mouseover", {bubbles: true})); e.focus(); });
			location.pathname`, &at)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if want, _, _ := strings.Cut(path, "?"); at != want {
			t.Errorf("%s: the browser went on to %s", path, at)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if len(ran) > 0 || opened < 12 {
		t.Errorf("%d pages; ran: %v", opened, ran)
	}
}
