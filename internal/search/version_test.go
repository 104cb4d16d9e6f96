package search

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// Whoever changes what a record is found under has to raise Version, or the
// index of every base stays the old one.
func TestTokensKeepTheirVersion(t *testing.T) {
	const version, want = "2", "1f6b6aebaf867ec1"
	r := Record{Kind: "meeting", ID: 7, Date: "2024-04-09", Title: "Giao ban công tác dân vận quý I năm 2024",
		Text:    "Uỷ ban hoà giải, sát nhập Trâu Quỳ; Quyết định số 217, 218-QĐ/TW ngày 12/12/2013; Chỉ thị 24-CT/TU, Nghị định 30/2020/NĐ-CP, kỹ năng, 100%.",
		Symbols: []string{"7-CT/HU"}, Cites: []int64{5}, Unit: 3, Period: "2024-Q1", Issuer: "Thành ủy", Genre: briefing.ChiThi, Year: 2024,
		Validity: string(briefing.InForce), Units: []int64{3, 9}}
	r.Normalize()
	tokens, symbols := r.Tokens()
	got := fmt.Sprintf("%x", sha256.Sum256(fmt.Append(nil, strings.Join(tokens, " "), symbols)))[:16]
	if got != want || Version != version {
		t.Errorf("the tokens have changed: raise Version, and write it and %s here", got)
	}
}
