package web

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/testtool"
)

// A broken form is one that does not arrive as it was sent.
type brokenForm struct {
	name, contentType string
	body              []byte
}

// broken returns a form in every way in which it can be spoilt.
func broken(t *testing.T, form sending) []brokenForm {
	t.Helper()
	const encoded = "application/x-www-form-urlencoded"
	values := url.Values{}
	for name, value := range form.values {
		values.Set(name, value)
	}
	more := func(s string) []byte { return []byte(strings.TrimPrefix(values.Encode()+"&"+s, "&")) }
	whole, multipartType := encode(t, form.values, form.file)
	_, boundary, _ := strings.Cut(multipartType, "boundary=")
	end := "--" + boundary + "--\r\n"
	part := func(name, value string) []byte {
		return []byte(strings.TrimSuffix(whole.String(), end) + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value)
	}
	if strings.HasSuffix(form.path, "/files") {
		return brokenUploads(t, form.file)
	}
	if takesBackup(form.path) {
		return brokenBackups(t, form)
	}
	all := []brokenForm{
		{"no type", "", encodedBytes(values)},
		{"empty type", " ", encodedBytes(values)},
		{"JSON", "application/json", []byte(`{"do":"save"}`)},
		{"text", "text/plain", encodedBytes(values)},
		{"two types", encoded + ", " + multipartType, encodedBytes(values)},
		{"no boundary", "multipart/form-data", whole.Bytes()},
		{"wrong boundary", "multipart/form-data; boundary=other", whole.Bytes()},
		{"cut before the end", multipartType, bytes.TrimSuffix(whole.Bytes(), []byte(end))},
		{"cut in the end", multipartType, whole.Bytes()[:whole.Len()-4]},
		{"cut in a value", multipartType, part("more", "unended")},
		{"semicolon", encoded, more("more=a;b=c")},
		{"bad escape", encoded, more("more=%zz")},
		{"escape cut", encoded, more("more=%a")},
		{"NUL", encoded, more("more=%00")},
		{"not UTF-8", encoded, more("more=%ff%fe")},
		{"overlong", encoded, more("more=%c0%af")},
		{"field twice", encoded, more("twice=1&twice=2")},
		{"no name", encoded, more("=1")},
		{"too many", encoded, more(manyKeys(9_001)[1:])},
		{"NUL in a part", multipartType, append(part("more", "\x00"), "\r\n"+end...)},
		{"not UTF-8 in a part", multipartType, append(part("more", "\xff"), "\r\n"+end...)},
		{"a part without a name", multipartType, append(part("", "x"), "\r\n"+end...)},
		{"too large", encoded, more("more=" + strings.Repeat("a", maxBody))},
	}
	if len(form.values) > 0 {
		all = append(all, brokenForm{"cut in the middle", multipartType, whole.Bytes()[:whole.Len()/2]})
	}
	names := slices.Sorted(maps.Keys(form.values))
	if !testtool.Long() && len(names) > 40 { // every field of a group of rows is read alike
		names = slices.DeleteFunc(names, func(name string) bool { return strings.Contains(name, ".1.") || strings.Contains(name, ".2.") })
	}
	for _, name := range names {
		if !slices.Contains(form.free, name) {
			rest := maps.Clone(form.values)
			delete(rest, name)
			body, contentType := encode(t, rest, form.file)
			all = append(all, brokenForm{"without " + name, contentType, body.Bytes()})
		}
		all = append(all, brokenForm{"twice " + name, encoded, more(url.Values{name: {form.values[name]}}.Encode())})
	}
	return all
}

// brokenUploads returns a form with one file in every way in which its file does
// not arrive whole. One that did is kept, whatever comes after it.
func brokenUploads(t *testing.T, file []byte) []brokenForm {
	t.Helper()
	whole, contentType := encode(t, nil, file)
	_, boundary, _ := strings.Cut(contentType, "boundary=")
	end := "\r\n--" + boundary + "--\r\n"
	upTo := func(place string, more int) []byte {
		return whole.Bytes()[:bytes.Index(whole.Bytes(), []byte(place))+more]
	}
	large, largeType := encode(t, nil, append([]byte(pdfContent), make([]byte, maxFile)...))
	spoilt, spoiltType := encode(t, nil, []byte("MZ\x90\x00"+string(file)))
	return []brokenForm{
		{"no type", "", whole.Bytes()},
		{"JSON", "application/json", []byte(`{"file":"x"}`)},
		{"not multipart", "application/x-www-form-urlencoded", []byte("file=" + url.QueryEscape(string(file)))},
		{"no boundary", "multipart/form-data", whole.Bytes()},
		{"wrong boundary", "multipart/form-data; boundary=other", whole.Bytes()},
		{"nothing", contentType, nil},
		{"no file", contentType, []byte(end[2:])},
		{"cut in the head", contentType, upTo("filename", 4)},
		{"cut in the file", contentType, upTo(pdfContent, 5)},
		{"cut after the file", contentType, bytes.TrimSuffix(whole.Bytes(), []byte(end))},
		{"cut in the end", contentType, upTo(end, 6)},
		{"too large a file", largeType, large.Bytes()},
		{"another file", spoiltType, spoilt.Bytes()},
		{"no name", contentType, bytes.Replace(whole.Bytes(), []byte("filename="), []byte("other="), 1)},
		{"another field", contentType, bytes.Replace(whole.Bytes(), []byte(`name="file"`), []byte(`name="more"`), 1)},
	}
}

