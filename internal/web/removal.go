package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// A recordRemoval asks whether a record of the settings is really to go, and
// why. Record and hidden fields are those of the page as it was shown.
type recordRemoval struct {
	frame
	Changed bool // somebody else saved meanwhile
	Record  []fact
	Effect  string // what will be different
	Uses    []fact // what refers to the record: it cannot go then
	Reason  field
	Hidden  []hidden
	Action  string
	Back    string
}

// maxReason bounds why a record is removed, in runes.
const maxReason = 500

// readReason reads why a record is removed; inv is nil when it may be.
func readReason(f *form) (reason string, inv *briefing.Invalid) {
	reason = vntext.Words(f.values["reason"])
	inv = &briefing.Invalid{}
	inv.Check(reason != "", "reason", "Ghi lý do xóa, để người xem nhật ký hiểu.")
	inv.Check(utf8.RuneCountInString(reason) <= maxReason, "reason", "Lý do dài quá 500 ký tự.")
	if inv.Err() == nil {
		return reason, nil
	}
	return reason, inv
}

func (s *server) showRemoval(c *gin.Context, status int, name, title string, crumb link, inv *briefing.Invalid, page recordRemoval) error {
	f, err := s.frame(c, title, crumb)
	if err != nil {
		return err
	}
	values := map[string]string{}
	if c.Request.Method == http.MethodPost {
		values["reason"] = sentForm(c).values["reason"]
	}
	page.frame, page.Back = f, crumb.URL
	page.Reason = field{Name: "reason", Label: "Lý do", Required: true, Width: "full"}.filled(values, inv)
	page.Summary = summaryOf([]field{page.Reason})
	return s.show(c, status, name, page)
}

var (
	errLastOffice = &failure{http.StatusUnprocessableEntity, "Không xóa được bản cuối cùng",
		"Phải còn ít nhất một bản thông tin cơ quan để in văn bản. Sửa bản này, hoặc thêm bản khác rồi xóa."}
	errOfficeGone = &failure{http.StatusConflict, "Bản này không còn",
		"Người khác vừa xóa bản thông tin cơ quan này hoặc đổi ngày của nó. Mở lại trang Cơ quan để xem."}
	errUnitGone = &failure{http.StatusConflict, "Đơn vị này không còn",
		"Người khác vừa xóa đơn vị này. Mở lại trang Đơn vị để xem."}
)

// askOfficeRemoval asks before a version of the office goes.
func (s *server) askOfficeRemoval(c *gin.Context) error {
	o, err := s.officeFrom(c, briefing.Day(c.Query("from")))
	if err != nil {
		return err
	}
	if o.ValidFrom == "" {
		return errNoPage
	}
	return s.showOfficeRemoval(c, http.StatusOK, &o, nil, false)
}

func (s *server) showOfficeRemoval(c *gin.Context, status int, o *briefing.Office, inv *briefing.Invalid, changed bool) error {
	all, err := s.db.Offices(c.Request.Context())
	if err != nil {
		return err
	}
	if len(all) == 1 {
		return errLastOffice
	}
	return s.showRemoval(c, status, "office/remove", "Xóa bản áp dụng từ ngày "+o.ValidFrom.Label(), link{"Cơ quan", "/office"}, inv,
		recordRemoval{Changed: changed, Record: officeFacts(o), Effect: withoutOffice(all, o.ValidFrom), Action: "/office/remove",
			Hidden: []hidden{{"from", string(o.ValidFrom)}, {"was", printOf(o)}}})
}

// withoutOffice says what documents print without the version that begins on a
// day. All are the versions, the newest first.
func withoutOffice(all []briefing.Office, from briefing.Day) string {
	i := slices.IndexFunc(all, func(o briefing.Office) bool { return o.ValidFrom == from })
	if i < 0 {
		return ""
	}
	span := "Văn bản từ ngày " + from.Label()
	if i > 0 {
		span += " đến trước ngày " + all[i-1].ValidFrom.Label()
	}
	if i == len(all)-1 {
		return span + " sẽ in dòng chấm ở tên cơ quan, ký hiệu, nơi nhận và người ký, vì không có bản nào trước đó."
	}
	return fmt.Sprintf("%s sẽ in theo bản áp dụng từ ngày %s.", span, all[i+1].ValidFrom.Label())
}

// removeOffice removes a version of the office.
func (s *server) removeOffice(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("from", "was", "reason") {
		return errMissing
	}
	stored, err := s.officeFrom(c, briefing.Day(f.values["from"]))
	if err != nil {
		return err
	}
	if stored.ValidFrom == "" {
		return errOfficeGone
	}
	if printOf(&stored) != f.values["was"] {
		return s.showOfficeRemoval(c, http.StatusConflict, &stored, nil, true)
	}
	reason, inv := readReason(f)
	if inv != nil {
		return s.showOfficeRemoval(c, http.StatusUnprocessableEntity, &stored, inv, false)
	}
	err = s.db.DeleteOffice(c.Request.Context(), actor(c), stored, reason)
	switch {
	case errors.Is(err, store.ErrStale):
		return errOfficeGone
	case errors.Is(err, store.ErrLastOffice):
		return errLastOffice
	case err != nil:
		return err
	}
	return redirect(c, "/office", "removed")
}

// askUnitRemoval asks before a unit goes.
func (s *server) askUnitRemoval(c *gin.Context) error {
	versions, err := s.unitOf(c)
	if err != nil {
		return err
	}
	return s.showUnitRemoval(c, http.StatusOK, versions, nil, false)
}

func (s *server) showUnitRemoval(c *gin.Context, status int, versions []briefing.Unit, inv *briefing.Invalid, changed bool) error {
	ctx := c.Request.Context()
	names, err := s.allUnitNames(ctx)
	if err != nil {
		return err
	}
	u := versions[len(versions)-1]
	uses, err := s.db.UnitUses(ctx, u.ID)
	if err != nil {
		return err
	}
	page := recordRemoval{Changed: changed, Uses: usesFacts(&uses), Action: unitURL(u.ID, "remove"), Hidden: []hidden{{"was", fingerprint(versions)}},
		Effect: "Chỉ xóa đơn vị ghi nhầm. Đơn vị đã giải thể, sáp nhập thì sửa và ghi ngày ở ô “Đến hết ngày”: đơn vị còn trong sổ với thời gian của nó."}
	for _, v := range versions {
		page.Record = append(page.Record, slices.DeleteFunc(unitFacts(&v, names), func(f fact) bool { return f.Lines == nil })...)
	}
	return s.showRemoval(c, status, "units/remove", "Xóa đơn vị "+u.Name, link{"Đơn vị", "/units"}, inv, page)
}

// removeUnit removes a unit that nothing uses.
func (s *server) removeUnit(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("was", "reason") {
		return errMissing
	}
	versions, err := s.unitOf(c)
	if errors.Is(err, store.ErrNotFound) {
		return errUnitGone
	}
	if err != nil {
		return err
	}
	if fingerprint(versions) != f.values["was"] {
		return s.showUnitRemoval(c, http.StatusConflict, versions, nil, true)
	}
	reason, inv := readReason(f)
	if inv != nil {
		return s.showUnitRemoval(c, http.StatusUnprocessableEntity, versions, inv, false)
	}
	err = s.db.DeleteUnit(c.Request.Context(), actor(c), versions, reason)
	switch {
	case errors.Is(err, store.ErrStale):
		return errUnitGone
	case errors.Is(err, store.ErrInUse):
		return s.showUnitRemoval(c, http.StatusConflict, versions, nil, false)
	case err != nil:
		return err
	}
	return redirect(c, "/units", "removed")
}
