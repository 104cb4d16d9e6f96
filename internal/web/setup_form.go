package web

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
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

// setupOfficeFields are the fields of the office form under names of their own.
func setupOfficeFields() []field {
	fields := officeFields()
	for i, f := range fields {
		if f.Name == "valid_from" {
			fields[i].Hint = "Văn bản trước ngày này để trống tên cơ quan."
		}
		fields[i].Name = "office." + f.Name
	}
	return fields
}

func setupSignerFields(row int) []field {
	columns := signerColumns()
	for i, f := range columns {
		columns[i].Name, columns[i].Width = signerField(row, f.Name), "period"
	}
	if row == 0 {
		columns[0].Sample, columns[1].Sample = "T/M BAN THƯỜNG VỤ", "TRƯỞNG BAN"
	}
	return columns
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
	page := setupPage{frame: frame{Title: "Cài đặt lần đầu", Unsaved: c.Request.Method == http.MethodPost},
		Code: field{Name: "code", Label: "Mã cài đặt", Required: true, Focus: true,
			Hint: "Mã dùng một lần, in ở cửa sổ chạy lệnh giaoban serve. Chữ hoa, chữ thường, dấu cách, gạch nối đều được."}.filled(values, inv),
		Account: fill(setupAccountFields()), Office: fill(setupOfficeFields()),
		Units: field{Name: "units", Label: "Danh sách đơn vị", Required: true, Width: "full", Options: []option{
			{Value: unitsFromExcel, Label: "Nhập từ tệp Excel ngay sau bước này"},
			{Value: unitsOfReference, Label: "Dùng danh sách có sẵn của huyện Gia Lâm, Hà Nội: huyện và 22 xã, thị trấn năm 2024"},
			{Value: unitsLater, Label: "Để sau; ghi ở mục Đơn vị"}}}.filled(values, inv)}
	all := append([]field{page.Code}, page.Account...)
	all = append(all, page.Office...)
	for row := range maxSigners {
		signer := fill(setupSignerFields(row))
		page.Signers = append(page.Signers, signer)
		all = append(all, signer...)
	}
	all = append(all, page.Units)
	page.Restore = fill(setupRestoreFields())
	all = append(all, page.Restore...)
	page.Summary = summaryOf(all)
	return s.showOnce(c, status, "setup/setup", page)
}
