package briefing

import (
	"fmt"
	"slices"
)

// An AgendaItem is one point of the course of a meeting (chương trình).
type AgendaItem struct {
	ID        int64 `json:"-"` // stays over saves
	Kind      AgendaKind
	Topic     string
	Presenter int64  `json:"-"` // the Participation; 0 for somebody who has none, or nobody
	Label     string // who presents: the name of Presenter as of the last save, or as written
	Unit      int64  `json:"-"` // of the meeting's day; 0 for none
	UnitName  string // of Unit, as the store knows it
	Minutes   int    // planned; 0 when not known
	Outcome   string
}

// An AgendaKind is what is done in an item.
type AgendaKind string

const (
	Opening    AgendaKind = "opening"    // khai mạc
	Reporting  AgendaKind = "report"     // báo cáo
	Paper      AgendaKind = "paper"      // tham luận
	Discussion AgendaKind = "discussion" // thảo luận
	Direction  AgendaKind = "direction"  // phát biểu chỉ đạo
	Conclusion AgendaKind = "conclusion" // kết luận
	OtherItem  AgendaKind = "other"
)

// AgendaKinds lists every kind in the usual order of a meeting.
func AgendaKinds() []AgendaKind {
	return []AgendaKind{Opening, Reporting, Paper, Discussion, Direction, Conclusion, OtherItem}
}

// Label returns the kind's name, "Tham luận"; "" for an unknown one.
func (k AgendaKind) Label() string {
	switch k {
	case Opening:
		return "Khai mạc"
	case Reporting:
		return "Báo cáo"
	case Paper:
		return "Tham luận"
	case Discussion:
		return "Thảo luận"
	case Direction:
		return "Phát biểu chỉ đạo"
	case Conclusion:
		return "Kết luận"
	case OtherItem:
		return "Khác"
	}
	return ""
}

// MaxAgenda bounds the agenda; a day has room for no more.
const MaxAgenda = 100

func (m *Meeting) checkAgenda(inv *Invalid) {
	inv.Check(len(m.Agenda) <= MaxAgenda, "items", "Quá 100 mục; một hội nghị không thể có nhiều như vậy.")
	for i, item := range m.Agenda {
		field := fmt.Sprintf("items.%d.", i)
		inv.Check(item.Kind.Label() != "", field+"kind", "Chọn loại mục.")
		inv.Check(item.Topic != "" || item.Kind != OtherItem, field+"topic", "Nhập nội dung của mục này.")
		inv.Check(item.Presenter == 0 || slices.ContainsFunc(m.Participations, item.presentedBy), field+"presenter",
			"Người này không còn trong danh sách của hội nghị; chọn lại.")
		inv.Check(item.Minutes >= 0 && item.Minutes <= 24*60, field+"minutes", "Nhập số phút, từ 0 đến 1.440.")
		inv.checkLength(field+"topic", item.Topic)
		inv.checkLength(field+"label", item.Label)
		inv.checkLength(field+"outcome", item.Outcome)
	}
}

func (item *AgendaItem) presentedBy(p Participation) bool { return p.ID == item.Presenter }

// NamePresenters writes the names of the participations into the items that
// they present. Where a participation is gone its name stays as it was.
func (m *Meeting) NamePresenters() {
	for i := range m.Agenda {
		item := &m.Agenda[i]
		at := slices.IndexFunc(m.Participations, item.presentedBy)
		switch {
		case item.Presenter == 0:
		case at < 0:
			item.Presenter = 0
		default:
			item.Label = m.Participations[at].Who()
		}
	}
}

// AgendaTimes returns when each item begins, computed from the begin of the
// meeting and the planned minutes; "" from the first item after one whose
// length is not known. The last value is when the last item ends.
func (m *Meeting) AgendaTimes() []TimeOfDay {
	times := []TimeOfDay{m.Begins}
	for _, item := range m.Agenda {
		next := times[len(times)-1]
		if item.Minutes == 0 {
			next = ""
		}
		times = append(times, next.After(item.Minutes))
	}
	return times
}
