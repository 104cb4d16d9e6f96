package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/data"
	"giaoban/internal/demo"

	"golang.org/x/text/unicode/norm"
)

// call runs one command line with its own data folder, as a shell would.
func call(t *testing.T, dir, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), append([]string{"--data", dir}, args...), streams{strings.NewReader(stdin), &stdout, &stderr})
	return code, stdout.String(), stderr.String()
}

// sampleArticle is the article of the sample quarter.
func sampleArticle(t *testing.T) string {
	t.Helper()
	b, err := data.FS.ReadFile(demo.ArticlePath)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWrongUseExitsWith2(t *testing.T) {
	for _, args := range [][]string{
		{}, {"no-such"}, {"export"}, {"export", "nothing"}, {"export", "quarter"}, {"export", "quarter", "--period", "2024-Q5"},
		{"export", "quarter", "--period", "2024-Q1", "--format", "odt"}, {"import", "article"}, {"extract", "--no-such"},
		{"export", "meeting", "--id", "x"}, {"version", "extra"},
	} {
		code, out, errs := call(t, t.TempDir(), "", args...)
		if code != 2 || out != "" || strings.Count(errs, "\n") != 1 || !strings.HasPrefix(errs, "giaoban: ") {
			t.Errorf("%q: got code %d, out %q, err %q, want 2 and one line", args, code, out, errs)
		}
	}
}

func TestFailuresExitWith1AndSayWhatToDo(t *testing.T) {
	empty := t.TempDir()
	for _, c := range []struct {
		stdin string
		args  []string
		want  string
	}{
		{"", []string{"extract", "--json"}, "trống"},
		{"\x00\x01\x02PK", []string{"extract"}, "văn bản"},
		{"H\xf4i ngh\xf6", []string{"extract"}, "UTF-8"},
		{strings.Repeat("The district committee met to discuss its plans for the coming year. ", 20), []string{"extract"}, "tiếng Việt"},
		{strings.Repeat("a", 50<<20), []string{"extract", "--json"}, "dài"},
		{"", []string{"extract", "no-such-file.txt"}, "no-such-file.txt"},
		{"", []string{"export", "quarter", "--period", "2024-Q1"}, "demo"},
		{"Chỉ thị số 7-CT/HU ngày 02/01/2024 của Huyện ủy.", []string{"import", "article", "-"}, "hội nghị"},
	} {
		code, out, errs := call(t, empty, c.stdin, c.args...)
		if code != 1 || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, c.want) {
			t.Errorf("%q with %.20q: got code %d, out %q, err %q, want 1 and %q", c.args, c.stdin, code, out, errs, c.want)
		}
	}
	if entries, _ := os.ReadDir(empty); len(entries) > 0 {
		t.Errorf("failures left %v in the data folder", entries)
	}
}

func TestHelpIsVietnamese(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"export", "--help"}, {"extract", "--help"}} {
		code, out, errs := call(t, t.TempDir(), "", args...)
		if code != 0 || errs != "" || !strings.Contains(out, "Cách dùng: giaoban") || strings.Contains(out, "Usage") {
			t.Errorf("%q: got code %d, err %q, out\n%s", args, code, errs, out)
		}
	}
}

func TestExtractGivesTheSameInEveryForm(t *testing.T) {
	text := sampleArticle(t)
	_, want, _ := call(t, "", text, "extract", "--json")
	var got struct {
		Meeting struct {
			HeldOn string `json:"held_on"`
			Period string `json:"report_period"`
		}
		Citations []any
	}
	if err := json.Unmarshal([]byte(want), &got); err != nil {
		t.Fatalf("%v in %s", err, want)
	}
	if got.Meeting.HeldOn != "2024-04-09" || got.Meeting.Period != "2024-Q1" || len(got.Citations) != 10 {
		t.Errorf("got %+v with %d citations", got.Meeting, len(got.Citations))
	}
	for name, other := range map[string]string{
		"NFD": norm.NFD.String(text), "CRLF": strings.ReplaceAll(text, "\n", "\r\n"), "BOM": "\uFEFF" + text,
	} {
		if code, out, errs := call(t, "", other, "extract", "--json"); code != 0 || out != want {
			t.Errorf("%s: code %d, err %q, got\n%s\nwant\n%s", name, code, errs, out, want)
		}
	}
	if code, out, _ := call(t, "", "", "extract", "--json", writeFile(t, "bài viết.txt", text)); code != 0 || out != want {
		t.Errorf("from a file: code %d, got\n%s", code, out)
	}
	if code, out, _ := call(t, "", text, "extract"); code != 0 || !strings.Contains(out, "09/04/2024") || !strings.Contains(out, "24-CT/TU") {
		t.Errorf("summary: code %d, got\n%s", code, out)
	}
}

