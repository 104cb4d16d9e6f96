package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/store"
)

// An officePage shows the office as documents name it, over time.
type officePage struct {
	frame
	Versions []officeVersion
	Admin    bool
	History  string // address; "" for those who may not see it
}

// An officeVersion is the office from one day on.
type officeVersion struct {
	Title  string
	Now    bool // valid today
	Sample bool
	Edit   string
	Remove string // "" for the only version
	Facts  []fact
}

// office shows the office over time, the newest first.
func (s *server) office(c *gin.Context) error {
	all, err := s.db.Offices(c.Request.Context())
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Cơ quan")
	if err != nil {
		return err
	}
	page := officePage{frame: f, Admin: Administrators.admits(account(c))}
	if historians.admits(account(c)) && len(all) > 0 {
		page.History = historyURL("office", 0)
	}
	today := s.today()
	for _, o := range all {
		from := url.Values{"from": {string(o.ValidFrom)}}
		version := officeVersion{Title: "Từ ngày " + o.ValidFrom.Label(), Sample: o.Sample,
			Now: o.ValidFrom <= today, Facts: officeFacts(&o), Edit: address("/office/edit", from)}
		if len(all) > 1 {
			version.Remove = address("/office/remove", from)
		}
		page.Versions = append(page.Versions, version)
		if o.ValidFrom <= today {
			today = "" // what is older is valid no more
		}
	}
	return s.show(c, http.StatusOK, "office/show", page)
}

// today returns the day in Vietnam.
func (s *server) today() briefing.Day { return briefing.DayOf(s.now().In(briefing.Zone)) }

func officeFacts(o *briefing.Office) []fact {
	var signers []string
	for _, signer := range o.Signers {
		signers = append(signers, strings.TrimPrefix(signer.Authority+", "+withTitle(signer.Position, signer.Name), ", "))
	}
	return []fact{
		{"Tên cơ quan", lines(o.Name)},
		{"Cấp ủy trực tiếp", lines(o.Superior)},
		{"Địa danh", lines(o.PlaceLine)},
		{"Ký hiệu", lines(o.Symbol)},
		{"Thể thức", lines(layoutLabel(o.Layout))},
		{"Nơi nhận", o.Recipients},
		{"Người ký", signers},
	}
}

// layoutLabel says which documents a layout is for.
func layoutLabel(name string) string {
	l, ok := export.LayoutNamed(name)
	switch {
	case !ok:
		return name
	case l.Star:
		return "Văn bản của Đảng (Hướng dẫn 36-HD/VPTW)"
	}
	return "Văn bản hành chính (Nghị định 30/2020/NĐ-CP)"
}

// An officeForm is the form of the office from one day on.
type officeForm struct {
	frame
	Fields   []field
	Signers  rowGroup
	Was      string       // print of what was stored for that day when the form was opened
	Conflict []difference // what somebody else stored meanwhile
	Taken    string       // address of the version that begins on that day
	Focus    string       // field to go on with; "" for none
	AddFocus bool         // go on with the button that adds a signer
}

// newOffice shows the form of a new version, filled with the newest.
func (s *server) newOffice(c *gin.Context) error {
	o, err := s.db.Office(c.Request.Context(), "")
	if err != nil {
		return err
	}
	values := officeValues(&o)
	values["valid_from"], values["was"] = s.today().Label(), ""
	return s.showOffice(c, http.StatusOK, values, nil, officeForm{})
}

// editOffice shows the form of one version.
func (s *server) editOffice(c *gin.Context) error {
	o, err := s.officeFrom(c, briefing.Day(c.Query("from")))
	if err != nil {
		return err
	}
	if o.ValidFrom == "" {
		return errNoPage
	}
	return s.showOffice(c, http.StatusOK, officeValues(&o), nil, officeForm{})
}

