package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/testtool"
)

// parameters are the names that the address of a page may carry, with a good
// value. That no other is in use is checked against the links and forms of all
// pages.
var parameters = map[string]map[string]string{
	"/signin":             {"next": "/help", "notice": "signed-out"},
	"/":                   {"notice": "set-up"},
	"/devices":            {"notice": "device-ended"},
	"/accounts":           {"notice": "saved"},
	"/accounts/:id":       {"notice": "saved"},
	"/meetings":           {"q": "giao ban", "period": "2024-Q1", "status": "held", "kind": "1", "sort": "title", "page": "2", "notice": "saved"},
	"/meetings/new":       {"kind": "1", "notice": "confirmed"},
	"/meetings/:id/edit":  {"notice": "next-made"},
	"/meetings/:id/state": {"step": "withdraw"},
	"/meeting-kinds":      {"notice": "saved"},
	"/meetings/:id":       {"notice": "saved", "open": "source"},
	"/directives": {"q": "chỉ thị", "sort": "-cited", "page": "2", "genre": "chi-thi", "family": "party", "year": "2020",
		"validity": "in_force", "state": "registered", "notice": "saved"},
	"/directives/new":           {"genre": "chi-thi", "symbol": "24-CT/TU", "title": "về dân vận", "issuer": "Thành ủy", "date": "07/08/2023", "year": "2023"},
	"/directives/:id":           {"notice": "saved"},
	"/directives/:id/relations": {"notice": "related"},
	"/directives/:id/merge":     {"q": "10-CT/TW", "other": "2"},
	"/citations":                {"notice": "linked", "state": "decided", "q": "10-CT", "page": "2"},
	"/citations/:id":            {"next": "/meetings/1"},
	"/search": {"q": "dân vận", "sort": "ranked", "page": "2", "counts": "all", "notice": "saved", "name": "Dân vận", "kind": "directive", "unit": "1",
		"period": "2024-Q1", "issuer": "Thành ủy", "genre": "chi-thi", "year": "2024", "validity": "in_force"},
	"/search/suggest":   {"q": "10-CT"},
	"/search/saved/:id": {"page": "2"},
	"/exports/:kind": {"kind": "directive", "unit": "1", "issuer": "Thành ủy", "genre": "chi-thi", "family": "party", "year": "2020", "validity": "in_force", "state": "registered",
		"format": "csv", "period": "2024-Q1", "id": "1", "q": "giao ban", "status": "draft", "drafts": "yes", "sort": "title", "on": "01/06/2024"},
	"/audit":               {"actor": "test", "action": "create", "entity": "meeting", "id": "1", "from": "01/01/2024", "to": "31/12/2030", "first": "1", "last": "9999", "before": "9", "after": "3"},
	"/audit/export":        {"format": "csv", "actor": "test", "action": "create", "entity": "meeting", "id": "1", "from": "01/01/2024", "to": "31/12/2030"},
	"/history/:entity/:id": {"before": "9", "after": "1"},
	"/attachments/:id":     {"at": "0-5", "citation": "1", "part": "2"},
	"/office":              {"notice": "saved"},
	"/office/edit":         {"from": "2024-01-01"},
	"/office/remove":       {"from": "2024-01-01"},
	"/units":               {"on": "01/06/2024", "notice": "saved"},
	"/backups":             {"notice": "backed-up"},
}

// numbered are the tables whose numbers the routes carry, by their beginnings.
var numbered = map[string]string{"/accounts/": "account", "/attachments/": "attachment", "/audit/": "audit", "/citations/": "citation",
	"/directives/": "directive", "/meeting-kinds/": "meeting_kind", "/meetings/": "meeting", "/search/saved/": "saved_search", "/units/": "unit"}

// ids returns numbers for a route: the first and the last of its records, or in
// long tests those of all tables, and some that no record has.
func (s *site) ids(route string) []string {
	s.t.Helper()
	own := ""
	for beginning, table := range numbered {
		if strings.HasPrefix(route, beginning) {
			own = table
		}
	}
	if own == "" && !strings.HasPrefix(route, "/history/") {
		s.t.Fatalf("no table for the numbers in %s: name it in numbered", route)
	}
	db := s.raw()
	defer db.Close()
	var all []string
	for _, c := range columns(s.t, db) {
		if c.name != "id" || own != "" && own != c.table && !testtool.Long() {
			continue
		}
		found := selected(s.t, db, `SELECT id FROM `+c.table+` ORDER BY id`)
		most := map[bool]int{true: 4, false: 2}[c.table == own]
		if !testtool.Long() && len(found) > 2*most {
			found = append(found[:most], found[len(found)-most:]...)
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return append(slices.Compact(all), "0", "99999")
}

// addresses returns addresses of a GET route: one for each value that the
// parts of its path can have.
func (s *site) addresses(route string) []string {
	s.t.Helper()
	all := []string{route}
	fill := func(part string, values ...string) {
		var more []string
		for _, address := range all {
			if !strings.Contains(address, part) {
				return
			}
			for _, value := range values {
				more = append(more, strings.Replace(address, part, value, 1))
			}
		}
		all = more
	}
	var kinds []string
	for _, kind := range export.Kinds() {
		kinds = append(kinds, kind.Name)
	}
	fill(":version/*file", s.server.assets.version+"/css/base.css")
	fill(":kind", kinds...)
	fill(":period", "2024-Q1", "2024-H1", "2030-Q1")
	fill(":name", s.backupName(), "giaoban-20200101-000000.zip")
	fill(":entity", "meeting", "directive", "unit", "account", "person", "office", "setting", "backup", "session")
	fill(":file", "1", "99999")
	if strings.Contains(route, ":id") {
		fill(":id", s.ids(route)...)
	}
	for _, address := range all {
		if strings.ContainsAny(address, ":*") {
			s.t.Fatalf("no values for the new part of %s: name them here", address)
		}
	}
	return all
}

// gets returns every address of every GET route: as it is, with the good value
// of each parameter, and every file in every format.
func (s *site) gets() []string {
	s.t.Helper()
	var all []string
	for _, route := range s.server.engine.Routes() {
		if route.Method != http.MethodGet {
			continue
		}
		for i, one := range s.addresses(route.Path) {
			if !strings.HasSuffix(route.Path, "export") && route.Path != "/exports/:kind" {
				all = append(all, one)
				if i > 0 && !testtool.Long() {
					continue
				}
				for name, value := range parameters[route.Path] {
					all = append(all, address(one, url.Values{name: {value}}))
				}
				continue
			}
			for _, f := range format.All() {
				query := url.Values{"format": {f.Name}, "period": {"2024-Q1"}, "id": {"1"}, "drafts": {"yes"}}
				if !strings.HasPrefix(route.Path, "/exports/") {
					query = url.Values{"format": {f.Name}}
				}
				all = append(all, address(one, query))
			}
		}
	}
	slices.Sort(all)
	return all
}
