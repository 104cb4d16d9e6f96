package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// payloads run script when a page shows them without escaping. M stands for
// the name of the field that holds it.
var payloads = []string{
	`<script>alert(M)</script>`, `"><script>alert(M)</script>`, `'><img src=x onerror=alert(M)>`, `<svg/onload=alert(M)>`,
	`<details open ontoggle=alert(M)>`, `<a href=javascript:alert(M)>x</a>`, `javascript:alert(M)`,
	`" onmouseover=alert(M) x="`, `' autofocus onfocus=alert(M) x='`, "` onclick=alert(M) ``",
	`</textarea><script>alert(M)</script>`, `</title><script>alert(M)</script>`, `</select><script>alert(M)</script>`,
	`{{.}}<script>alert(M)</script>`, `<!--><script>alert(M)</script>-->`, `&lt;script&gt;alert(M)&lt;/script&gt;`,
}

// dangerous are pieces of the payloads that only unescaped text has.
var dangerous = []string{"<script>alert", "<img src=x", "<svg/onload", "<details open ontoggle", "<a href=javascript",
	`href="javascript`, `" onmouseover`, "<!--><"}

func TestWhatPeopleTypeIsShownAsText(t *testing.T) {
	t.Parallel()
	for _, payload := range payloads {
		s := newSite(t)
		inject := func(name string) string { return strings.ReplaceAll(payload, "M", name) }
		source := articleText(t) + "\n" + inject("source")
		review := s.post("/meetings/import", map[string]string{"text": source, "do": "read"}, nil)
		form := formIn(t, review.body)
		for _, name := range []string{"title", "organizer", "place", "report_label", "plan_label",
			"participations.0.name", "participations.0.title", "participations.1.label", "counts.0.label",
			"topics.0.text", "citations.0.symbol", "citations.0.issuer", "citations.0.title"} {
			if _, ok := form.values[name]; !ok {
				t.Fatalf("no field %s in the form", name)
			}
			form.values[name] = inject(name)
		}
		read := "citations.1.read"
		if form.values[read] == "" {
			t.Fatalf("no field %s in the form", read)
		}
		form.values[read] = citationRecord(briefing.Citation{Text: inject(read), Genre: briefing.QuyetDinh, Symbol: inject("symbol")})
		pages := []reply{review}
		for _, do := range []string{"check", "save"} {
			form.values["do"] = do
			pages = append(pages, s.post(form.action, form.values, nil))
		}
		if saved := pages[2]; saved.status != http.StatusSeeOther {
			t.Fatalf("%s: got %d, want 303: %s", payload, saved.status, text(saved.body))
		}
		again := s.post(form.action, form.values, nil) // the twin's page
		form.values["held_on"], form.values["counts.0.value"] = inject("held_on"), inject("counts.0.value")
		pages = append(pages, again, s.post(form.action, form.values, nil),
			s.post("/meetings/import", map[string]string{"text": "Thời tiết đẹp. " + payload, "do": "read"}, nil),
			s.get("/meetings?q="+strings.NewReplacer(" ", "%20", "#", "%23", "&", "%26", ";", "%3B").Replace(payload)),
			s.get("/directives"), s.get("/directives/1"), s.get("/"), s.get("/quarters/2024-Q1"), s.get("/meetings/1"),
			s.get("/meetings/1/edit"), s.get("/meetings"))
		for i, page := range pages {
			for _, bad := range dangerous {
				if strings.Contains(page.body, bad) {
					t.Errorf("page %d (%s) shows %q of %s unescaped", i, page.path, bad, payload)
				}
			}
		}
		// What was typed comes back as it was, so the pages did hold it.
		stored := formIn(t, s.get("/meetings/1/edit").body).values
		for _, name := range []string{"title", "place", "topics.0.text"} {
			if stored[name] != inject(name) {
				t.Errorf("%s: got %q, want %q", name, stored[name], inject(name))
			}
		}
	}
}

func TestFailuresTellNothing(t *testing.T) {
	s := newSite(t)
	if err := s.db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/meetings", "/meetings/1", "/directives", "/quarters/2024-Q1", "/livez"} {
		got := s.get(path)
		if got.status != http.StatusInternalServerError || !strings.Contains(text(got.body), "Chương trình gặp lỗi") {
			t.Errorf("%s: got %d, want a 500 page", path, got.status)
		}
		for _, secret := range []string{"sql", ".go", "goroutine", "database"} {
			if strings.Contains(strings.ToLower(text(got.body)), secret) {
				t.Errorf("%s: the page tells %q", path, secret)
			}
		}
		id := got.header.Get(requestIDHeader)
		if !strings.Contains(got.body, id) || !strings.Contains(s.log.String(), fmt.Sprintf("id=%s method=GET path=%s", id, path)) {
			t.Errorf("%s: the number %q stands not in both page and log", path, id)
		}
	}
}

func TestPanicsBecomePages(t *testing.T) {
	s := newSite(t)
	handler := s.server.observe(secure(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broken") })))
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr, r.Host = "127.0.0.1:1", "127.0.0.1"
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusInternalServerError || !strings.Contains(text(w.Body.String()), "Chương trình gặp lỗi") {
		t.Errorf("got %d %s, want a 500 page", w.Code, text(w.Body.String()))
	}
	if !strings.Contains(s.log.String(), "panic=broken") {
		t.Errorf("got log %q, want the panic in it", s.log)
	}
}
