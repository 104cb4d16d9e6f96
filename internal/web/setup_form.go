package web

import (
	"fmt"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/export"
)

func setupAccountFields() []field {
	return []field{
		{Name: "name", Label: "Tên đăng nhập", Required: true, Complete: "username",
			Hint: "Chữ thường không dấu, chữ số, dấu chấm; như tran.an."},
		{Name: "full_name", Label: "Họ tên", Required: true},
		{Name: "password_new", Label: "Mật khẩu", Type: "password", Complete: "new-password", Required: true,
			Hint: fmt.Sprintf("Ít nhất %d ký tự; ba bốn từ không liên quan với nhau là dễ nhớ nhất.", auth.MinLength)},
		{Name: "password_again", Label: "Nhập lại mật khẩu", Type: "password", Complete: "new-password", Required: true},
	}
}

func setupOfficeFields() []field {
	var layouts []option
	for _, l := range export.Layouts() {
		layouts = append(layouts, option{Value: l.Name, Label: layoutLabel(l.Name)})
	}
	return []field{
		{Name: "office.name", Label: "Tên cơ quan", Required: true, Sample: "Ban Dân vận"},
		{Name: "office.superior", Label: "Cấp ủy trực tiếp", Required: true, Sample: "Huyện ủy Gia Lâm"},
		{Name: "office.place_line", Label: "Địa danh ghi trước ngày tháng", Required: true, Sample: "Gia Lâm"},
		{Name: "office.symbol", Label: "Ký hiệu văn bản", Required: true, Sample: "BDVHU"},
		{Name: "office.valid_from", Label: "Áp dụng từ ngày", Required: true, Sample: "01/01/2024",
			Hint: "Văn bản của kỳ trước ngày này in dòng chấm."},
		{Name: "office.layout", Label: "Thể thức văn bản", Options: layouts},
		{Name: "office.recipients", Label: "Nơi nhận, mỗi dòng một nơi", Area: true, Width: "full"},
	}
}

func setupSignerFields(row int) []field {
	at := fmt.Sprintf("signers.%d.", row)
	return []field{
		{Name: at + "authority", Label: "Ký thay mặt, ký thay", Width: "period", Sample: []string{"T/M BAN THƯỜNG VỤ", "K/T TRƯỞNG BAN"}[row%2]},
		{Name: at + "position", Label: "Chức vụ", Width: "period", Sample: []string{"TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"}[row%2]},
		{Name: at + "name", Label: "Họ tên người ký", Width: "period"},
	}
}

// setupNames lists every field that the set-up form sends.
func setupNames() []string {
	names := []string{"code", "units"}
	fields := append(setupAccountFields(), setupOfficeFields()...)
	for row := range maxSigners {
		fields = append(fields, setupSignerFields(row)...)
	}
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}

// showSetup shows the set-up page with what was typed, but for passwords.
func (s *server) showSetup(c *gin.Context, status int, values map[string]string, inv *briefing.Invalid) error {
	fill := func(fields []field) []field {
		for i := range fields {
			fields[i] = fields[i].filled(values, inv)
		}
		return fields
	}
	page := setupPage{frame: frame{Title: "Cài đặt lần đầu"},
		Code: field{Name: "code", Label: "Mã cài đặt", Required: true, Focus: true,
			Hint: "Mã dùng một lần, in ở cửa sổ chạy lệnh giaoban serve."}.filled(values, inv),
		Account: fill(setupAccountFields()), Office: fill(setupOfficeFields()),
		Units: field{Name: "units", Label: "Đơn vị hành chính", Options: []option{
			{Value: "gia-lam-2024", Label: "Huyện Gia Lâm, 22 xã, thị trấn (2024)"}, {Label: "Nhập sau"}}}.filled(values, inv)}
	all := append([]field{page.Code}, page.Account...)
	all = append(all, page.Office...)
	for row := range maxSigners {
		signer := fill(setupSignerFields(row))
		page.Signers = append(page.Signers, signer)
		all = append(all, signer...)
	}
	page.Summary = summaryOf(all)
	return s.showOnce(c, status, "setup/setup", page)
}
