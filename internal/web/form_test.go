package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestBrokenFormsChangeNothing sends each form in ways that gin's own readers
// take for empty fields.
func TestBrokenFormsChangeNothing(t *testing.T) {
	s := newSite(t)
	id := s.stored()
	before := fmt.Sprintf("%+v", *s.meeting(id))
	edit := formIn(t, s.get("/meetings/1/edit").body)
	edit.values["do"], edit.values["title"] = "save", "Đã đổi"
	whole, multipartType := encode(t, edit.values, nil)
	const encoded = "application/x-www-form-urlencoded"
	all := url.Values{}
	for name, value := range edit.values {
		all.Set(name, value)
	}
	// with is the whole form, so that only what follows is wrong with it.
	with := func(more string) []byte { return []byte(all.Encode() + more) }
	_, boundary, _ := strings.Cut(multipartType, "boundary=")
	last := "--" + boundary + "--\r\n"
	open := strings.TrimSuffix(whole.String(), last) + "--" + boundary +
		"\r\nContent-Disposition: form-data; name=\"more\"\r\n\r\nunended"
	without := func(name string) []byte {
		values := map[string]string{}
		for k, v := range edit.values {
			if k != name {
				values[k] = v
			}
		}
		body, _ := encode(t, values, nil)
		// The boundary is new each time; use the one of the type that is sent.
		old := body.Bytes()[2:bytes.IndexByte(body.Bytes(), '\r')]
		return bytes.ReplaceAll(body.Bytes(), old, []byte(boundary))
	}
	for _, test := range []struct {
		name, contentType string
		body              []byte
		status            int
	}{
		{"nothing", "", nil, 400},
		{"empty", encoded, nil, 400},
		{"no type", "", whole.Bytes(), 400},
		{"wrong type", "application/json", []byte(`{"title":""}`), 400},
		{"no boundary", "multipart/form-data", whole.Bytes(), 400},
		{"other boundary", "multipart/form-data; boundary=x", whole.Bytes(), 400},
		{"cut in the middle", multipartType, whole.Bytes()[:whole.Len()/2], 400},
		{"cut in a field that nobody needs", multipartType, []byte(open), 400},
		{"cut before the last boundary", multipartType, []byte(strings.TrimSuffix(whole.String(), last)), 400},
		{"cut in the last boundary", multipartType, []byte(strings.TrimSuffix(whole.String(), "--\r\n")), 400},
		{"part twice", multipartType, []byte(open + "\r\n" + open[strings.LastIndex(open, "--"+boundary):] + "\r\n" + last), 400},
		{"bad escape", encoded, with("&more=%zz"), 400},
		{"semicolon", encoded, with("&more=a;b"), 400},
		{"not UTF-8", encoded, with("&more=%ff"), 400},
		{"NUL", encoded, with("&more=%00"), 400},
		{"10,000 keys", encoded, with(manyKeys(10_000)), 400},
		{"9,001 keys", encoded, with(manyKeys(9_001)), 400},
		{"field twice", encoded, with("&title=b"), 400},
		{"too large", encoded, bytes.Repeat([]byte("a"), maxBody+1), 413},
		{"without the title", multipartType, without("title"), 400},
		{"without a row's value", multipartType, without("counts.0.value"), 400},
		{"without the number of rows", multipartType, without("citations"), 400},
		{"without the end", multipartType, without("end"), 400},
	} {
		for _, path := range []string{"/meetings/1/edit", "/meetings", "/meetings/import"} {
			if path == "/meetings/import" && strings.HasPrefix(test.name, "without") {
				continue
			}
			got := s.do("POST", path, test.contentType, bytes.NewReader(test.body))
			if got.status != test.status || !strings.Contains(text(got.body), "Tổng quan") {
				t.Errorf("%s to %s: got %d, want %d with a page", test.name, path, got.status, test.status)
			}
		}
	}
	if after := fmt.Sprintf("%+v", *s.meeting(id)); after != before {
		t.Errorf("got %s, want %s", after, before)
	}
	// The same form, whole, does change it: the test above can fail.
	if got := s.do("POST", "/meetings/1/edit", multipartType, whole); got.status != http.StatusSeeOther {
		t.Errorf("the whole form: got %d, want 303: %s", got.status, text(got.body))
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "&k%d=1", i)
	}
	return b.String()
}

func TestPlacesOutsideTheTextAreDropped(t *testing.T) {
	s := newSite(t)
	review := s.post("/meetings/import", map[string]string{"text": articleText(t), "do": "read"}, nil)
	form := formIn(t, review.body)
	form.values["do"] = "save"
	form.values["span.title"] = "0-999999"
	form.values["counts.0.span"] = "9-3"
	form.values["counts.1.span"] = "x"
	form.values["topics.0.span"] = "-5-3"
	s.post(form.action, form.values, nil)
	m := s.meeting(1)
	if !m.Spans["title"].IsZero() || !m.Counts[0].Span.IsZero() || !m.Counts[1].Span.IsZero() || !m.Topics[0].Span.IsZero() {
		t.Errorf("got spans %v %v %v %v, want none", m.Spans["title"], m.Counts[0].Span, m.Counts[1].Span, m.Topics[0].Span)
	}
	if m.Spans["held_on"].IsZero() || m.Participations[0].Span.IsZero() {
		t.Errorf("got spans %v %v, want those of the text", m.Spans["held_on"], m.Participations[0].Span)
	}
}

func TestTextsOverTheLimitGetTheirPage(t *testing.T) {
	s := newSite(t)
	long := strings.Repeat("Hội nghị giao ban công tác dân vận.\n", maxText/40+1)
	for _, test := range []struct {
		name string
		got  reply
	}{
		{"pasted", s.post("/meetings/import", map[string]string{"text": long, "do": "read"}, nil)},
		{"file", s.post("/meetings/import", map[string]string{"text": "", "do": "read"}, []byte(long))},
		{"huge", s.post("/meetings/import", map[string]string{"text": strings.Repeat(long, 4), "do": "read"}, nil)},
	} {
		if test.got.status != http.StatusRequestEntityTooLarge || !strings.Contains(text(test.got.body), "Văn bản quá lớn") {
			t.Errorf("%s: got %d, want 413 in Vietnamese", test.name, test.got.status)
		}
	}
}

func TestFormsAreReadAsTyped(t *testing.T) {
	s := newSite(t)
	form := formIn(t, s.get("/meetings/new").body)
	form.values["do"] = "check"
	form.values["title"] = "Ho\u0323\u0302i nghi\u0323 <b>&amp; \"giao ban\""
	got := formIn(t, s.post(form.action, form.values, nil).body)
	if want := "Hội nghị <b>&amp; \"giao ban\""; got.values["title"] != want {
		t.Errorf("got %q, want %q in NFC", got.values["title"], want)
	}
}
