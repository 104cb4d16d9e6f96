package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// What is typed with dashes and what is left empty is read as in the office
// form; a file copy that is named is not named again.
func TestSetUpReadsTheOfficeAsItsFormDoes(t *testing.T) {
	s := newEmptySite(t)
	values := setupForm()
	values["office.recipients"] = "- Thường trực Huyện ủy (b/c)\n– Lưu BDV"
	for _, column := range []string{"authority", "position", "name"} {
		values["signers.1."+column], values["signers.0."+column] = values["signers.0."+column], " "
	}
	if got := s.post("/setup", values, nil); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	office, err := s.db.Office(t.Context(), "")
	if err != nil || !slices.Equal(office.Recipients, []string{"Thường trực Huyện ủy (b/c)", "Lưu BDV"}) ||
		len(office.Signers) != 1 || office.Signers[0].Name != "Lê Ba" {
		t.Errorf("got %+v, %v", office, err)
	}
}

// Nothing is chosen for the office that it did not choose, and the page says
// all that is wrong at once, a forgotten password too.
func TestSetUpSaysAllMistakesAtOnce(t *testing.T) {
	s := newEmptySite(t)
	page := s.get("/setup").body
	if got := formIn(t, page).values["units"]; got != "" || !strings.Contains(page, "huyện Gia Lâm, Hà Nội") {
		t.Errorf("the units %q are chosen", got)
	}
	values := setupForm()
	values["code"], values["name"], values["office.symbol"], values["units"] = "x", "", "", ""
	got := s.post("/setup", values, nil)
	for _, want := range []string{"Mã cài đặt không đúng", "Tên đăng nhập gồm", "Nhập ký hiệu", "Chọn cách ghi danh sách đơn vị", "Gõ lại mật khẩu"} {
		if n := strings.Count(text(got.body), want); got.status != http.StatusUnprocessableEntity || n != 2 { // above and at the field
			t.Errorf("got %d and %d times %q", got.status, n, want)
		}
	}
	if strings.Contains(got.body, goodPassword) || !strings.Contains(got.body, "data-unsaved") {
		t.Error("the page holds a password, or does not say that it is unsaved")
	}
}

func TestSetUpLeadsToTheListOfUnits(t *testing.T) {
	for choice, want := range map[string]string{"excel": "/units/import?notice=set-up-units", "later": "/?notice=set-up"} {
		s := newEmptySite(t)
		values := setupForm()
		values["units"], values["code"] = choice, "abcd EFGH–2345 6789"
		got := s.post("/setup", values, nil)
		if got.status != http.StatusSeeOther || got.header.Get("Location") != want {
			t.Errorf("%s: got %d to %q, want %q", choice, got.status, got.header.Get("Location"), want)
			continue
		}
		units, _ := s.db.Units(t.Context(), "")
		overview := text(s.as(cookieOf(got).Value).get("/").body)
		if len(units) != 0 || !strings.Contains(overview, "Danh sách đơn vị: để gắn") || strings.Contains(overview, "Thông tin cơ quan:") {
			t.Errorf("%s: got %d units and %s", choice, len(units), overview)
		}
	}
}
