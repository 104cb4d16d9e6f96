package article

import (
	"fmt"
	"strings"
	"testing"

	"giaoban/internal/briefing"

	"golang.org/x/text/unicode/norm"
)

// A story holds the facts of one made-up article. Its text is put together
// from them, so that every fact must come back from the text alone.
type story struct {
	title, organizer            string
	held                        briefing.Day
	posted                      briefing.Day
	report                      briefing.PeriodKey
	plan                        briefing.Plan
	chairs                      []briefing.Participation
	presenter, guest, concluder briefing.Participation
	districtCount, communeCount int64
	topics                      []string
	text                        string
}

// A review pairs a period as written with its key and the time planned after.
type review struct {
	written, planned string // %d is the year
	key              string // after the year
	planKey          string
	planFrom, planTo string
	month, day       int
	yearsLater       int // the meeting is in the year after
}

var reviews = []review{
	{"quý I/%d", "quý II/%d", "-Q1", "-Q2", "04-01", "06-30", 4, 5, 0},
	{"quý 2 năm %d", "quý 3 năm %d", "-Q2", "-Q3", "07-01", "09-30", 7, 11, 0},
	{"quý III", "quý IV năm %d", "-Q3", "-Q4", "10-01", "12-31", 10, 3, 0},
	{"qúy III", "qúy IV/%d", "-Q3", "-Q4", "10-01", "12-31", 9, 28, 0},
	{"quí II.%d", "quí III.%d", "-Q2", "-Q3", "07-01", "09-30", 6, 30, 0},
	{"3 tháng đầu năm", "9 tháng cuối năm %d", "-Q1", "", "04-01", "12-31", 4, 9, 0},
	{"6 tháng đầu năm", "6 tháng cuối năm %d", "-H1", "-H2", "07-01", "12-31", 7, 8, 0},
	{"06 tháng đầu năm %d", "06 tháng cuối năm %d", "-H1", "-H2", "07-01", "12-31", 6, 24, 0},
	{"9 tháng đầu năm", "3 tháng cuối năm %d", "-9M", "-Q4", "10-01", "12-31", 10, 12, 0},
	{"tháng 5/%d", "tháng 6/%d", "-M05", "-M06", "06-01", "06-30", 6, 2, 0},
}

var people = [][2]string{
	{"Nguyễn Văn An", "Ủy viên BTV, Trưởng Ban Dân vận Huyện ủy"},
	{"Trần Thị Bình", "UVBTVHU, Trưởng Ban Dân vận, Chủ tịch Ủy ban MTTQ huyện"},
	{"Lê Hoàng Phương Chi", "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện"},
	{"Kiều Quốc Dũng", "PBT TT Huyện ủy"},
	{"Đoàn Thị Êm", "Phó Trưởng Ban Thường trực Ban Dân vận Huyện ủy"},
	{"Y Thông Niê", "HUV, Phó Trưởng ban Dân vận Huyện ủy"},
	{"Võ Trường Giang", "Phó Trưởng Ban Tuyên giáo và Dân vận Huyện ủy"},
	{"Phạm Hồng Hà", "Ủy viên Ban Thường vụ - Trưởng Ban Dân vận Huyện ủy"},
}

var bodies = []string{
	"Ban Dân vận Huyện ủy Sông Mây", "Ban Dân vận Quận ủy Tây Nam", "Thường trực Huyện ủy Đồng Xoan",
	"Ban Dân vận Thị ủy An Nhiên", "Đảng ủy xã Lộc Bình", "Ban Tuyên giáo và Dân vận Thành ủy Hoa Lư",
	"Ban Thường vụ Huyện ủy Núi Ngọc",
}

func dayStyles(d briefing.Day) []string {
	t := d.Time()
	return []string{
		fmt.Sprintf("Chiều ngày %02d.%02d.%d", t.Day(), t.Month(), t.Year()),
		fmt.Sprintf("Sáng ngày %d/%d/%d", t.Day(), t.Month(), t.Year()),
		fmt.Sprintf("Ngày %d-%d-%d", t.Day(), t.Month(), t.Year()),
		fmt.Sprintf("Ngày %02d tháng %d năm %d", t.Day(), t.Month(), t.Year()),
		fmt.Sprintf("Sáng %d/%d", t.Day(), t.Month()),
		fmt.Sprintf("Ngày %d tháng %d", t.Day(), t.Month()),
	}
}

