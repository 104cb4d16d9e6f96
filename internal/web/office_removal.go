package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

var (
	errLastOffice = &failure{http.StatusUnprocessableEntity, "Không xóa được bản cuối cùng",
		"Phải còn ít nhất một bản thông tin cơ quan để in văn bản. Sửa bản này, hoặc thêm bản khác rồi xóa."}
	errOfficeGone = &failure{http.StatusConflict, "Bản này không còn",
		"Người khác vừa xóa bản thông tin cơ quan này hoặc đổi ngày của nó. Mở lại trang Cơ quan để xem."}
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
	return s.showRemoval(c, status, "Xóa bản áp dụng từ ngày "+o.ValidFrom.Label(), link{"Cơ quan", "/office"}, inv,
		removalPage{Changed: changed, Record: officeFacts(o), Effect: withoutOffice(all, o.ValidFrom), Action: "/office/remove",
			Hidden: []hidden{{"from", string(o.ValidFrom)}, {"was", officeFingerprint(o)}}})
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
	if officeFingerprint(&stored) != f.values["was"] {
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
