package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// relate presses a button of the page of relations.
func (s *site) relate(id int64, do, verb, other, since string) reply {
	s.t.Helper()
	return s.post(directiveURL(id)+"/relations", map[string]string{"do": do, "verb": verb, "other": other, "since": since, "note": "", "end": "1"}, nil)
}

func TestRelationsOnPages(t *testing.T) {
	s := newSite(t)
	centre := s.putDirective(briefing.Directive{Genre: briefing.NghiQuyet, Symbol: "25-NQ/TW", Date: "2013-06-03"})
	town := s.putDirective(briefing.Directive{Symbol: "10-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2019-05-06"})
	s.putDirective(briefing.Directive{Symbol: "10-CT/TU", Issuer: "Tỉnh ủy", Place: "Bắc Ninh", Date: "2019-07-08"})
	plan := s.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Date: "2020-01-02"})

	if got := text(s.get(directiveURL(centre.ID)).body); !strings.Contains(got, "Nghị quyết 25-NQ/TW (cấp Trung ương) Chưa có văn bản triển khai") {
		t.Errorf("no word of the missing plan: %s", got)
	}
	if got := s.relate(town.ID, "add", "implements", "25-nq/tw", ""); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	choose := s.relate(plan.ID, "add", "implements", "10-CT/TU", "03/01/2020")
	if seen := text(choose.body); choose.status != http.StatusUnprocessableEntity || !strings.Contains(seen, "Sổ có 2 văn bản như vậy") ||
		!strings.Contains(seen, "Chỉ thị 10-CT/TU (06/05/2019, Thành ủy Hà Nội)") || formIn(t, choose.body).values["since"] != "03/01/2020" {
		t.Fatalf("got %d: %s", choose.status, text(choose.body))
	}
	if got := s.relate(plan.ID, "choose:2", "implements", "10-CT/TU", "03/01/2020"); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	for name, c := range map[string]struct{ do, verb, other, since, want string }{
		"loop":       {"choose:4", "implements", "42-KH/HU", "", "khép thành vòng"},
		"too early":  {"choose:2", "guides", "10-CT/TU", "05/05/2019", "Ngày 05/05/2019 trước ngày ban hành Chỉ thị 10-CT/TU (06/05/2019)."},
		"too old":    {"choose:4", "replaces", "42-KH/HU", "", "Nghị quyết 25-NQ/TW (03/06/2013) ban hành trước Kế hoạch 42-KH/HU (02/01/2020)."},
		"no verb":    {"add", "", "42-KH/HU", "", "Chọn quan hệ"},
		"nothing":    {"add", "guides", " ", "", "Nhập số, ký hiệu"},
		"itself":     {"add", "guides", "25-NQ/TW", "", "Đó là chính văn bản này"},
		"bad day":    {"choose:4", "guides", "42-KH/HU", "30/02/2020", "không phải ngày có thật"},
		"unknown":    {"add", "guides", "gì đó", "", "Sổ chưa có văn bản này"},
		"not there":  {"add", "guides", "Kế hoạch 77-KH/HU", "", "Sổ chưa có Kế hoạch 77-KH/HU"},
		"gone":       {"choose:99", "guides", "x", "", "vừa bị xóa hoặc gộp"},
		"twice":      {"choose:2", "implements:reverse", "10-CT/TU", "", "Quan hệ này đã có trong sổ"},
		"other verb": {"choose:2", "kills", "10-CT/TU", "", "Chọn quan hệ"},
	} {
		got := s.relate(centre.ID, c.do, c.verb, c.other, c.since)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), c.want) {
			t.Errorf("%s: got %d %s", name, got.status, text(got.body))
		}
		if values := formIn(t, got.body).values; values["other"] != c.other || values["since"] != c.since {
			t.Errorf("%s: what was typed is gone: %v", name, values)
		}
	}
	if got := s.relate(centre.ID, "stub:typed", "guides:reverse", "Kế hoạch 77-KH/HU", ""); got.status != http.StatusSeeOther {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	if d, err := s.db.Directive(t.Context(), 5); err != nil || !d.Stub || d.Symbol != "77-KH/HU" {
		t.Errorf("got %+v, %v", d, err)
	}

	page := text(s.get(directiveURL(town.ID)).body)
	for _, want := range []string{
		"Triển khai thực hiện Nghị quyết 25-NQ/TW (03/06/2013) (người nhập)",
		"Được triển khai bởi Kế hoạch 42-KH/HU (02/01/2020) – từ ngày 03/01/2020 (người nhập)",
		"Nghị quyết 25-NQ/TW (cấp Trung ương) Triển khai thực hiện: Chỉ thị 10-CT/TU (cấp tỉnh, thành phố) Triển khai thực hiện: Kế hoạch 42-KH/HU (cấp huyện)",
		"06/05/2019 Ban hành 03/01/2020 Được triển khai bởi Kế hoạch 42-KH/HU",
		"Hiệu lực hôm nay Còn hiệu lực: trong sổ chưa có văn bản nào thay thế hay bãi bỏ.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("people do not see %q: %s", want, page)
		}
	}
	if strings.Contains(page, "Chưa có văn bản triển khai") {
		t.Error("the plan is missed though it is there")
	}
	for range 2 { // the second time somebody else was faster
		if got := s.post(directiveURL(town.ID)+"/relations", map[string]string{"do": "remove:1"}, nil); got.status != http.StatusSeeOther {
			t.Errorf("got %d", got.status)
		}
	}
	s.post(directiveURL(town.ID)+"/relations", map[string]string{"do": "remove:3"}, nil) // of others
	related, err := s.db.Related(t.Context(), centre.ID)
	if err != nil || len(related) != 1 {
		t.Errorf("got %+v, %v", related, err)
	}
}

