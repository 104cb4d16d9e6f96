package export

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

func TestTheOfficeOfTheDaySigns(t *testing.T) {
	for _, c := range []struct {
		office     briefing.Office
		number     string
		recipients []string
		authority  string
	}{
		{briefing.Office{Name: "Ban Dân vận", Symbol: "BDVHU", Recipients: []string{"Lưu văn thư;", "Ban Dân vận Thành ủy", " "},
			Signers: []briefing.Signer{{Authority: "KT.  Trưởng ban", Position: "Phó Trưởng ban", Name: "An"}, {Position: "Trưởng ban"}}},
			"Số ......-BC/BDVHU", []string{"Ban Dân vận Thành ủy,", "Lưu văn thư."}, "K/T TRƯỞNG BAN"},
		{briefing.Office{Name: "Ủy ban nhân dân", Symbol: "UBND", Layout: "30/2020/NĐ-CP", Recipients: []string{"Huyện ủy,", "HĐND."},
			Signers: []briefing.Signer{{Authority: "T/M ỦY BAN NHÂN DÂN", Position: "Chủ tịch"}}},
			"Số: ....../BC-UBND", []string{"Huyện ủy;", "HĐND;", "Lưu: VT."}, "TM. ỦY BAN NHÂN DÂN"},
		{briefing.Office{Name: "Ban Dân vận", Symbol: "BDVHU", Layout: "của phiên bản sau", Signers: []briefing.Signer{{Authority: "Thừa lệnh", Position: "A"}}},
			"Số ......-BC/BDVHU", []string{"Lưu Ban Dân vận."}, "THỪA LỆNH"},
	} {
		all := sample()
		all.office = c.office
		all.office.ValidFrom = "2024-01-01"
		d := build(t, all.store(t), "quarter", Request{Period: "2024-Q1"})
		if got := d.Letterhead.NumberLine(d.Layout); got != c.number {
			t.Errorf("got number %q, want %q", got, c.number)
		}
		if got := d.Closing; !slices.Equal(got.Recipients, c.recipients) || got.Authority != c.authority ||
			got.Position != strings.ToUpper(c.office.Signers[0].Position) || got.Signer != c.office.Signers[0].Name {
			t.Errorf("got %+v, want %q and %q", got, c.recipients, c.authority)
		}
	}
}

func TestEveryKindCarriesTheAuditHead(t *testing.T) {
	src := sample().store(t)
	for _, k := range Kinds() {
		if d := build(t, src, k.Name, anyKind); d.AuditHead != "2:" {
			t.Errorf("%s: got head %q", k.Name, d.AuditHead)
		}
	}
}

func TestALongTrailIsNotCutInSilence(t *testing.T) {
	src := (&archive{entries: make([]briefing.AuditEntry, maxEntries+1)}).store(t)
	k, _ := KindNamed("audit")
	if _, err := k.Build(t.Context(), src, Request{}); !errors.Is(err, ErrManyEntries) {
		t.Errorf("got %v, want ErrManyEntries", err)
	}
	f := briefing.AuditFilter{Entity: "meeting", EntityID: 3, Actor: "an", From: briefing.Day("2024-04-09").Start(), To: briefing.Day("2024-04-11").Start()}
	if got, want := auditTitle(f), "Nhật ký – Hội nghị số 3 – an từ ngày 09/04/2024 đến hết ngày 10/04/2024"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