func TestExtractLinesGoesOnAfterABadLine(t *testing.T) {
	lines := []string{`{"text": "Chỉ thị số 7-CT/HU"}`, `not json`, `{"text": 5}`, `{}`, `{"text": ""}`, ``,
		`{"text": "` + strings.Repeat("x", maxLine) + `"}`, "{\"text\": \"\xff\"}", `{"text": "Số điện thoại 0912 345 678"}`}
	code, out, errs := call(t, "", strings.Join(lines, "\n"), "extract", "--lines")
	answers := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || errs != "" || len(answers) != len(lines) {
		t.Fatalf("code %d, err %q, %d answers for %d lines", code, errs, len(answers), len(lines))
	}
	for i, a := range answers {
		var o struct {
			Error     string
			Citations *[]struct{ Symbol string }
		}
		if err := json.Unmarshal([]byte(a), &o); err != nil {
			t.Fatal(err)
		}
		bad := i > 0 && i < len(lines)-1
		if (o.Error != "") != bad || (o.Citations == nil) != bad {
			t.Errorf("line %d: got %.200s", i, a)
		}
		if i == 0 && (len(*o.Citations) != 1 || (*o.Citations)[0].Symbol != "7-CT/HU") {
			t.Errorf("line 0: got %s", a)
		}
	}
}

func TestImportArticleStoresADraftThatNothingCounts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mới")
	article := writeFile(t, "a.txt", sampleArticle(t))
	if code, _, errs := call(t, dir, "", "import", "article", "--dry-run", article); code != 0 || errs != "" {
		t.Fatalf("dry run: code %d, err %q", code, errs)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Fatal("the dry run made a database")
	}
	code, out, errs := call(t, dir, "", "import", "article", article)
	if code != 0 || !strings.Contains(out, "chưa xác nhận") || !strings.Contains(errs, "Đã tạo") {
		t.Fatalf("code %d, out %q, err %q", code, out, errs)
	}
	if code, _, errs := call(t, dir, "", "import", "article", article); code != 1 || !strings.Contains(errs, "đã có") {
		t.Errorf("second time: code %d, err %q", code, errs)
	}
	code, out, errs = call(t, dir, "", "export", "quarter", "--period", "2024-Q1", "--format", "json")
	if code != 0 || strings.Contains(out, "127") || !strings.Contains(out, "Chưa có hội nghị") {
		t.Errorf("the quarter counts a draft: code %d, err %q, out\n%s", code, errs, out)
	}
}

func TestBrokenFolderIsRefused(t *testing.T) {
	article := writeFile(t, "a.txt", sampleArticle(t))
	for name, file := range map[string]string{"foreign": "giaoban.db", "leftover": "giaoban.db-wal"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, file), []byte("something else"), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, errs := call(t, dir, "", "import", "article", article)
		if code != 1 || !strings.Contains(errs, "--data") || !strings.Contains(errs, "giaoban.db") {
			t.Errorf("%s: code %d, err %q", name, code, errs)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("%s: the folder now holds %v", name, entries)
		}
	}
}

func TestExportEveryKindInEveryFormat(t *testing.T) {
	dir := startedDemo(t)
	for _, kind := range []string{"quarter", "meeting", "meetings", "directives"} {
		for format, magic := range map[string]string{"pdf": "%PDF-", "docx": "PK\x03\x04", "xlsx": "PK\x03\x04", "csv": "\xEF\xBB\xBF", "json": "{"} {
			code, out, errs := call(t, dir, "", "export", kind, "--period", "2024-Q1", "--format", format)
			if code != 0 || errs != "" || !strings.HasPrefix(out, magic) {
				t.Errorf("%s %s: code %d, err %q, out %.40q", kind, format, code, errs, out)
			}
			file := filepath.Join(t.TempDir(), "o."+format)
			if code, out2, _ := call(t, dir, "", "export", kind, "--period", "2024-Q1", "--format", format, "-o", file); code != 0 || out2 != "" {
				t.Errorf("%s %s: code %d, out %.40q with -o", kind, format, code, out2)
			}
			if got, err := os.ReadFile(file); err != nil || string(got) != out {
				t.Errorf("%s %s: -o wrote other bytes (%v)", kind, format, err)
			}
		}
	}
	if code, out, _ := call(t, dir, "", "export", "--list"); code != 0 || !strings.Contains(out, "quarter") {
		t.Errorf("list: code %d, out %q", code, out)
	}
	if code, _, errs := call(t, dir, "", "export", "meeting", "--id", "99"); code != 1 || !strings.Contains(errs, "không tìm thấy") {
		t.Errorf("no such meeting: code %d, err %q", code, errs)
	}
}