func TestWhatEndedADirectiveStandsOnItsPageAndTheMeetings(t *testing.T) {
	s := newSite(t)
	old := s.putDirective(briefing.Directive{Symbol: "10-CT/TU", Date: "2019-05-06", Year: 2019})
	next := s.putDirective(briefing.Directive{Symbol: "24-CT/TU", Date: "2023-08-07"})
	m := s.held("2024-04-09", "Hội nghị tiếp tục thực hiện Chỉ thị 10-CT/TU. Triển khai Chỉ thị 24-CT/TU ngày 17/8/2023 và Nghị quyết 33-CT/TU.")
	if got := s.relate(next.ID, "choose:1", "replaces", "10-CT/TU", ""); got.status != http.StatusSeeOther {
		t.Fatalf("got %d", got.status)
	}
	page := s.get(directiveURL(old.ID))
	for _, want := range []string{"Hết hiệu lực: bị thay thế bởi Chỉ thị 24-CT/TU từ ngày 07/08/2023.", "Hội nghị tiếp tục thực hiện Chỉ thị 10-CT/TU.",
		"09/04/2024 Được viện dẫn Giao ban ngày 09/04/2024", "máy đọc"} {
		if !strings.Contains(text(page.body), want) {
			t.Errorf("people do not see %q: %s", want, text(page.body))
		}
	}
	place := citationPlace(m.Citations[0].ID)
	if !strings.Contains(page.body, `href="/meetings/1?open=source#`+place+`"`) {
		t.Errorf("no link to the place %s", place)
	}
	meeting := s.get("/meetings/1?open=source")
	if !strings.Contains(meeting.body, `<details class="original" open>`) || strings.Count(meeting.body, `id="`+place+`"`) != 1 {
		t.Error("the place is folded away, or not there once")
	}
	if strings.Contains(s.get("/meetings/1").body, `<details class="original" open>`) {
		t.Error("the text is always open")
	}
	for _, want := range []string{
		"Xem lại 3 văn bản được viện dẫn",
		"Chỉ thị 10-CT/TU không còn hiệu lực vào ngày 09/04/2024: bị thay thế bởi Chỉ thị 24-CT/TU từ ngày 07/08/2023.",
		"Bài ghi ngày 17/08/2023; trong sổ Chỉ thị 24-CT/TU ban hành ngày 07/08/2023.",
		"Viết “Nghị quyết” nhưng ký hiệu 33-CT/TU là của Chỉ thị.",
	} {
		if !strings.Contains(text(meeting.body), want) {
			t.Errorf("people do not see %q: %s", want, text(meeting.body))
		}
	}
	if strings.Contains(text(meeting.body), "Chỉ thị 24-CT/TU không còn hiệu lực") {
		t.Error("the end of one directive is told of another")
	}

	unit := briefing.Unit{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune}
	units := []briefing.Unit{unit}
	if err := s.db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	commune := text(s.as(s.signedIn("xa", briefing.CommuneStaff, units[0].ID)).get(directiveURL(old.ID)).body)
	if !strings.Contains(commune, "bị thay thế bởi Chỉ thị 24-CT/TU") || strings.Contains(commune, "Giao ban ngày") || strings.Contains(commune, "viện dẫn") {
		t.Errorf("a commune sees %s", commune)
	}
}

