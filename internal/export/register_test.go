package export

import (
	"slices"
	"testing"

	"giaoban/internal/briefing"
)

func TestTheRegisterTellsWhatIsValidOnADay(t *testing.T) {
	db := sample().store(t)
	d := build(t, db, "directives", Request{Directives: briefing.DirectiveFilter{On: "2023-01-01", Genre: briefing.ChiThi, Year: 2023,
		Validity: briefing.NotYet}})
	got := table(t, d, "directives")
	if last := got.Columns[len(got.Columns)-1]; last.Head != "Hiệu lực ngày 01/01/2023" || !slices.Equal(column(got, "validity"), []string{"Chưa có hiệu lực"}) {
		t.Errorf("got %+v with %q", last, column(got, "validity"))
	}
	if want := "Danh sách văn bản chỉ đạo (tìm “Chỉ thị; 2023; Chưa có hiệu lực”)"; d.Title != want {
		t.Errorf("got %q, want %q", d.Title, want)
	}
}
