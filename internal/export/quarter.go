package export

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// quarter builds the report on one period (báo cáo công tác dân vận) from the
// meetings that a person confirmed. It states what they hold and leaves room
// for the rest.
func quarter(ctx context.Context, src Source, req Request) (*Document, error) {
	if !req.Period.Valid() {
		return nil, ErrPeriod
	}
	held, err := confirmed(ctx, src, req.Period)
	if err != nil {
		return nil, err
	}
	cited, err := src.Directives(ctx, briefing.DirectiveFilter{Reports: req.Period})
	if err != nil {
		return nil, fmt.Errorf("directives of %s: %w", req.Period, err)
	}
	office, err := src.Office(ctx, reportDay(req.Period, held))
	if err != nil {
		return nil, fmt.Errorf("office in %s: %w", req.Period, err)
	}
	office = officeOf(office, held)

	plan := planLabel(held)
	abstract := "kết quả công tác dân vận " + req.Period.InWords()
	if plan != "" {
		abstract += ", nhiệm vụ trọng tâm " + plan
	}
	d := &Document{
		Kind:       "quarter",
		Period:     req.Period,
		FileName:   fileName("BC", req.Period.Label(), shortOffice(office)),
		Title:      "Báo cáo công tác dân vận " + req.Period.InWords(),
		Sample:     office.Sample,
		Layout:     layoutOf(office),
		Letterhead: letterhead(office, briefing.BaoCao, abstract),
		Closing:    closing(office),
	}
	d.Blocks = append(d.Blocks, Heading{1, "I. HỘI NGHỊ GIAO BAN"})
	d.Blocks = append(d.Blocks, meetingBlocks(held)...)
	d.Blocks = append(d.Blocks, Heading{1, "II. MÔ HÌNH “DÂN VẬN KHÉO”"})
	d.Blocks = append(d.Blocks, countBlocks(held)...)
	d.Blocks = append(d.Blocks, Heading{1, "III. VĂN BẢN CHỈ ĐẠO ĐƯỢC VIỆN DẪN"})
	d.Blocks = append(d.Blocks, directiveTable(cited))
	d.Blocks = append(d.Blocks, unresolved(held)...)
	d.Blocks = append(d.Blocks, Heading{1, strings.ToUpper(strings.TrimSpace("IV. Nhiệm vụ trọng tâm " + plan))}, Paragraph{})
	d.Data = meetingData(held)
	mark(d, held, cited)
	return d, nil
}

// confirmed returns the meetings of a period that a person confirmed, in the
// order in which they were held.
func confirmed(ctx context.Context, src Source, period briefing.PeriodKey) ([]*briefing.Meeting, error) {
	list, err := src.Meetings(ctx, briefing.MeetingFilter{Reports: period, Confirmed: true, Sort: "held_on"})
	if err != nil {
		return nil, fmt.Errorf("meetings of %s: %w", period, err)
	}
	var held []*briefing.Meeting
	for _, s := range list {
		m, err := src.Meeting(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		held = append(held, m)
	}
	return held, nil
}

// reportDay returns the day whose office issues the report. The report has no
// date before it is signed, so it is the day of the last meeting or the
// period's end: the board may have been renamed since.
func reportDay(period briefing.PeriodKey, held []*briefing.Meeting) briefing.Day {
	last := period.Calendar().To
	for i, m := range held {
		if i == 0 || m.HeldOn > last {
			last = m.HeldOn
		}
	}
	return last
}

// planLabel returns the time planned for, when the meetings that state one
// agree on it.
func planLabel(held []*briefing.Meeting) string {
	label := ""
	for _, m := range held {
		l := vntext.Words(cmp.Or(m.Plan.Label, m.Plan.Key.InWords()))
		if l == "" {
			continue
		}
		if label != "" && l != label {
			return ""
		}
		label = l
	}
	return label
}

// unresolved names the citations whose document nobody has settled yet: they
// are missing from the table and must not vanish with that.
func unresolved(held []*briefing.Meeting) []Block {
	var open []Block
	for _, m := range held {
		for _, c := range m.Citations {
			if c.Directive == 0 {
				open = append(open, Item{cmp.Or(c.Name(), c.Text)})
			}
		}
	}
	if open == nil {
		return nil
	}
	lead := fmt.Sprintf("Ngoài ra có %d viện dẫn chưa xác định được văn bản:", len(open))
	return append([]Block{Paragraph{lead}}, open...)
}

// mark sets what follows from the data shown: draft, sample and the last
// change.
func mark(d *Document, held []*briefing.Meeting, cited []briefing.DirectiveSummary) {
	d.Draft = d.Draft || incomplete(d)
	for _, m := range held {
		d.Sample = d.Sample || m.Sample
		d.Made = later(d.Made, m.UpdatedAt)
	}
	for _, c := range cited {
		d.Sample = d.Sample || c.Sample
		d.Made = later(d.Made, c.UpdatedAt)
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b.UTC()
	}
	return a
}
