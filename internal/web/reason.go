package web

import (
	"fmt"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// readWhy reads why something is done that the audit trail should explain.
func readWhy(inv *briefing.Invalid, f *form) string {
	why := vntext.Words(f.values["reason"])
	inv.Check(why != "", "reason", "Ghi lý do, để người xem nhật ký hiểu.")
	inv.Check(utf8.RuneCountInString(why) <= maxReason, "reason", fmt.Sprintf("Lý do dài quá %d ký tự.", maxReason))
	return why
}
