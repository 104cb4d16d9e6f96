package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

func TestTheReferenceListSavedAtOnceIsStoredOnce(t *testing.T) {
	s := newSite(t)
	var stored, refused atomic.Int64
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			switch got := s.post("/units/reference", map[string]string{"do": "add"}, nil); got.status {
			case http.StatusSeeOther:
				stored.Add(1)
			case http.StatusConflict:
				refused.Add(1)
			}
		})
	}
	all.Wait()
	units, err := s.db.AllUnits(t.Context())
	if err != nil || len(units) != 23 || stored.Load() != 1 || refused.Load() != 3 {
		t.Errorf("got %d units, %d stored and %d refused, %v", len(units), stored.Load(), refused.Load(), err)
	}
}

func TestAWorkbookSavedAtOnceIsStoredOnce(t *testing.T) {
	s := newSite(t)
	form := formIn(t, s.post("/units/import", map[string]string{"do": "read"}, unitList(t, "Xã Đa Tốn|00577|Huyện Gia Lâm", "Huyện Gia Lâm|018|")).body)
	form.values["do"] = "save"
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			got := s.post(form.action, form.values, nil)
			if told := text(got.body); got.status != http.StatusSeeOther && !strings.Contains(told, "cả 2 đơn vị của tệp đã có trong sổ") {
				t.Errorf("got %d: %s", got.status, told)
			}
		})
	}
	all.Wait()
	if units, err := s.db.AllUnits(t.Context()); err != nil || len(units) != 2 {
		t.Errorf("got %d units, %v, want 2", len(units), err)
	}
}

// communes stores a district and two communes.
func (s *site) communes() []briefing.Unit {
	s.t.Helper()
	units := []briefing.Unit{{Name: "Huyện A", ShortName: "A", Kind: "huyện", Level: briefing.District},
		{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune, Parent: -1},
		{Name: "Xã Hai", ShortName: "Hai", Kind: "xã", Level: briefing.Commune, Parent: -1}}
	s.need(s.db.InsertUnits(s.t.Context(), tester, units))
	return units
}

func TestTheFormOfAnAccountTakesOnlyACommuneOfToday(t *testing.T) {
	s := newSite(t)
	units := s.communes()
	s.end(units[2])
	for _, unit := range []int64{units[0].ID, units[2].ID, 99} {
		got := s.post("/accounts", map[string]string{"name": "xa.moi", "full_name": "A", "role": "commune", "unit": fmt.Sprint(unit)}, nil)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Chọn một đơn vị cấp xã đang có hiệu lực.") {
			t.Errorf("unit %d: got %d: %s", unit, got.status, text(got.body))
		}
	}
}

func TestAnAccountKeepsTheNameOfItsEndedUnit(t *testing.T) {
	s := newSite(t)
	units := s.communes()
	s.signedIn("xa.mot", briefing.CommuneStaff, units[1].ID)
	s.end(units[1])
	const ended = "Xã Một (hết hiệu lực)"
	if list := text(s.get("/accounts").body); !strings.Contains(list, ended) {
		t.Errorf("got %s", list)
	}
	page := s.get("/accounts/2").body
	form := formTo(t, page, "/accounts/2")
	if form.values["unit"] != fmt.Sprint(units[1].ID) || !strings.Contains(page, ended) {
		t.Errorf("got unit %q: %s", form.values["unit"], text(page))
	}
	if strings.Contains(s.get("/accounts/new").body, "Xã Một") {
		t.Error("a new account is offered an ended unit")
	}
	s.change("xa.mot", func(a *briefing.Account) { a.Unit = units[2].ID })
	if got := s.post(form.action, form.values, nil); got.status != http.StatusConflict || !strings.Contains(text(got.body), "Đơn vị Xã Hai "+ended) {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
}

func TestWhoseUnitHasEndedIsToldSo(t *testing.T) {
	s := newSite(t)
	units := s.communes()
	b := s.as(s.signedIn("xa.mot", briefing.CommuneStaff, units[1].ID))
	s.need(s.db.InsertDirective(t.Context(), tester, &briefing.Directive{Genre: briefing.ChiThi, Number: "7", Symbol: "7-CT/HU", Issuer: "Huyện ủy"}))
	if got := b.get("/directives"); got.status != http.StatusOK {
		t.Fatalf("got %d", got.status)
	}
	s.end(units[1])
	if got := b.get("/"); got.status != http.StatusOK || !strings.Contains(text(got.body), "Xã Một Đơn vị đã hết hiệu lực") ||
		strings.Contains(got.body, "/directives") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	if got := b.get("/directives/1"); got.status != http.StatusForbidden || !strings.Contains(text(got.body), "Đơn vị đã hết hiệu lực") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	denied, err := s.db.Audit(t.Context(), auditOf("denied"))
	if err != nil || len(denied) != 1 || denied[0].Reason != "Đơn vị đã hết hiệu lực" {
		t.Errorf("got %+v, %v", denied, err)
	}
}

// What was typed is not lost when the unit goes after it was read and before it
// is stored.
func TestAUnitThatGoesMeanwhileKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t)
	was := s.communes()[2]
	s.need(s.db.DeleteUnit(t.Context(), tester, []briefing.Unit{was}, "nhầm"))
	w := httptest.NewRecorder()
	c, _ := gin.CreateTestContext(w)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, fmt.Sprintf("/units/%d/edit", was.ID), nil)
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: s.token})
	c.Request = s.server.withVisitor(r)
	c.Params = gin.Params{{Key: "id", Value: fmt.Sprint(was.ID)}}
	s.need(s.server.identify(c))
	values := unitValues(&was)
	values["name"] = "Xã Vừa Gõ"
	typed, _ := readUnit(values)
	s.need(s.server.replaceUnit(c, values, was, typed))
	if got := text(w.Body.String()); w.Code != http.StatusConflict || !strings.Contains(got, "Người khác vừa xóa đơn vị này.") ||
		!strings.Contains(w.Body.String(), `value="Xã Vừa Gõ"`) {
		t.Errorf("got %d: %s", w.Code, got)
	}
}
