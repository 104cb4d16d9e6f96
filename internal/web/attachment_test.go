package web

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
)

// wordFile is a Word file with one paragraph.
func wordFile(t *testing.T, text string) []byte {
	t.Helper()
	b := new(bytes.Buffer)
	w := zip.NewWriter(b)
	part, err := w.Create("word/document.xml")
	if err == nil {
		_, err = fmt.Fprintf(part, `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>`, text)
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readFiles reads the files that wait.
func (s *site) readFiles() {
	s.t.Helper()
	select {
	case <-s.server.unread:
	default:
	}
	if err := s.server.readTexts(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// TestTextOfFiles goes from a search to the place in a file, and from a cited
// directive to the place that cites it.
func TestTextOfFiles(t *testing.T) {
	s := newSite(t)
	own := s.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "15-KH/HU", Date: "2024-02-01"})
	cited := s.putDirective(briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Date: "2023-08-07"})
	said := "Kế hoạch thực hiện Chỉ thị số 24-CT/TU ngày 07/8/2023 về nếp sống văn minh"
	if got := s.sendFiles(own.ID, sentFile{"kh.docx", wordFile(t, said)}, sentFile{"cu.txt", []byte("\xa7\xb6ng b\xe9 x\xb7 \xa7a T\xe8n h\xe4p th\xad\xeang k\xfa")}); got.status != http.StatusSeeOther {
		t.Fatalf("got %d %s", got.status, text(got.body))
	}
	if page := s.get(directiveURL(own.ID)); !strings.Contains(text(page.body), "đang đọc chữ") {
		t.Errorf("nothing is said of the text that is being read")
	}
	if page := s.get("/attachments/1"); !strings.Contains(text(page.body), "Đang đọc chữ trong tệp") {
		t.Errorf("got %s", text(page.body))
	}
	s.readFiles()
	page := s.get("/attachments/1")
	for _, want := range []string{said, "SHA-256", "15-KH/HU"} {
		if !strings.Contains(text(page.body), want) {
			t.Errorf("%q is not in %s", want, text(page.body))
		}
	}
	_, cites, err := s.db.AttachmentText(t.Context(), 1)
	if err != nil || len(cites) != 1 {
		t.Fatalf("got %v, %v", cites, err)
	}
	place := citationPlace(cites[0].ID)
	if !strings.Contains(page.body, `id="`+place+`"`) || !strings.Contains(page.body, `href="`+directiveURL(cited.ID)+`"`) {
		t.Errorf("the citation is not marked, or leads nowhere: %s", page.body)
	}
	if list := s.get(directiveURL(cited.ID)); !strings.Contains(list.body, `href="`+citedInFileURL(1, cites[0].ID)+`"`) || !strings.Contains(text(list.body), "kh.docx – 15-KH/HU") {
		t.Errorf("the directive does not lead to the place: %s", text(list.body))
	}
	results := s.get("/search?q=nep+song+van+minh")
	at := strings.Index(said, "nếp sống")
	from := len([]rune(said[:at]))
	to := from + len([]rune("nếp sống văn minh"))
	want := fmt.Sprintf("/attachments/1?at=%d-%d#found", from, to)
	if !strings.Contains(results.body, `href="`+want+`"`) {
		t.Errorf("%s is not among the results: %s", want, results.body)
	}
	if page := s.get(strings.TrimSuffix(want, "#found")); !strings.Contains(page.body, `id="found" data-mark="found" title="Chỗ tìm thấy">nếp sống văn minh</mark>`) {
		t.Errorf("the place is not marked: %s", page.body)
	}
	if page := s.get("/attachments/2"); !strings.Contains(text(page.body), "Đảng bộ xã Đa Tốn họp thường kỳ") || !strings.Contains(text(page.body), "bảng mã cũ") {
		t.Errorf("got %s", text(page.body))
	}
	for _, path := range []string{"/attachments/9", "/attachments/x", "/attachments/0"} {
		if got := s.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d", path, got.status)
		}
	}
}

// TestFilesOfMeetingsAreOfTheOffice asks for the file of a record that communes
// may not see.
func TestFilesOfMeetingsAreOfTheOffice(t *testing.T) {
	s := newSite(t)
	id := s.held("2024-04-09", "Giao ban").ID
	a := briefing.Attachment{Name: "bien-ban.txt", MediaType: "text/plain"}
	if err := s.db.Attach(t.Context(), tester, "meeting", id, &a, strings.NewReader("kín như bưng")); err != nil {
		t.Fatal(err)
	}
	s.readFiles()
	if got := s.get("/attachments/1"); got.status != http.StatusOK || !strings.Contains(text(got.body), "kín như bưng") {
		t.Errorf("the office: got %d", got.status)
	}
	unit := briefing.Unit{Name: "Xã A", ShortName: "A", Kind: "xã", Level: briefing.Commune}
	if err := s.db.InsertUnit(t.Context(), tester, &unit); err != nil {
		t.Fatal(err)
	}
	commune := s.as(s.signedIn("xa", briefing.CommuneStaff, unit.ID))
	if got := commune.get("/attachments/1"); got.status != http.StatusNotFound || strings.Contains(got.body, "bưng") || strings.Contains(got.body, "bien-ban") {
		t.Errorf("a commune: got %d %s", got.status, text(got.body))
	}
	if got := commune.get("/search?q=kin+nhu+bung"); strings.Contains(got.body, "/attachments/1") {
		t.Errorf("a commune finds it: %s", text(got.body))
	}
}

