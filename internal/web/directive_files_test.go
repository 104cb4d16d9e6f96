package web

import (
	"archive/zip"
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// A sentFile is a file as a browser sends it.
type sentFile struct {
	name    string
	content []byte
}

// sendFiles sends files to a directive.
func (s *site) sendFiles(id int64, files ...sentFile) reply {
	s.t.Helper()
	return s.sendFilesAs("text/html", id, files...)
}

// sendFilesAs sends files and asks for an answer of a kind.
func (s *site) sendFilesAs(accept string, id int64, files ...sentFile) reply {
	s.t.Helper()
	body := new(bytes.Buffer)
	w := multipart.NewWriter(body)
	for _, f := range files {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", `form-data; name="file"; filename="`+f.name+`"`)
		h.Set("Content-Type", "text/html") // what a browser says is not believed
		part, err := w.CreatePart(h)
		if err == nil {
			_, err = part.Write(f.content)
		}
		if err != nil {
			s.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		s.t.Fatal(err)
	}
	return s.do("POST", directiveURL(id)+"/files", w.FormDataContentType(), body, "Accept", accept)
}

// archive is a zip file that holds one file.
func archive(t *testing.T, name string) []byte {
	t.Helper()
	b := new(bytes.Buffer)
	w := zip.NewWriter(b)
	if _, err := w.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesOfDirectives(t *testing.T) {
	s := newSite(t)
	d := s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	pdf := []byte("%PDF-1.7 <script>alert(1)</script>")
	if got := s.sendFiles(d.ID, sentFile{`C:\Văn bản\Chỉ thị 24 “khéo”.pdf`, pdf}, sentFile{"bảng.XLSX", archive(t, "xl/workbook.xml")},
		sentFile{"", nil}); got.status != http.StatusSeeOther || got.header.Get("Location") != "/directives/1?notice=attached" {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	page := s.get("/directives/1")
	if !strings.Contains(text(page.body), "Chỉ thị 24 “khéo”.pdf 34 byte") || !strings.Contains(text(page.body), "bảng.XLSX") {
		t.Errorf("got %s", text(page.body))
	}
	sent := s.get("/directives/1/files/1")
	disposition := sent.header.Get("Content-Disposition")
	if sent.body != string(pdf) || sent.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(disposition, "attachment; filename*=utf-8''") ||
		!strings.Contains(sent.header.Get("Content-Security-Policy"), "sandbox") || sent.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("got %d %v", sent.status, sent.header)
	}
	for _, path := range []string{"/directives/2/files/1", "/directives/1/files/9", "/directives/1/files/x"} {
		if got := s.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d", path, got.status)
		}
	}
	for range 2 {
		if got := s.post("/directives/1/files/1/remove", map[string]string{"do": "remove"}, nil); got.status != http.StatusSeeOther {
			t.Errorf("got %d", got.status)
		}
	}
	if got := s.get("/directives/1/files/1"); got.status != http.StatusNotFound {
		t.Errorf("after the removal: %d", got.status)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	s := newSite(t)
	s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	large := append([]byte("%PDF-"), make([]byte, maxFile)...)
	for _, c := range []struct {
		file sentFile
		want string
	}{
		{sentFile{"x.exe", []byte("MZ")}, "“x.exe”: Chỉ nhận PDF, Word (.docx, .doc), Excel (.xlsx)"},
		{sentFile{"x.pdf.html", []byte("%PDF-")}, "Chỉ nhận PDF, Word"},
		{sentFile{"x.pdf", []byte("<html>")}, "“x.pdf”: Tệp không phải .pdf thật"},
		{sentFile{"x.jpg", nil}, "“x.jpg”: Tệp rỗng"},
		{sentFile{"to.pdf", large}, "“to.pdf”: Tệp lớn hơn 20 MB"},
	} {
		got := s.sendFiles(1, c.file)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), c.want) {
			t.Errorf("%s: got %d %s", c.file.name, got.status, text(got.body))
		}
	}
	if got := s.sendFiles(1); got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Chưa chọn tệp nào") {
		t.Errorf("no file: got %d", got.status)
	}
	// A bad file does not keep a good one out, the largest among them.
	some := s.sendFiles(1, sentFile{"a.exe", []byte("MZ")}, sentFile{"lon.pdf", large[:maxFile]})
	if some.status != http.StatusUnprocessableEntity || !strings.Contains(text(some.body), "lon.pdf 20 MB") {
		t.Errorf("got %d %s", some.status, text(some.body))
	}
	if got := s.do("POST", "/directives/1/files", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-")); got.status != http.StatusBadRequest || !strings.Contains(text(got.body), "“a.pdf”: Đường truyền bị ngắt giữa tệp này") {
		t.Errorf("cut off: got %d %s", got.status, text(got.body))
	}
	all, err := s.db.Attachments(t.Context(), "directive", 1)
	if err != nil || len(all) != 1 {
		t.Errorf("got %v, %v, want the good one", all, err)
	}
	if got := s.sendFiles(9, sentFile{"a.pdf", []byte("%PDF-")}); got.status != http.StatusNotFound {
		t.Errorf("no directive: got %d", got.status)
	}
}

func TestNamesOfFiles(t *testing.T) {
	for sent, want := range map[string]string{
		`C:\a\b.pdf`:                      "b.pdf",
		"../../etc/passwd":                "passwd",
		".htaccess":                       "htaccess",
		"a\r\nX: y\x00\u202e.pdf":         "aX y.pdf",
		`a"b<c>.pdf`:                      "abc.pdf",
		"Chỉ   thị .pdf":                  "Chỉ thị .pdf",
		"a%22b%0D%0Ac 100%.pdf":           "abc 100%.pdf",
		"CON.txt":                         "_CON.txt",
		"lpt1.a.pdf":                      "_lpt1.a.pdf",
		"com10.pdf":                       "com10.pdf",
		"Công văn.pdf":                    "Công văn.pdf",
		strings.Repeat("ă", 300) + ".pdf": strings.Repeat("ă", 146) + ".pdf",
	} {
		if got := fileName(sent); got != want {
			t.Errorf("%q: got %q, want %q", sent, got, want)
		}
	}
}

// TestRightsEndWhileFilesAreOnTheirWay disables the account of somebody whose
// files are still coming.
func TestRightsEndWhileFilesAreOnTheirWay(t *testing.T) {
	s := newSite(t)
	s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	token := s.signedIn("ke.gian", briefing.Staff, 0)
	body := &slowBody{strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n--x--\r\n"), func() {
		s.change("ke.gian", func(a *briefing.Account) { a.Disabled = true })
	}}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/directives/1/files", body)
	r.RemoteAddr = "127.0.0.1:9"
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
	answer := httptest.NewRecorder()
	s.server.handler().ServeHTTP(answer, r)
	if body.meanwhile != nil || answer.Code != http.StatusUnauthorized {
		t.Errorf("got %d, want 401", answer.Code)
	}
	if all, err := s.db.Attachments(t.Context(), "directive", 1); err != nil || len(all) != 0 {
		t.Errorf("got %v, %v", all, err)
	}
}
