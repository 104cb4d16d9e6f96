package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

// An overviewPage is the first page: the newest report within one click, and
// what waits for somebody.
type overviewPage struct {
	frame
	Newest  *periodSummary // nil before the first confirmed meeting
	Counts  []statedCount  // stated at the meetings of the newest period
	Periods []periodSummary
	Drafts  []meetingRow // the newest few
	Waiting string       // how many drafts there are
	Unit    string       // of commune staff, who see nothing else of this
	Ended   bool         // and it is valid no more
	Missing []link       // what an administrator has to fill in before all works
}

// A periodSummary is a period that meetings report on.
type periodSummary struct {
	Key       briefing.PeriodKey
	Label     string
	URL       string // of the report
	List      string // of its meetings
	Meetings  int    // confirmed
	Drafts    int
	Downloads []link // of the report; none before a meeting is confirmed
}

// fewDrafts is how many drafts the first page lists.
const fewDrafts = 5

// overview shows the first page.
func (s *server) overview(c *gin.Context) error {
	ctx := c.Request.Context()
	if account(c).Role == briefing.CommuneStaff {
		return s.communeOverview(c)
	}
	periods, err := s.periods(ctx)
	if err != nil {
		return err
	}
	drafts, err := s.db.Meetings(ctx, briefing.MeetingFilter{State: briefing.Draft})
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Tổng quan")
	if err != nil {
		return err
	}
	page := overviewPage{frame: f, Periods: periods, Waiting: number(len(drafts))}
	for i, m := range drafts[:min(len(drafts), fewDrafts)] {
		page.Drafts = append(page.Drafts, meetingRowOf(i+1, m))
	}
	if page.Administers {
		if page.Missing, err = s.missing(ctx); err != nil {
			return err
		}
	}
	newest := slices.IndexFunc(periods, func(p periodSummary) bool { return p.Meetings > 0 })
	if newest >= 0 {
		page.Newest = &periods[newest]
		if page.Counts, err = s.statedIn(ctx, page.Newest.Key); err != nil {
			return err
		}
	}
	return s.show(c, http.StatusOK, "overview/index", page)
}

// missing lists what was not filled in when the program was set up.
func (s *server) missing(ctx context.Context) ([]link, error) {
	var all []link
	office, err := s.db.Office(ctx, "")
	if err != nil {
		return nil, err
	}
	if office.Name == "" {
		all = append(all, link{"Thông tin cơ quan: tên, ký hiệu, nơi nhận, người ký in trên văn bản", "/office/new"})
	}
	has, err := s.db.HasUnits(ctx)
	if err == nil && !has {
		all = append(all, link{"Danh sách đơn vị: để gắn tài khoản cán bộ xã", "/units"})
	}
	return all, err
}

// communeOverview shows the first page of commune staff: the meetings are the
// district's.
func (s *server) communeOverview(c *gin.Context) error {
	f, err := s.frame(c, "Tổng quan")
	if err != nil {
		return err
	}
	unit, err := s.unitName(c.Request.Context(), account(c).Unit)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "overview/index", overviewPage{frame: f, Unit: unit, Ended: account(c).UnitEnded})
}

// periods returns the periods that meetings report on, the newest first.
func (s *server) periods(ctx context.Context) ([]periodSummary, error) {
	all, err := s.db.Meetings(ctx, briefing.MeetingFilter{})
	if err != nil {
		return nil, err
	}
	byKey := map[briefing.PeriodKey]*periodSummary{}
	for _, m := range all {
		if !m.Reports.Valid() {
			continue
		}
		p := byKey[m.Reports]
		if p == nil {
			p = &periodSummary{Key: m.Reports, Label: m.Reports.Label(), URL: "/quarters/" + string(m.Reports),
				List: "/meetings?period=" + string(m.Reports)}
			byKey[m.Reports] = p
		}
		if m.State.Confirmed() {
			p.Meetings++
			p.Downloads = downloads("quarter", "period", string(m.Reports))
		} else {
			p.Drafts++
		}
	}
	var periods []periodSummary
	for _, p := range byKey {
		periods = append(periods, *p)
	}
	slices.SortFunc(periods, func(a, b periodSummary) int {
		x, y := a.Key.Calendar(), b.Key.Calendar()
		return cmp.Or(cmp.Compare(y.To, x.To), cmp.Compare(y.From, x.From), cmp.Compare(a.Key, b.Key))
	})
	return periods, nil
}

// statedIn returns the numbers that the confirmed meetings of a period stated.
func (s *server) statedIn(ctx context.Context, period briefing.PeriodKey) ([]statedCount, error) {
	held, err := s.db.Meetings(ctx, briefing.MeetingFilter{Reports: period, Confirmed: true, Sort: "held_on"})
	if err != nil {
		return nil, err
	}
	var counts []briefing.Count
	for _, summary := range held {
		m, err := s.db.Meeting(ctx, summary.ID)
		if err != nil {
			return nil, err
		}
		counts = append(counts, m.Counts...)
	}
	return statedCounts(counts), nil
}
