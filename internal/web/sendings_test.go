package web

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
)

// A sending is a form that a route takes, well filled in.
type sending struct {
	site   *site // with who may send it
	path   string
	values map[string]string
	file   []byte
	free   []string // fields that may be missing
}

// send sends it, with some values changed, in a site that is the same or a twin.
func (f sending) send(s *site) reply { s.t.Helper(); return s.post(f.path, f.values, f.file) }

// with returns it with one value changed.
func (f sending) with(name, value string) sending {
	f.values = maps.Clone(f.values)
	f.values[name] = value
	return f
}

// formTo returns the form of a page that is sent to an address.
func formTo(t *testing.T, page, action string) pageForm {
	t.Helper()
	for _, found := range forms.FindAllString(page, -1) {
		if form := formIn(t, found); form.action == action {
			return form
		}
	}
	t.Fatalf("no form to %s in the page: %s", action, text(page))
	return pageForm{}
}

// sendings returns a good form for every POST route. A new route needs a line
// here, and then is part of every test of forms.
func (f *fullSite) sendings() map[string]sending {
	t := f.t
	t.Helper()
	empty := newEmptySite(t)
	empty.hurry()
	bare := newSite(t)
	bare.hurry()
	f.withPassword("le.ba", briefing.Staff, goodPassword)
	owner := f.as(f.signedIn("le.ba", "", 0))
	f.signedIn("quantri", "", 0) // another device
	var other string
	for key := range strings.Lines(f.tables()["session"]) {
		if !strings.Contains(key, auth.TokenKey(f.token)) && strings.Contains(key, "account_id=1 ") {
			_, key, _ = strings.Cut(key, "token_key='")
			other = key[:16]
		}
	}
	page := func(path, action string, more map[string]string) map[string]string {
		form := formTo(t, f.get(path).body, action)
		maps.Copy(form.values, more)
		return form.values
	}
	workbook := unitList(t, "Xã Ba|00003|Huyện Mẫu")
	read := f.post("/units/import", map[string]string{"do": "read"}, workbook)
	if !strings.Contains(read.body, `name="sheet"`) {
		t.Fatalf("the workbook is not taken: %s", text(read.body))
	}
	units := formIn(t, read.body).values // below the form for another file
	units["do"] = "save"
	edit := page("/meetings/1/edit", "/meetings/1/edit", map[string]string{"title": "Hội nghị đã đổi tên", "do": "save"})
	agenda := page("/meetings/1/agenda", "/meetings/1/agenda", map[string]string{"items.0.topic": "Khai mạc hội nghị", "do": "save"})
	step := page("/meetings/2", "/meetings/2/state", map[string]string{"do": "invite"})
	kind := page("/meeting-kinds/5", "/meeting-kinds/5", map[string]string{"name": "Hội nghị chuyên đề", "do": "save"})
	added := page("/meetings/new", "/meetings", map[string]string{"title": "Hội nghị mới", "held_on": "10/07/2024", "report_period": "Q2", "report_year": "2024",
		"participations.0.name": "Cán bộ B", "do": "save"})
	list := f.post("/directives/import", map[string]string{"do": "read"}, directiveBook(t, "Chỉ thị|55-CT/TU|01/02/2021|về mẫu|"))
	if !strings.Contains(list.body, `name="sheet"`) {
		t.Fatalf("the list is not taken: %s", text(list.body))
	}
	listed := formTo(t, list.body, "/directives/import").values
	listed["do"] = "save"
	waiting, err := f.db.Unresolved(t.Context(), 1)
	f.need(err)
	citing := fmt.Sprintf("/citations/%d", waiting[0].ID)
	symbols := map[string]string{}
	registered, err := f.db.Directives(t.Context(), briefing.DirectiveFilter{})
	f.need(err)
	for _, d := range registered {
		symbols[d.Symbol] = directiveURL(d.ID)
	}
	plan, loose := symbols["42-KH/HU"], symbols["44-KH/HU"]
	merge := plan + "/merge"
	search := map[string]string{}
	for _, name := range searchNames() {
		search[name] = ""
	}
	search["name"], search["q"], search["issuer"] = "Chỉ thị", "chỉ thị", "Thành ủy"
	const member = "/accounts/5" // of a commune
	version := page(member, member, nil)["version"]
	name := f.backupName()
	whole, err := os.ReadFile(filepath.Join(f.server.backupDir(), name))
	f.need(err)
	f.withPassword("quan.tri.hai", briefing.Administrator, goodPassword)
	keeper := f.as(f.signedIn("quan.tri.hai", "", 0))
	all := map[string]sending{
		"/setup":                 {empty, "/setup", setupForm(), nil, nil},
		"/signin":                {f.as(""), "/signin", map[string]string{"name": "le.ba", "password": goodPassword, "next": "/help"}, nil, nil},
		"/signout":               {owner, "/signout", nil, nil, nil},
		"/password":              {owner, "/password", map[string]string{"password": goodPassword, "password_new": newPassword, "password_again": newPassword}, nil, nil},
		"/devices":               {f.site, "/devices", map[string]string{"do": other}, nil, nil},
		"/accounts":              {f.site, "/accounts", page("/accounts/new", "/accounts", map[string]string{"name": "moi.den", "full_name": "Người Mới"}), nil, nil},
		"/accounts/:id":          {f.site, member, page(member, member, map[string]string{"full_name": "Tên Đã Đổi"}), nil, nil},
		"/accounts/:id/disable":  {f.site, member + "/disable", map[string]string{"do": "disable", "version": version, "reason": "Đã chuyển công tác"}, nil, nil},
		"/accounts/:id/password": {f.site, member + "/password", map[string]string{"do": "reset", "reason": "Quên mật khẩu"}, nil, []string{"do"}},
		"/accounts/:id/devices":  {f.site, member + "/devices", map[string]string{"do": "all"}, nil, []string{"do"}},
		"/session-limit":         {f.site, "/session-limit", map[string]string{"idle_minutes": "20", "hours": "6"}, nil, nil},
		"/sample/remove":         {f.site, "/sample/remove", nil, nil, nil},
		"/meetings":              {f.site, "/meetings", added, nil, nil},
		"/meetings/:id/agenda":   {f.site, "/meetings/1/agenda", agenda, nil, nil},
		"/meetings/:id/state":    {f.site, "/meetings/2/state", step, nil, nil},
		"/meetings/:id/next":     {f.site, "/meetings/1/next", map[string]string{"do": "next"}, nil, []string{"do"}},
		"/meeting-kinds":         {f.site, "/meeting-kinds", map[string]string{"name": "Tọa đàm", "period": "", "do": "save"}, nil, nil},
		"/meeting-kinds/:id":     {f.site, "/meeting-kinds/5", kind, nil, nil},
		"/meetings/import":       {f.site, "/meetings/import", map[string]string{"text": articleText(t), "do": "read"}, nil, nil},
		"/meetings/:id/edit":     {f.site, "/meetings/1/edit", edit, nil, nil},
		"/directives":            {f.site, "/directives", page("/directives/new", "/directives", map[string]string{"genre": "chi-thi", "symbol": "66-CT/TU", "title": "về mẫu", "do": "save"}), nil, nil},
		"/directives/import":     {f.site, "/directives/import", listed, nil, nil},
		"/directives/:id/edit":   {f.site, plan + "/edit", page(plan+"/edit", plan+"/edit", map[string]string{"title": "về việc đã đổi", "do": "save"}), nil, nil},
		"/directives/:id/relations": {f.site, plan + "/relations", map[string]string{"do": "add", "verb": "guides", "other": "44-KH/HU", "since": "05/01/2020",
			"note": "Ghi chú", "end": "1"}, nil, nil},
		"/directives/:id/merge":              {f.site, merge, page(merge+"?other="+strings.TrimPrefix(loose, "/directives/"), merge, map[string]string{"do": "merge"}), nil, nil},
		"/directives/:id/files":              {f.site, plan + "/files", nil, []byte(pdfContent), nil},
		"/directives/:id/files/:file/remove": {f.site, "/directives/1/files/2/remove", map[string]string{"do": "remove"}, nil, []string{"do"}},
		"/citations/:id":                     {f.site, citing, page(citing, citing, map[string]string{"do": "reject"}), nil, nil},
		"/search/saved":                      {f.site, "/search/saved", search, nil, searchNames()[1:]},
		"/search/saved/:id/edit":             {f.site, "/search/saved/1/edit", map[string]string{"name": "Tên khác", "place": "1", "do": "save"}, nil, nil},
		"/search/saved/seen":                 {f.site, "/search/saved/seen", page(searchPath, "/search/saved/seen", nil), nil, nil},
		"/office":                            {f.site, "/office", page("/office/edit?from=2024-01-01", "/office", map[string]string{"name": "Ban Dân vận mới", "do": "save"}), nil, nil},
		"/office/remove":                     {f.site, "/office/remove", page("/office/remove?from=2024-01-01", "/office/remove", map[string]string{"reason": "Ghi nhầm"}), nil, nil},
		"/units":                             {f.site, "/units", page("/units/new", "/units", map[string]string{"name": "Xã Bốn", "kind": "xã", "level": "commune", "code": "00004", "do": "save"}), nil, []string{"do"}},
		"/units/:id/edit":                    {f.site, "/units/3/edit", page("/units/3/edit", "/units/3/edit", map[string]string{"name": "Xã Hai mới", "do": "save"}), nil, []string{"do"}},
		"/units/:id/remove":                  {f.site, "/units/4/remove", page("/units/4/remove", "/units/4/remove", map[string]string{"reason": "Ghi nhầm"}), nil, nil},
		"/units/reference":                   {bare, "/units/reference", map[string]string{"do": "add"}, nil, []string{"do"}},
		"/units/import":                      {f.site, "/units/import", units, nil, nil},
		"/backups":                           {f.site, "/backups", map[string]string{"do": "back-up"}, nil, []string{"do"}},
		"/backups/:name/check":               {f.site, "/backups/" + name + "/check", map[string]string{"do": "check"}, nil, []string{"do"}},
		"/backups/check":                     {f.site, "/backups/check", map[string]string{"head": "", "keep": "yes"}, whole, nil},
		"/backups/:name/restore": {keeper, "/backups/" + name + "/restore", map[string]string{"reason": "Máy hỏng", "head": "", "accept": "yes",
			"password": goodPassword, "do": "restore"}, nil, []string{"do"}},
		"/setup/restore":        {empty, "/setup/restore", map[string]string{restoreCode: setupCode, restoreHead: "", restoreAccept: "no"}, whole, nil},
		"/backups/:name/remove": {f.site, "/backups/" + name + "/remove", map[string]string{"do": "remove"}, nil, []string{"do"}},
	}
	for _, route := range f.server.engine.Routes() {
		if _, ok := all[route.Path]; route.Method == http.MethodPost && !ok {
			t.Errorf("no good form for POST %s: add one here", route.Path)
		}
	}
	return all
}

// newPassword is another one that is good.
const newPassword = "mèo ngủ trên mái ngói đỏ"