// officeFrom returns the version that begins on a day, and the zero Office when
// none does.
func (s *server) officeFrom(c *gin.Context, day briefing.Day) (briefing.Office, error) {
	all, err := s.db.Offices(c.Request.Context())
	for _, o := range all {
		if o.ValidFrom == day {
			return o, err
		}
	}
	return briefing.Office{}, err
}

// saveOffice takes the form of a version.
func (s *server) saveOffice(c *gin.Context) error {
	f := sentForm(c)
	if !completeOffice(f) {
		return errMissing
	}
	v := f.values
	switch verb, rest, _ := strings.Cut(v["do"], ":"); {
	case v["do"] == "save":
	case verb == "add" || verb == "remove":
		if !changeSigners(v, verb, rest) {
			return errBroken
		}
		page := officeForm{AddFocus: verb == "remove"}
		if verb == "add" {
			page.Focus = signerField(signerCount(v)-1, signerColumns()[0].Name)
		}
		return s.showOffice(c, http.StatusOK, v, nil, page)
	default:
		return errBroken
	}
	dropEmptySigners(v)
	o, inv := readOffice(v)
	if inv.Err() != nil {
		return s.showOffice(c, http.StatusUnprocessableEntity, v, inv, officeForm{})
	}
	stored, err := s.officeFrom(c, o.ValidFrom)
	if err != nil {
		return err
	}
	if officeFingerprint(&stored) == v["was"] {
		err = s.db.ReplaceOffice(c.Request.Context(), actor(c), stored, *o)
		if err == nil {
			return redirect(c, "/office", "saved")
		}
		if !errors.Is(err, store.ErrStale) {
			return err
		}
		if stored, err = s.officeFrom(c, o.ValidFrom); err != nil {
			return err
		}
	}
	// Somebody else's version is seen first; the next save stores over it.
	var page officeForm
	mine := officeFacts(o)
	for i, one := range officeFacts(&stored) {
		if fmt.Sprint(one.Lines) != fmt.Sprint(mine[i].Lines) {
			page.Conflict = append(page.Conflict, difference{one.Label, one.Lines, mine[i].Lines})
		}
	}
	v["was"], page.Taken = officeFingerprint(&stored), o.ValidFrom.Label()
	return s.showOffice(c, http.StatusConflict, v, nil, page)
}

// officeFingerprint tells whether a version changed since it was shown; "" for none.
func officeFingerprint(o *briefing.Office) string {
	if o.ValidFrom == "" {
		return ""
	}
	return fingerprint(*o)
}

// fingerprint tells whether a record changed since it was shown.
func fingerprint(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain texts
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

func (s *server) showOffice(c *gin.Context, status int, values map[string]string, inv *briefing.Invalid, page officeForm) error {
	title := "Thêm bản thông tin cơ quan"
	if values["was"] != "" {
		title = "Sửa bản áp dụng từ ngày " + values["valid_from"]
	}
	f, err := s.frame(c, title, link{"Cơ quan", "/office"})
	if err != nil {
		return err
	}
	page.frame, page.Was = f, values["was"]
	for _, one := range officeFields() {
		one = one.filled(values, inv)
		page.Fields = append(page.Fields, one)
		if one.Message != "" {
			page.Summary = append(page.Summary, link{one.Label + ": " + one.Message, "#" + one.ID})
		}
	}
	page.Signers = signerRows(values, inv)
	page.Signers.Focus = page.AddFocus
	for _, r := range page.Signers.Rows {
		for i := range r.Cells {
			r.Cells[i].Focus = r.Cells[i].Name == page.Focus
		}
		for _, cell := range r.Messages {
			page.Summary = append(page.Summary, link{fmt.Sprintf("Người ký, dòng %d: %s", r.Number, cell.Message), "#" + cell.ID})
		}
	}
	return s.show(c, status, "office/form", page)
}

// signerCount returns how many signers the form has.
func signerCount(v map[string]string) int {
	n, err := strconv.Atoi(v["signers"])
	if err != nil || n < 0 || n > mostSigners {
		return 0
	}
	return n
}