// startedDemo runs the demo until it serves, stops it and returns its folder.
func startedDemo(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	stop, wait := runDemo(t, dir)
	stop()
	if code := wait(); code != 0 {
		t.Fatalf("the demo exited with %d", code)
	}
	return dir
}

// runDemo starts the demo and waits until it says its address.
func runDemo(t *testing.T, dir string) (stop func(), wait func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	in, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"demo", "--data", dir, "--addr", "127.0.0.1:0"}, streams{strings.NewReader(""), out, io.Discard})
		out.Close()
	}()
	lines := bufio.NewScanner(in)
	passwords := map[string]string{}
	for lines.Scan() {
		if words := strings.Fields(lines.Text()); len(words) > 2 && strings.Count(words[1], "-") == 3 {
			passwords[words[0]] = words[1]
		}
		if _, address, ok := strings.Cut(lines.Text(), "http://"); ok {
			address, _, _ = strings.Cut(address, " ")
			go io.Copy(io.Discard, in)
			visit(t, "http://"+address, passwords)
			return cancel, func() int { return <-code }
		}
	}
	t.Fatalf("the demo never said its address; exit %d", <-code)
	return nil, nil
}

// visit signs in as every role and looks at the sample's meeting in the pages.
func visit(t *testing.T, address string, passwords map[string]string) {
	t.Helper()
	for name, status := range map[string]int{"quantri": 200, "canbo": 200, "lanhdao": 200, "kiemtra": 200, "xa.daton": 403} {
		browser := signIn(t, address, name, passwords[name])
		got, page := open(t, browser, address+"meetings/1")
		if got != status {
			t.Errorf("%s: status %d, want %d", name, got, status)
		}
		for _, want := range []string{"Kiều Đình Động", "6525-QĐ/TU"} {
			if has := strings.Contains(strings.ToLower(page), strings.ToLower(want)); has != (status == 200) {
				t.Errorf("%s: %q on the page is %v", name, want, has)
			}
		}
		if !strings.Contains(page, "dữ liệu mẫu") {
			t.Errorf("%s: the page does not say that the data is a sample", name)
		}
	}
}

// signIn returns a browser that has sent the sign-in form.
func signIn(t *testing.T, address, name, password string) *http.Client {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	browser := &http.Client{Jar: jar}
	resp, err := browser.PostForm(address+"signin", url.Values{"name": {name}, "password": {password}, "next": {"/help"}})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 200 || resp.Request.URL.Path != "/help" {
		t.Errorf("%s: signing in ended with %d at %s", name, resp.StatusCode, resp.Request.URL)
	}
	return browser
}

// open returns the status and the text of a page.
func open(t *testing.T, browser *http.Client, address string) (int, string) {
	t.Helper()
	resp, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(page)
}

func TestDemoOpensWhatItMadeAndKeepsAwayFromTheRest(t *testing.T) {
	dir := startedDemo(t)
	for _, ext := range []string{"pdf", "docx", "xlsx"} {
		if files, _ := filepath.Glob(filepath.Join(dir, "exports", "*."+ext)); len(files) != 1 {
			t.Errorf("%d %s files", len(files), ext)
		}
	}
	stop, wait := runDemo(t, dir)
	stop()
	if code := wait(); code != 0 {
		t.Errorf("second run: exit %d", code)
	}
	real := t.TempDir()
	if code, _, errs := call(t, real, sampleArticle(t), "import", "article", "-"); code != 0 {
		t.Fatal(errs)
	}
	if code, _, errs := call(t, real, "", "demo", "--addr", "127.0.0.1:0"); code != 1 || !strings.Contains(errs, "--data") {
		t.Errorf("on real data: code %d, err %q", code, errs)
	}
}
