package briefing

import "fmt"

// An Office is the board that runs the program, as its documents name it from
// ValidFrom on. What is not set prints as dotted blanks.
type Office struct {
	Name       string // "Ban Dân vận"
	Superior   string // "Huyện ủy Gia Lâm"
	PlaceLine  string // "Gia Lâm", before the date
	Symbol     string // "BDVHU", in document symbols
	Recipients []string
	Signers    []Signer // the first signs unless another is chosen
	Layout     string   // name of the layout rule, "36-HD/VPTW"; "" for the usual one
	ValidFrom  Day
	Sample     bool
}

// A Signer is one way in which the office signs.
type Signer struct {
	Authority string // "T/M BAN THƯỜNG VỤ" or "K/T TRƯỞNG BAN"; "" for none
	Position  string // "TRƯỞNG BAN"
	Name      string
}

// Validate reports every mistake that keeps the office from being stored.
func (o *Office) Validate() error {
	var inv Invalid
	inv.Check(o.Name != "", "name", "Nhập tên cơ quan, như Ban Dân vận.")
	inv.Check(o.Superior != "", "superior", "Nhập cấp ủy trực tiếp, như Huyện ủy Gia Lâm.")
	inv.Check(o.PlaceLine != "", "place_line", "Nhập địa danh ghi trước ngày tháng.")
	inv.Check(o.Symbol != "", "symbol", "Nhập ký hiệu trong số văn bản, như BDVHU.")
	inv.Check(o.ValidFrom.Valid(), "valid_from", "Nhập ngày bắt đầu áp dụng, như 01/01/2024.")
	inv.checkLength("name", o.Name)
	inv.checkLength("superior", o.Superior)
	inv.checkLength("place_line", o.PlaceLine)
	inv.checkLength("symbol", o.Symbol)
	for i, s := range o.Signers {
		inv.Check(s.Position != "", fmt.Sprintf("signers.%d.position", i), "Nhập chức vụ người ký.")
		inv.checkLength(fmt.Sprintf("signers.%d.name", i), s.Name)
	}
	for i, r := range o.Recipients {
		inv.checkLength(fmt.Sprintf("recipients.%d", i), r)
	}
	return inv.Err()
}
