package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestABrowserSendsABackup sends one with the two forms that take it. A browser
// sends the button too: nothing may come after the file.
func TestABrowserSendsABackup(t *testing.T) {
	t.Parallel()
	old := newLiveSite(t)
	old.fill()
	path := filepath.Join(t.TempDir(), "ban-sao.zip")
	if err := os.WriteFile(path, old.backupBytes(old.madeBackup()), 0o600); err != nil {
		t.Fatal(err)
	}
	fresh := newEmptyLiveSite(t)
	for _, c := range []struct {
		s                    *site
		page, form, at, want string
		before               []chromedp.Action
	}{
		{old.site, "/backups", "/backups/check", "dl.facts", "Giữ trong danh sách với tên", nil},
		{fresh.site, "/setup", "/setup/restore", ".notice", "Đã khôi phục xong",
			[]chromedp.Action{chromedp.SendKeys(`[name="`+restoreCode+`"]`, setupCode)}},
	} {
		form := `form[action="` + c.form + `"] `
		actions := append([]chromedp.Action{chromedp.Navigate(c.s.url + c.page)}, c.before...)
		var said string
		actions = append(actions, chromedp.SetUploadFiles(form+"[type=file]", []string{path}), chromedp.Click(form+"button.primary"),
			chromedp.WaitNotPresent(form), chromedp.Text(c.at, &said))
		if err := chromedp.Run(newBrowser(t, c.s), actions...); err != nil {
			t.Fatalf("%s: %v", c.form, err)
		}
		if !strings.Contains(said, c.want) {
			t.Errorf("%s: got %q, want %q", c.form, said, c.want)
		}
	}
}
