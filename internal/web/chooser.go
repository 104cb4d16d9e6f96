package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
)

// An offer is a directive that may be meant.
type offer struct {
	Value string // of the button
	Do    string // on the button
	Of    link
	Title string
	State string // "" for what is registered
	Same  string // in what it agrees with the citation, or with what was typed
	Other string // … and in what it does not
}

// A chooser lets a person name a directive in one line, and shows what came of
// it: the entries to choose from, or the offer to make one.
type chooser struct {
	Name     field
	Choices  []offer
	Stub     string // name of the entry that may be made of what was typed; "" for none
	Register string // address of the form that registers it; "" for none
}

// mostChoices bounds the entries that are offered.
const mostChoices = 50

func otherField() field {
	return field{Name: "other", Label: "Văn bản khác", Width: "name", Sample: "24-CT/TU ngày 07/08/2023 của Thành ủy Hà Nội"}
}

// A naming is what a person typed to name a directive, and what it can mean.
type naming struct {
	typed   string
	cited   briefing.Citation
	problem string
	fit     []briefing.Directive
	odd     []briefing.Directive // of that symbol, but of another day, issuer, place or type
	itself  bool                 // the one that cannot be meant is
}

// nameDirective finds the directives that a person typed, but one.
func (s *server) nameDirective(ctx context.Context, typed string, but int64) (*naming, error) {
	n := &naming{typed: typed}
	if typed == "" {
		n.problem = "Nhập số, ký hiệu của văn bản."
		return n, nil
	}
	if n.cited, n.problem = citation.ReadName(typed); n.problem != "" {
		return n, nil
	}
	var err error
	n.fit, n.odd, err = s.db.Named(ctx, &n.cited)
	isBut := func(d briefing.Directive) bool { return d.ID == but }
	n.itself = slices.ContainsFunc(n.fit, isBut)
	n.fit, n.odd = slices.DeleteFunc(n.fit, isBut), slices.DeleteFunc(n.odd, isBut)
	return n, err
}

// one returns the only directive that was meant, or 0.
func (n *naming) one() int64 {
	if len(n.fit) != 1 {
		return 0
	}
	return n.fit[0].ID
}

// stub reports whether an entry may be made of what was typed.
func (n *naming) stub() bool {
	return n.problem == "" && len(n.fit) == 0 && !n.itself && n.cited.Genre.Valid() && n.cited.Whole()
}

// message says why it is not clear yet which directive was meant; "" when it is.
func (n *naming) message() string {
	switch {
	case n.problem != "":
		return n.problem
	case len(n.fit) == 1:
		return ""
	case len(n.fit) > 1:
		return "Sổ có " + number(len(n.fit)) + " văn bản như vậy. Chọn một ở dưới, hoặc ghi thêm ngày, cơ quan ban hành."
	case n.itself:
		return "Đó là chính văn bản này. Nhập văn bản khác."
	case len(n.odd) > 0:
		return "Sổ chưa có " + n.words() + ", nhưng có văn bản cùng số khác ngày, cơ quan, địa bàn hoặc loại. Chọn ở dưới nếu đúng."
	case n.stub():
		return "Sổ chưa có " + n.words() + ". Sửa lại, hoặc tạo mục mới ở dưới."
	}
	return "Sổ chưa có văn bản này. Ghi cả loại và ký hiệu, như Kế hoạch 12-KH/HU."
}

// words tells what was read in the line: "Chỉ thị 24-CT/TU (07/08/2023, Thành
// ủy)".
func (n *naming) words() string { return n.entry().Line() }

// entry is the directive that the line tells of.
func (n *naming) entry() *briefing.Directive {
	c := &n.cited
	return &briefing.Directive{Genre: c.Genre, Number: c.Number, Symbol: c.Symbol, Issuer: c.Issuer, Date: c.Date, Year: c.Year,
		Title: c.Title}
}

// chooser shows what came of a line; without one, the empty field.
func (n *naming) chooser(message string) chooser {
	var inv briefing.Invalid
	inv.Check(message == "", "other", message)
	ch := chooser{Name: otherField().filled(map[string]string{"other": n.typed}, &inv)}
	for _, d := range append(slices.Clone(n.fit), n.odd...) {
		if len(ch.Choices) < mostChoices {
			ch.Choices = append(ch.Choices, offerOf(&d, &n.cited, "", nil))
		}
	}
	if n.stub() {
		ch.Stub, ch.Register = n.words(), registerURL(n.entry())
	}
	return ch
}

// offerOf offers a directive for a citation in a text of a day.
func offerOf(d *briefing.Directive, c *briefing.Citation, on briefing.Day, places []string) offer {
	same, other := d.Likeness(c, on, places)
	one := offer{Value: "choose:" + strconv.FormatInt(d.ID, 10), Do: "Chọn", Of: link{d.Line(), directiveURL(d.ID)}, Title: d.Title,
		Same: strings.Join(same, ", "), Other: strings.Join(other, ", ")}
	if d.Stub {
		one.State = d.State().Label()
	}
	return one
}

// registerURL is the form of a new directive that holds what is known of d.
func registerURL(d *briefing.Directive) string {
	query := url.Values{}
	for name, value := range directiveValues(d) {
		if value != "" && name != "version" {
			query.Set(name, value)
		}
	}
	return address("/directives/new", query)
}