// tell makes the story with number n; each part of it varies at its own pace.
func tell(n int) story {
	pick := func(list [][2]string, k int) briefing.Participation {
		p := list[k%len(list)]
		return briefing.Participation{Name: p[0], Title: p[1]}
	}
	r := reviews[n%len(reviews)]
	year := 2016 + n%9
	s := story{organizer: bodies[n%len(bodies)]}
	s.report = briefing.PeriodKey(fmt.Sprint(year) + r.key)
	s.plan.From = briefing.Day(fmt.Sprintf("%d-%s", year, r.planFrom))
	s.plan.To = briefing.Day(fmt.Sprintf("%d-%s", year, r.planTo))
	if r.planKey != "" {
		s.plan.Key = briefing.PeriodKey(fmt.Sprint(year) + r.planKey)
	}
	s.held = briefing.NewDay(year, r.month, r.day)
	s.posted = briefing.DayOf(s.held.Time().AddDate(0, 0, n%4))
	with := func(pattern string) string {
		if strings.Contains(pattern, "%d") {
			return fmt.Sprintf(pattern, year)
		}
		return pattern
	}
	s.chairs = []briefing.Participation{pick(people, n)}
	s.presenter, s.guest = pick(people, n+1), pick(people, n+2)
	s.concluder = s.chairs[0]
	s.districtCount, s.communeCount = int64(17+n*7), int64(995+n*31)
	s.topics = []string{"giữ gìn vệ sinh nơi công cộng", "hòa giải ở cơ sở", "công tác dân tộc"}

	kind := []string{"giao ban", "sơ kết"}[n%2]
	planning := []string{"; triển khai nhiệm vụ ", ", triển khai nhiệm vụ trọng tâm ", " và phương hướng, nhiệm vụ ", ", phương hướng "}[n%4]
	title := fmt.Sprintf("%s %s công tác dân vận %s%s%s", s.organizer, kind, with(r.written), planning, with(r.planned))
	s.title = title
	posting := []string{"Ngày đăng %s | 08:15 | Lượt xem: 1.204", "Cập nhật lúc: 16:40 %s", "%s 09:12", "Thứ năm - %s 14:50"}[n%4]
	date := dayStyles(s.held)[n%6]
	lead := fmt.Sprintf("%s, %s tổ chức hội nghị %s công tác dân vận %s%s%s.", date, s.organizer, kind, with(r.written), planning, with(r.planned))

	dash := []string{" - ", "- ", " – ", ", "}[(n/2)%4]
	who := func(p briefing.Participation) string { return p.Name + dash + p.Title }
	var chair string
	switch n % 5 {
	case 0:
		chair = "Đồng chí " + who(s.chairs[0]) + " chủ trì hội nghị."
	case 1:
		chair = "Chủ trì hội nghị có đồng chí " + who(s.chairs[0]) + "."
	case 2:
		chair = "Đ/c " + who(s.chairs[0]) + " dự và chủ trì hội nghị."
	case 3:
		second := pick(people, n+4)
		s.chairs = append(s.chairs, second)
		chair = "Chủ trì hội nghị có các đồng chí: " + who(s.chairs[0]) + "; " + who(second) + "."
	case 4:
		chair = "Hội nghị do đồng chí " + who(s.chairs[0]) + " chủ trì."
	}
	guest := []string{
		"Dự và chỉ đạo hội nghị có đồng chí %s.",
		"Đồng chí %s đến dự và chỉ đạo hội nghị.",
		"Đồng chí %s dự và phát biểu chỉ đạo.",
	}[n%3]
	report := []string{
		"Tại hội nghị, đồng chí %s trình bày báo cáo kết quả công tác dân vận.",
		"Thay mặt Ban Dân vận, đồng chí %s thông qua báo cáo.",
		"Hội nghị đã nghe đồng chí %s trình bày dự thảo báo cáo.",
	}[(n/3)%3]
	thousand := func(v int64) string {
		if v >= 1000 {
			return fmt.Sprintf("%d.%03d", v/1000, v%1000)
		}
		return fmt.Sprint(v)
	}
	counts := []string{
		"Toàn huyện có %s mô hình “Dân vận khéo” đăng ký cấp huyện, %s mô hình đăng ký cấp xã.",
		"Phong trào thi đua “Dân vận khéo” được nhân rộng, đã đăng ký %s mô hình cấp huyện và %s mô hình cấp xã.",
		"Qua tổng hợp phong trào “Dân vận khéo” có %s mô hình đăng ký điển hình cấp huyện, %s mô hình đăng ký điển hình cấp xã, thị trấn.",
	}[n%3]
	talk := []string{
		"Các đại biểu đã thảo luận về các giải pháp trong các lĩnh vực như %s.",
		"Tại hội nghị các đại biểu tập trung thảo luận các nội dung: %s.",
	}[n%2]
	end := []string{
		"Kết luận hội nghị, đồng chí %s yêu cầu khối dân vận bám sát cơ sở.",
		"Phát biểu kết luận hội nghị, đồng chí %s đề nghị các đơn vị khắc phục hạn chế.",
		"Đồng chí %s phát biểu kết luận hội nghị.",
	}[(n/2)%3]
	lines := []string{
		"công tác đảng", "", title, fmt.Sprintf(posting, s.posted.Label()), "", lead, chair,
		"Quang cảnh hội nghị", fmt.Sprintf(guest, who(s.guest)), fmt.Sprintf(report, who(s.presenter)),
		"Thực hiện Kế hoạch số 15-KH/HU ngày 02/01/2015, các xã đã tặng 35 suất quà, làm 4 mô hình camera an ninh.",
		fmt.Sprintf(counts, thousand(s.districtCount), thousand(s.communeCount)),
		"Đại biểu phát biểu tại hội nghị",
		fmt.Sprintf(talk, strings.Join(s.topics, ", ")),
		fmt.Sprintf(end, who(s.concluder)), "", "Thanh Mai", "", "thời tiết", "Hà Nội", "Đà Nẵng 31 độ",
	}
	s.text = strings.Join(lines, "\n")
	return s
}

