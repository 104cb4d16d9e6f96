package web

import (
	"fmt"
	"maps"
	"net/http"
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
// harmless words. The first round, three in long tests, looks at every address, the
// others at one of each page that is there.
func TestNoTextBecomesMarkup(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	plain := f.twinOf(t)
	plain.plant(func(_ string, n int) string { return fmt.Sprintf("Một hai %d", n) })
	all := f.htmlPages()
	var there []string
	want := map[string][]string{}
	for _, path := range all {
		got := plain.get(path)
		want[path] = skeleton(t, path, got.body)
		if got.status == http.StatusOK && !strings.Contains(path, "?") {
			there = append(there, path)
		}
	}
	rounds := 3
	if testtool.Long() {
		rounds = len(markup)
	}
	shown := map[string]bool{}
	for round := range rounds {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			hostile := f.twinOf(t)
			hostile.plant(func(_ string, n int) string { return marked(markup[(n*5+round*17)%len(markup)], n) })
			pages := there
			if round == 0 || testtool.Long() && round < 3 {
				pages = all
			}
			for _, path := range pages {
				body := hostile.get(path).body
				if got := skeleton(t, path, body); !slices.Equal(got, want[path]) {
					t.Errorf("%s is made of other elements than with harmless words: %s", path, firstChange(got, want[path]))
				}
				for _, payload := range markup {
					if start, _, _ := strings.Cut(payload, "M"); len(start) > 4 && !shown[payload] && strings.Contains(html.UnescapeString(body), start) {
						shown[payload] = true
					}
				}
			}
		})
	}
	if len(shown) < 35 {
		t.Errorf("pages show %d of %d payloads: the test sees too little", len(shown), len(markup))
	}
	t.Logf("%d addresses, %d pages in each of %d rounds", len(all), len(there), rounds)
}

// twinOf is a full site over a copy of the data that is there as long as a test.
func (f *fullSite) twinOf(t *testing.T) *fullSite {
	t.Helper()
	return &fullSite{f.in(t).twin(), f.units, f.tokens}
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

// TestNoTypedTextBecomesMarkup types payloads into the fields of every form: one
// into each alone; and in long tests every payload into each of those that come
// back, all fields of a form at once.
func TestNoTypedTextBecomesMarkup(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	forms, compared := 0, 0
	for route, form := range f.sendings() {
		// It returns the fields that came back.
		try := func(fields []string, payload func(n int) string) (back []string) {
			t.Helper()
			forms++
			bad := form
			for n, name := range fields {
				bad = bad.with(name, marked(payload(n), n))
			}
			if !slices.Contains(fields, "do") && bad.values["do"] == "save" && route != "/units/import" {
				bad = bad.with("do", "check")
			}
			sender := form.site
			if form.values["do"] != "save" {
				sender = f.as("") // goes through the sign-in page
			}
			got := bad.send(sender)
			skeleton(t, fmt.Sprint(route, " ", fields), got.body)
			again := formsIn(t, got.body, bad.path)
			for n, name := range fields {
				if !strings.Contains(again[name], fmt.Sprint(10000+n)) {
					continue // another page, or a field that keeps its value
				}
				back = append(back, name)
				if want := marked(payload(n), n); !strings.Contains(again[name], want) {
					t.Errorf("%s: %s comes back as %q, want %q", route, name, again[name], want)
				}
			}
			compared += len(back)
			return back
		}
		var back []string
		for i, name := range slices.Sorted(maps.Keys(form.values)) {
			if !strings.HasPrefix(name, "password") && name != "version" { // they come back in no page
				back = append(back, try([]string{name}, func(int) string { return markup[i%len(markup)] })...)
			}
		}
		for round := range markup {
			if !testtool.Long() || len(back) == 0 {
				break
			}
			if n := len(try(back, func(n int) string { return markup[(n+round)%len(markup)] })); n < len(back) {
				t.Errorf("%s: %d of %d fields come back when all are wrong", route, n, len(back))
			}
		}
	}
	for i, payload := range markup {
		for _, path := range []string{"/meetings", "/directives"} {
			skeleton(t, path, f.get(address(path, url.Values{"q": {marked(payload, i)}})).body)
		}
		skeleton(t, "/signin", f.as("").get(address("/signin", url.Values{"next": {"/" + marked(payload, i)}})).body)
	}
	t.Logf("%d forms, %d values came back", forms, compared)
	if compared < forms/10 {
		t.Errorf("only %d values of %d forms came back: the test sees too little", compared, forms)
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
		if !testtool.Long() && !slices.Contains(forBrowser, path) || strings.Contains(path, "?") {
			continue
		}
		if got := f.get(path); got.status != http.StatusOK || !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
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
