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
	"/signin":       {"next": "/help", "notice": "signed-out"},
	"/":             {"notice": "set-up"},
	"/devices":      {"notice": "device-ended"},
	"/accounts":     {"notice": "saved"},
	"/accounts/:id": {"notice": "saved"},
	"/meetings":     {"q": "giao ban", "period": "2024-Q1", "status": "confirmed", "sort": "title", "page": "2"},
	"/meetings/:id": {"notice": "saved", "open": "source"},
	"/directives": {"q": "chỉ thị", "sort": "-cited", "page": "2", "genre": "chi-thi", "family": "party", "year": "2020",
		"validity": "in_force", "state": "registered", "notice": "saved"},
	"/directives/:id":           {"notice": "saved"},
	"/directives/:id/relations": {"notice": "related"},
	"/directives/:id/merge":     {"q": "10-CT/TW", "other": "2"},
	"/citations":                {"notice": "linked"},
	"/search": {"q": "dân vận", "sort": "ranked", "page": "2", "since": "1", "counts": "all", "notice": "saved", "kind": "directive", "unit": "1",
		"period": "2024-Q1", "issuer": "Thành ủy", "genre": "chi-thi", "year": "2024", "validity": "in_force"},
	"/search/suggest":   {"q": "10-CT"},
	"/search/saved/:id": {"new": "yes"},
	"/exports/:kind": {"kind": "directive", "unit": "1", "issuer": "Thành ủy", "genre": "chi-thi", "family": "party", "year": "2020", "validity": "in_force", "state": "registered",
		"format": "csv", "period": "2024-Q1", "id": "1", "q": "giao ban", "status": "draft", "drafts": "yes", "sort": "title", "on": "01/06/2024"},
	"/audit":               {"actor": "test", "action": "create", "entity": "meeting", "id": "1", "from": "01/01/2024", "to": "31/12/2030", "first": "1", "last": "9999", "before": "9", "after": "3"},
	"/audit/export":        {"format": "csv", "actor": "test", "action": "create", "entity": "meeting", "id": "1", "from": "01/01/2024", "to": "31/12/2030"},
	"/history/:entity/:id": {"before": "9", "after": "1"},
	"/office":              {"notice": "saved"},
	"/office/edit":         {"from": "2024-01-01"},
	"/office/remove":       {"from": "2024-01-01"},
	"/units":               {"on": "01/06/2024", "notice": "saved"},
	"/backups":             {"notice": "backed-up"},
}

// ids returns numbers of records: the first and the last of every table, or in
// long tests all, and one that no record has.
func (s *site) ids() []string {
	s.t.Helper()
	db := s.raw()
	defer db.Close()
	all := []string{"0", "99999"}
	for _, c := range columns(s.t, db) {
		if c.name != "id" {
			continue
		}
		found := selected(s.t, db, `SELECT id FROM `+c.table+` ORDER BY id`)
		if !testtool.Long() && len(found) > 4 {
			found = append(found[:2], found[len(found)-2:]...)
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all)
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
	fill(":id", s.ids()...)
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