func encodedBytes(v url.Values) []byte { return []byte(v.Encode()) }

// No broken form changes anything, to whatever address it is sent.
func TestNoBrokenFormChangesAnything(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	without := []string{"audit", "sign_in_try", "seen_at"}
	tried := 0
	for route, form := range f.sendings() {
		before := form.site.tables(without...)
		for _, b := range broken(t, form) {
			got := form.site.do(http.MethodPost, form.path, b.contentType, bytes.NewReader(b.body))
			tried++
			if got.status < 400 || got.status > 499 || !strings.Contains(got.body, "<h1>") {
				t.Errorf("%s, %s: got %d, want 4xx with a page: %.200s", route, b.name, got.status, text(got.body))
			}
			if b.name == "too large" && got.status != http.StatusRequestEntityTooLarge {
				t.Errorf("%s, %s: got %d, want 413", route, b.name, got.status)
			}
			if got.status < 400 || tried%10 == 0 {
				if change := tableChanges(before, form.site.tables(without...)); change != "" {
					t.Fatalf("%s, %s (or one of the nine before it): something has changed: %s", route, b.name, change)
				}
			}
		}
		if strings.HasSuffix(form.path, "/files") {
			continue // what ends after the last file has brought it whole
		}
		if got := halfSent(t, form); got != 0 && (got < 400 || got > 499) {
			t.Errorf("%s, hung up: got %d", route, got)
		}
		if change := tableChanges(before, form.site.tables(without...)); change != "" {
			t.Errorf("%s: something has changed: %s", route, change)
		}
	}
	t.Logf("%d requests", tried)
}

// halfSent sends a form whose body ends before the length that was announced,
// and returns the status, 0 for no answer.
func halfSent(t *testing.T, form sending) int {
	t.Helper()
	body, contentType := encode(t, form.values, form.file)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, form.site.url+form.path, bytes.NewReader(body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if form.site.token != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: form.site.token})
	}
	dump, err := httputil.DumpRequestOut(r, true)
	if err != nil {
		t.Fatal(err)
	}
	dump = bytes.Replace(dump, fmt.Appendf(nil, "Content-Length: %d", body.Len()), fmt.Appendf(nil, "Content-Length: %d", body.Len()+10), 1)
	conn, err := net.Dial("tcp", strings.TrimPrefix(form.site.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write(dump); err != nil {
		t.Fatal(err)
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(conn), r)
	if err != nil {
		return 0
	}
	answer.Body.Close()
	return answer.StatusCode
}

// Whoever saves over what somebody else has saved meanwhile is told so, and
// all that was typed stays in the form. The forms are those that carry what
// they were opened with.
func TestAStaleFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	tried := 0
	for route, form := range f.sendings() {
		version, print := form.values["version"], form.values["was"]
		if (version == "" || version == "0") && print == "" || strings.HasSuffix(route, "/remove") {
			continue
		}
		tried++
		twin := form.site.twin()
		if got := form.send(twin); got.status != http.StatusSeeOther {
			t.Errorf("%s: got %d, want the first save taken", route, got.status)
		}
		mine := form
		for name, value := range form.values {
			if strings.HasSuffix(name, "name") && value != "" || strings.HasSuffix(name, "title") && value != "" {
				mine = mine.with(name, value+" (bản của tôi)")
			}
		}
		before := twin.tables("audit", "seen_at")
		got := mine.send(twin)
		want := http.StatusConflict
		if route == "/meetings/:id/state" {
			want = http.StatusSeeOther // a button pressed twice: it is done
		}
		if change := tableChanges(before, twin.tables("audit", "seen_at")); got.status != want || change != "" {
			t.Errorf("%s: got %d, want %d and no change: %s", route, got.status, want, change)
		}
		if route == "/accounts/:id/disable" || route == "/meetings/:id/state" {
			continue // a button: nothing was typed
		}
		kept := formTo(t, got.body, mine.path).values
		for name, value := range mine.values {
			if name == "version" || name == "was" || name == "do" || strings.HasSuffix(name, "read") || strings.HasSuffix(name, "span") {
				continue
			}
			if kept[name] != value {
				t.Errorf("%s: %s holds %q, want what was typed: %q", route, name, kept[name], value)
			}
		}
	}
	if tried < 4 {
		t.Errorf("got %d forms with versions, want at least 4", tried)
	}
}