func TestCitationsInTitlesAndTopicsHaveTheirPlace(t *testing.T) {
	s := newSite(t)
	m := &briefing.Meeting{Title: "Giao ban thực hiện Chỉ thị 24-CT/TU", HeldOn: "2024-04-09", Reports: "2024-Q1", State: briefing.Held,
		Topics: []briefing.Topic{{Text: "Kế hoạch 5-KH/HU"}}}
	m.Citations = append(citationsIn("title", m.Title), citationsIn("topics.0", m.Topics[0].Text)...)
	m.Citations = append(m.Citations, briefing.Citation{Genre: briefing.KetLuan, Number: "9", Symbol: "9-KL/TW", Manual: true})
	if err := s.db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	body := s.get("/meetings/1").body
	for _, c := range m.Citations {
		if n := strings.Count(body, `id="`+citationPlace(c.ID)+`"`); n != 1 {
			t.Errorf("%s has %d places", c.Name(), n)
		}
	}
}

func TestMergesOnPages(t *testing.T) {
	s := newSite(t)
	s.held("2024-04-09", "Thực hiện Chỉ thị 24-CT/TU của Huyện ủy và Chỉ thị 24-CT/TU của Thành ủy Hà Nội.")
	all, err := s.db.Directives(t.Context(), briefing.DirectiveFilter{})
	if err != nil || len(all) != 2 {
		t.Fatalf("got %+v, %v", all, err)
	}
	kept, gone := all[0].ID, all[1].ID
	choose := s.get(directiveURL(kept) + "/merge")
	if !strings.Contains(choose.body, directiveURL(kept)+"/merge?other=") {
		t.Fatalf("the entry of the same symbol is not offered: %s", text(choose.body))
	}
	if got := text(s.get(directiveURL(kept) + "/merge?q=không+có").body); !strings.Contains(got, "Không tìm thấy mục nào") {
		t.Errorf("got %s", got)
	}
	pair := s.get(directiveURL(kept) + "/merge?other=2")
	for _, want := range []string{"1 chỗ viện dẫn, 0 quan hệ, 0 tệp", "Hai mục này nói khác nhau", "Mới biết qua viện dẫn"} {
		if !strings.Contains(text(pair.body), want) {
			t.Errorf("people do not see %q: %s", want, text(pair.body))
		}
	}
	form := formIn(t, pair.body)
	form.values["do"] = "merge"
	for _, name := range []string{"kept_version", "gone_version"} {
		seen := form.values[name]
		form.values[name] = "77"
		if got := s.post(form.action, form.values, nil); got.status != http.StatusConflict || !strings.Contains(text(got.body), "Người khác vừa sửa") ||
			formIn(t, got.body).values[name] != seen {
			t.Errorf("got %d: %s", got.status, text(got.body))
		}
		form.values[name] = seen
	}
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther || got.header.Get("Location") != directiveURL(kept)+"?notice=merged" {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	if got := s.get(directiveURL(gone)); got.status != http.StatusFound || got.header.Get("Location") != directiveURL(kept) {
		t.Errorf("the old address gives %d to %q", got.status, got.header.Get("Location"))
	}
	if got := s.post(form.action, form.values, nil); got.status != http.StatusNotFound {
		t.Errorf("merging twice gives %d", got.status)
	}
	for _, path := range []string{"/merge?other=1", "/merge?other=x", "/merge?other=99"} {
		if got := s.get(directiveURL(kept) + path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d", path, got.status)
		}
	}
}

func TestTheListOfDirectivesAndItsExportFollowTheAddress(t *testing.T) {
	s := newSite(t)
	s.putDirective(briefing.Directive{Symbol: "10-CT/TU", Place: "Hà Nội", Issuer: "Thành ủy", Date: "2019-05-06", EffectiveTo: "2020-12-31", Family: briefing.PartyFamily})
	s.putDirective(briefing.Directive{Genre: briefing.NghiDinh, Symbol: "30/2020/NĐ-CP", Year: 2020, Family: briefing.StateFamily, Title: "về công tác văn thư"})
	s.held("2024-04-09", "Thực hiện Chỉ thị 24-CT/TU.")
	for query, want := range map[string]string{
		"?genre=nghi-dinh":               "30/2020/NĐ-CP",
		"?family=party&state=registered": "10-CT/TU",
		"?family=party&state=stub":       "24-CT/TU", // as its symbol tells
		"?family=state":                  "30/2020/NĐ-CP",
		"?year=2020":                     "30/2020/NĐ-CP",
		"?validity=ended":                "10-CT/TU",
		"?validity=in_force":             "30/2020/NĐ-CP",
		"?state=stub":                    "24-CT/TU",
		"?q=van+thu&year=":               "30/2020/NĐ-CP",
		"?state=stub&genre=x":            "",
	} {
		page := s.get("/directives" + query)
		export := s.get("/exports/directives" + query + "&format=csv")
		for _, symbol := range []string{"10-CT/TU", "30/2020/NĐ-CP", "24-CT/TU"} {
			if got := strings.Contains(page.body, symbol+"</a></td>"); got != (symbol == want) {
				t.Errorf("%s: page shows %s: %v", query, symbol, got)
			}
			if got := strings.Contains(export.body, ","+symbol+","); got != (symbol == want) {
				t.Errorf("%s: export holds %s: %v: %s", query, symbol, got, export.body)
			}
		}
	}
	wrong := s.get("/directives?year=20")
	if wrong.status != http.StatusUnprocessableEntity || !strings.Contains(text(wrong.body), "Nhập năm, như 2024.") {
		t.Errorf("got %d: %s", wrong.status, text(wrong.body))
	}
}

func TestADraftIsComparedWithTheRegister(t *testing.T) {
	s := newSite(t)
	old := s.putDirective(briefing.Directive{Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2023-08-07", EffectiveTo: "2024-01-31"})
	review := s.post("/meetings/import", map[string]string{"text": articleText(t), "do": "read"}, nil)
	want := "Chỉ thị 24-CT/TU đã hết hiệu lực từ sau ngày 31/01/2024."
	if got := text(review.body); strings.Count(got, want) != 1 {
		t.Errorf("got %s", got)
	}
	if !strings.Contains(review.body, want+` <a href="#in-citations-`) {
		t.Error("the warning does not lead to its place")
	}
	old.Date, old.EffectiveTo = "2023-08-17", ""
	if err := s.db.SaveDirective(t.Context(), tester, old, nil); err != nil {
		t.Fatal(err)
	}
	review = s.post("/meetings/import", map[string]string{"text": articleText(t), "do": "read"}, nil)
	if got := text(review.body); !strings.Contains(got, "Bài ghi ngày 07/08/2023; trong sổ Chỉ thị 24-CT/TU ban hành ngày 17/08/2023.") {
		t.Errorf("got %s", got)
	}
}

func TestADirectiveOfAnEndedSessionSurvivesTheSignIn(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	form := formIn(t, s.get("/directives/new").body)
	form.values["symbol"], form.values["genre"], form.values["do"] = "24-CT/TU", "chi-thi", "save"
	late := s.as("").post(form.action, form.values, nil)
	signIn := formIn(t, late.body)
	signIn.values["name"], signIn.values["password"] = "tran.an", goodPassword
	resend := s.as("").post("/signin", signIn.values, nil)
	if got := text(resend.body); !strings.Contains(got, "Loại văn bản Chỉ thị Số, ký hiệu 24-CT/TU") {
		t.Errorf("got %d: %s", resend.status, got)
	}
}

func TestWhatStandsInTheRegisterIsShownAsText(t *testing.T) {
	s := newSite(t)
	for _, payload := range payloads {
		d := briefing.Directive{Genre: briefing.KeHoach, Symbol: payload, Title: payload, Issuer: payload, Place: payload, Term: payload}
		first := s.putDirective(d)
		second := s.putDirective(briefing.Directive{Symbol: "1-CT/TU", Term: payload})
		url := directiveURL(first.ID)
		pages := []reply{
			s.post(url+"/relations", map[string]string{"do": "add", "verb": payload, "other": payload, "since": payload, "note": payload, "end": "1"}, nil),
			s.post(url+"/relations", map[string]string{"do": "choose:" + url[len("/directives/"):], "verb": "guides", "other": payload, "since": "", "note": payload, "end": "1"}, nil),
			s.sendFiles(first.ID, sentFile{payload + ".exe", []byte("MZ")}),
		}
		relation := &briefing.Relation{From: first.ID, Verb: briefing.Replaces, To: second.ID, Note: payload}
		if err := s.db.AddRelation(t.Context(), tester, relation); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, s.get("/directives"), s.get(url), s.get(url+"/edit"), s.get(url+"/relations"), s.get(url+"/merge"),
			s.get(fmt.Sprintf("%s/merge?other=%d", url, second.ID)), s.get(directiveURL(second.ID)))
		for i, page := range pages {
			if page.status != http.StatusOK && page.status != http.StatusUnprocessableEntity {
				t.Errorf("page %d (%s): got %d", i, page.path, page.status)
			}
			for _, bad := range dangerous {
				if strings.Contains(page.body, bad) {
					t.Errorf("page %d (%s) shows %q of %s unescaped", i, page.path, bad, payload)
				}
			}
		}
	}
}

func TestChainsTellWhatIsUnclear(t *testing.T) {
	s := newSite(t)
	town := s.putDirective(briefing.Directive{Symbol: "10-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2019-05-06"})
	s.putDirective(briefing.Directive{Symbol: "10-CT/TU", Issuer: "Thành ủy", Place: "Hải Phòng", Date: "2018-07-08"})
	plan := briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Date: "2020-01-02", Title: "thực hiện Chỉ thị 10-CT/TU"}
	stored := s.putDirective(plan, mentionsIn(plan.Title)...)
	page := s.get(directiveURL(stored.ID)).body
	if at := strings.Index(page, ">Chọn văn bản<"); at < 0 || !strings.Contains(page[max(0, at-80):at], `"/citations/`) {
		t.Errorf("nothing leads to the citation itself: %s", page)
	}
	if got := text(page); !strings.Contains(got, "Trích yếu nêu Chỉ thị 10-CT/TU, chưa rõ là văn bản nào, nên chuỗi có thể thiếu một bước. Chọn văn bản") {
		t.Errorf("the plan says nothing of it: %s", got)
	}
	if got := text(s.get(directiveURL(town.ID)).body); !strings.Contains(got, "Chưa có văn bản triển khai 42-KH/HU nêu Chỉ thị 10-CT/TU, có thể là văn bản này. Chọn văn bản") {
		t.Errorf("the directive says nothing of it: %s", got)
	}
	units := []briefing.Unit{{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune}}
	s.need(s.db.InsertUnits(t.Context(), tester, units))
	if got := s.as(s.signedIn("xa", briefing.CommuneStaff, units[0].ID)).get(directiveURL(town.ID)).body; !strings.Contains(text(got), "có thể là văn bản này.") || strings.Contains(got, "/citations") {
		t.Errorf("a commune sees %s", text(got))
	}
}

func TestACommuneSeesTheDirectivesThatCiteADirective(t *testing.T) {
	s := newSite(t)
	town := s.putDirective(briefing.Directive{Symbol: "10-CT/TU", Date: "2019-05-06"})
	plan := briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Date: "2020-01-02", Title: "thực hiện Chỉ thị 10-CT/TU về dân vận"}
	s.putDirective(plan, mentionsIn(plan.Title)...)
	s.held("2024-04-09", "Hội nghị tiếp tục thực hiện Chỉ thị 10-CT/TU.")
	units := []briefing.Unit{{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune}}
	s.need(s.db.InsertUnits(t.Context(), tester, units))
	got := text(s.as(s.signedIn("xa", briefing.CommuneStaff, units[0].ID)).get(directiveURL(town.ID)).body)
	if !strings.Contains(got, "02/01/2020 42-KH/HU thực hiện Chỉ thị 10-CT/TU về dân vận") || strings.Contains(got, "Giao ban ngày") || strings.Contains(got, "Hội nghị tiếp tục") {
		t.Errorf("a commune sees %s", got)
	}
}

