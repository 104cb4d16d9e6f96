package citation_test

import (
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
)

func TestSymbolsTellFamilyAndLevel(t *testing.T) {
	for symbol, want := range map[string]struct {
		family briefing.Family
		level  briefing.Level
	}{
		"24-CT/TU":         {briefing.PartyFamily, briefing.Province},
		"24-ct/tu":         {briefing.PartyFamily, briefing.Province},
		"25-NQ/TW":         {briefing.PartyFamily, briefing.Central},
		"36-HD/VPTW":       {briefing.PartyFamily, briefing.Central},
		"12-KH/HU":         {briefing.PartyFamily, briefing.District},
		"42-KH/BDVHU":      {briefing.PartyFamily, briefing.District},
		"07-NQ/ĐU":         {briefing.PartyFamily, briefing.Commune},
		"36a-KH/QU":        {briefing.PartyFamily, briefing.District},
		"30/2020/NĐ-CP":    {briefing.StateFamily, briefing.Central},
		"15/QĐ-UBND":       {briefing.StateFamily, ""},
		"31/2024/QH15":     {briefing.StateFamily, briefing.Central},
		"03/2021/TT-BNV":   {briefing.StateFamily, briefing.Central},
		"214/KH-SNV":       {briefing.StateFamily, briefing.Province},
		"05/KH-MTTQ":       {briefing.FrontFamily, ""},
		"112/HD-TLĐ":       {briefing.FrontFamily, briefing.Central},
		"24":               {},
		"":                 {},
		"CT/TU":            {},
		"9-XX/KHONGBIET":   {},
		"\x00 24 / / / --": {},
	} {
		if got := citation.Family(symbol); got != want.family {
			t.Errorf("family of %q: got %q, want %q", symbol, got, want.family)
		}
		if got := citation.Level(symbol); got != want.level {
			t.Errorf("level of %q: got %q, want %q", symbol, got, want.level)
		}
	}
}
