package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"giaoban/internal/briefing"
)

// TestFilesAreSentOneByOne chooses a good and a bad file and sends them with the
// script, then drops another one on the form.
func TestFilesAreSentOneByOne(t *testing.T) {
	s := newSite(t)
	d := s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	ctx := newBrowser(t, s)
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "tot.txt"), filepath.Join(dir, "xau.exe")
	for _, path := range []string{good, bad} {
		if err := os.WriteFile(path, []byte("một"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(what string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	var said string
	run("send", chromedp.Navigate(s.url+directiveURL(d.ID)), chromedp.WaitVisible("[data-upload] .drop"),
		chromedp.SetUploadFiles("[data-upload] input", []string{good, bad}), chromedp.Click("[data-upload] button"),
		chromedp.WaitVisible(".arrivals a"), chromedp.Text(".arrivals", &said))
	if !strings.Contains(said, "tot.txt Đã nhận.") || !strings.Contains(said, "xau.exe Chỉ nhận PDF, Word") {
		t.Errorf("got %s", said)
	}
	// Where all are kept the page shows them.
	run("drop", chromedp.Evaluate(`(() => {
			const data = new DataTransfer();
			data.items.add(new File(["hai"], "tha.txt"));
			document.querySelector("[data-upload]").dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
		})()`, nil), chromedp.WaitVisible(`//a[text()="tha.txt"]`, chromedp.BySearch))
	if all, err := s.db.Attachments(t.Context(), "directive", d.ID); err != nil || len(all) != 2 {
		t.Errorf("got %v, %v", all, err)
	}
}