func TestARemovedRelationIsBroughtBackOnItsPage(t *testing.T) {
	s := newSite(t)
	base := s.putDirective(briefing.Directive{Symbol: "24-CT/TU", Date: "2023-08-07"})
	plan := briefing.Directive{Genre: briefing.KeHoach, Symbol: "9-KH/HU", Date: "2024-01-05"}
	stated := briefing.Mention{Citation: briefing.Citation{Field: "title", Genre: briefing.ChiThi, Symbol: "24-CT/TU"}, Verb: briefing.Implements}
	if err := s.db.SaveDirective(t.Context(), tester, &plan, []briefing.Mention{stated}); err != nil {
		t.Fatal(err)
	}
	url := directiveURL(plan.ID) + "/relations"
	s.post(url, map[string]string{"do": "remove:1"}, nil)
	if page := text(s.get(url).body); !strings.Contains(page, "Trích yếu có nêu, người đã bỏ") {
		t.Errorf("the page does not tell what was removed: %s", page)
	}
	for range 2 { // the second comes too late
		if got := s.post(url, map[string]string{"do": "restore:1"}, nil); got.status != http.StatusSeeOther {
			t.Errorf("got %d: %s", got.status, text(got.body))
		}
	}
	if all, err := s.db.Related(t.Context(), plan.ID); err != nil || len(all) != 1 || all[0].To != base.ID {
		t.Errorf("got %+v, %v", all, err)
	}
	merge := text(s.get(directiveURL(base.ID) + "/merge?other=" + directiveURL(plan.ID)[len("/directives/"):]).body)
	if !strings.Contains(merge, "Quan hệ không chuyển được") || !strings.Contains(merge, "là quan hệ giữa chính hai mục này") {
		t.Errorf("the merge does not tell what it loses: %s", merge)
	}
}