func checkStory(t *testing.T, s story, text string) {
	t.Helper()
	r, err := Read(text)
	if err != nil {
		t.Fatalf("Read: %v\n%s", err, text)
	}
	m := r.Meeting
	if m == nil {
		t.Fatalf("no meeting in\n%s", text)
	}
	want := func(field string, got, want any) {
		t.Helper()
		if got != want {
			t.Errorf("%s = %v, want %v", field, got, want)
		}
	}
	want("held", m.HeldOn, s.held)
	want("posted", m.PostedOn, s.posted)
	want("report", m.Reports, s.report)
	want("plan key", m.Plan.Key, s.plan.Key)
	want("plan from", m.Plan.From, s.plan.From)
	want("plan to", m.Plan.To, s.plan.To)
	want("organizer", m.Organizer, s.organizer)
	want("title", plainSigns(m.Title), plainSigns(s.title))
	people := func(all []briefing.Participation) string {
		var list []string
		for _, p := range all {
			list = append(list, p.Name+"|"+plainSigns(p.Title))
		}
		return strings.Join(list, "; ")
	}
	want("chairs", people(m.With(briefing.Chair)), people(s.chairs))
	want("presenter", people(m.With(briefing.Presenter)), people([]briefing.Participation{s.presenter}))
	want("guest", people(m.With(briefing.DirectingGuest)), people([]briefing.Participation{s.guest}))
	want("concluder", people(m.With(briefing.Concluder)), people([]briefing.Participation{s.concluder}))
	var counts, topics []string
	for _, c := range m.Counts {
		counts = append(counts, fmt.Sprint(c.Measure, " ", c.Level, " ", c.Value))
	}
	want("counts", strings.Join(counts, "; "), fmt.Sprintf("registered district %d; registered commune %d", s.districtCount, s.communeCount))
	for _, topic := range m.Topics {
		topics = append(topics, topic.Text)
	}
	want("topics", strings.Join(topics, "; "), strings.Join(s.topics, "; "))
	checkSpans(t, r)
}

// plainSigns makes dashes and their spaces alike.
func plainSigns(s string) string {
	s = strings.NewReplacer("–", "-", "—", "-").Replace(s)
	return strings.NewReplacer(" - ", "-", " -", "-", "- ", "-").Replace(s)
}

const stories = 120

func TestReadFindsEveryFact(t *testing.T) {
	for n := range stories {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			s := tell(n)
			checkStory(t, s, s.text)
			if t.Failed() {
				t.Log(s.text)
			}
		})
	}
}

// The same text in other dress: decomposed, with other line ends, signs and
// spaces.
func TestReadDoesNotMindDress(t *testing.T) {
	dresses := map[string]func(string) string{
		"decomposed": norm.NFD.String,
		"crlf":       func(s string) string { return "\uFEFF" + strings.ReplaceAll(s, "\n", "\r\n") },
		"cr":         func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"en dash":    strings.NewReplacer(" - ", " – ", "- ", "– ").Replace,
		"em dash":    strings.NewReplacer(" - ", " — ", "- ", " — ").Replace,
		"quotes":     strings.NewReplacer("“", "\"", "”", "\"").Replace,
		"angles":     strings.NewReplacer("“", "«", "”", "»").Replace,
		"no-break":   strings.NewReplacer(" hội nghị", "\u00a0hội\u00a0nghị", " năm ", "\u00a0năm\u00a0").Replace,
		"zero width": strings.NewReplacer("hội ", "hội\u200b ").Replace,
		"indented":   func(s string) string { return strings.ReplaceAll(s, "\n", "\n   \t") },
		"tone place": strings.NewReplacer("ủy", "uỷ").Replace,
	}
	for name, dress := range dresses {
		for n := range 40 {
			t.Run(fmt.Sprint(name, n), func(t *testing.T) {
				s := tell(n)
				if name == "tone place" {
					s.title, s.organizer = dress(s.title), dress(s.organizer)
					for i := range s.chairs {
						s.chairs[i].Title = dress(s.chairs[i].Title)
					}
					s.presenter.Title, s.guest.Title, s.concluder.Title = dress(s.presenter.Title), dress(s.guest.Title), dress(s.concluder.Title)
				}
				checkStory(t, s, dress(s.text))
			})
		}
	}
}

// Wrapped at some width, as text out of a PDF is.
func TestReadWrapped(t *testing.T) {
	for n := range 40 {
		s := tell(n)
		var lines []string
		for paragraph := range strings.SplitSeq(s.text, "\n") {
			line := ""
			for _, w := range strings.Fields(paragraph) {
				if line != "" && len([]rune(line+w)) > 58+n {
					lines, line = append(lines, line), ""
				}
				line = strings.TrimSpace(line + " " + w)
			}
			lines = append(lines, line, "")
		}
		t.Run(fmt.Sprint(n), func(t *testing.T) { checkStory(t, s, strings.Join(lines, "\n")) })
	}
}