// TestEachFileIsToldOfAlone sends as the script does.
func TestEachFileIsToldOfAlone(t *testing.T) {
	s := newSite(t)
	d := s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	send := func(f sentFile) []fileVerdict {
		got := s.sendFilesAs("application/json", d.ID, f)
		var all []fileVerdict
		if err := json.Unmarshal([]byte(got.body), &all); err != nil {
			t.Fatalf("got %s: %v", got.body, err)
		}
		return all
	}
	for _, c := range []struct {
		file sentFile
		want fileVerdict
	}{
		{sentFile{"a.txt", []byte("một")}, fileVerdict{"a.txt", true, "Đã nhận."}},
		{sentFile{"a.txt", []byte("một")}, fileVerdict{"a.txt", true, "Đã có đúng tệp này, không lưu thêm."}},
		{sentFile{"a.txt", []byte("hai")}, fileVerdict{"a.txt", true, "Đã nhận."}},
		{sentFile{"a.exe", []byte("MZ")}, fileVerdict{"a.exe", false, "Chỉ nhận " + acceptedFiles + "; tệp này chưa được nhận."}},
	} {
		if got := send(c.file); len(got) != 1 || got[0] != c.want {
			t.Errorf("got %+v, want %+v", got, c.want)
		}
	}
	if page := s.get(directiveURL(d.ID)); strings.Count(text(page.body), "bản cũ:") != 1 {
		t.Errorf("got %s", text(page.body))
	}
	if page := s.get("/attachments/1"); !strings.Contains(page.body, `Đây là bản cũ. <a href="/attachments/2">`) {
		t.Errorf("got %s", text(page.body))
	}
}

// TestCutUploadsNameWhatWasKept ends a form in its second file.
func TestCutUploadsNameWhatWasKept(t *testing.T) {
	s := newSite(t)
	s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	part := func(name, content string) string {
		return "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n" + content
	}
	got := s.do("POST", "/directives/1/files", "multipart/form-data; boundary=x", strings.NewReader(part("a.pdf", "%PDF-1.7\r\n")+part("b.pdf", "%PDF-")))
	if said := text(got.body); got.status != http.StatusBadRequest || !strings.Contains(said, "“a.pdf”: Đã nhận.") ||
		!strings.Contains(said, "“b.pdf”: Đường truyền bị ngắt giữa tệp này") {
		t.Errorf("got %d %s", got.status, said)
	}
	if all, err := s.db.Attachments(t.Context(), "directive", 1); err != nil || len(all) != 1 || all[0].Name != "a.pdf" {
		t.Errorf("got %v, %v", all, err)
	}
}

// TestRightsEndBetweenTwoFiles disables the account of somebody after the first
// of two files has been stored.
func TestRightsEndBetweenTwoFiles(t *testing.T) {
	s := newSite(t)
	s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	token := s.signedIn("ke.gian", briefing.Staff, 0)
	part := func(name string) string {
		return "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n%PDF-1.7\r\n"
	}
	// Both reads come before the end of the first part is seen, so the first
	// file is stored when the second begins to arrive.
	body := &stagedBody{rest: []string{part("a.pdf") + "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n" + strings.Repeat(" ", 8<<10), "\r\n" + part("b.pdf") + "--x--\r\n"},
		meanwhile: func() { s.change("ke.gian", func(a *briefing.Account) { a.Disabled = true }) }}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/directives/1/files", body)
	r.RemoteAddr = "127.0.0.1:9"
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
	answer := httptest.NewRecorder()
	s.server.handler().ServeHTTP(answer, r)
	if said := text(answer.Body.String()); answer.Code != http.StatusUnauthorized || !strings.Contains(said, "Đã nhận “a.pdf”; các tệp sau đó chưa được nhận.") {
		t.Errorf("got %d %s", answer.Code, said)
	}
	entries := s.since(0)
	if last := entries[len(entries)-1]; last.Action != "denied" || last.Actor != "ke.gian" {
		t.Errorf("the trail ends with %+v", last)
	}
	if all, err := s.db.Attachments(t.Context(), "directive", 1); err != nil || len(all) != 1 {
		t.Errorf("got %v, %v", all, err)
	}
}

// A stagedBody comes in stages, before the last of which something happens.
type stagedBody struct {
	rest      []string
	meanwhile func()
}

func (b *stagedBody) Read(p []byte) (int, error) {
	for len(b.rest) > 1 && b.rest[0] == "" {
		b.meanwhile()
		b.rest = b.rest[1:]
	}
	n := copy(p, b.rest[0])
	b.rest[0] = b.rest[0][n:]
	if n == 0 {
		return 0, http.ErrBodyReadAfterClose
	}
	return n, nil
}

// TestFilesAreReadAsTheyCome uploads beside the one who reads.
func TestFilesAreReadAsTheyCome(t *testing.T) {
	s := newSite(t)
	d := s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.server.keepReading(ctx)
	}()
	for n := range 3 {
		name := fmt.Sprintf("%d.txt", n)
		s.sendFiles(d.ID, sentFile{name, []byte("chữ của tệp " + name)})
		for began := time.Now(); ; {
			f, _, err := s.db.AttachmentText(t.Context(), int64(n+1))
			if err != nil {
				t.Fatal(err)
			}
			if f.Text.State == briefing.TextRead && f.Text.Text == "chữ của tệp "+name {
				break
			}
			if time.Since(began) > 20*time.Second {
				t.Fatalf("%s is not read", name)
			}
			runtime.Gosched()
		}
	}
	cancel()
	<-ended
}
