package article

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestReadRefuses(t *testing.T) {
	english := strings.Repeat("The quarterly meeting was held in the main hall and all members were present to discuss the plan. ", 5)
	tests := map[string]struct {
		text string
		want error
	}{
		"empty":         {"", ErrEmpty},
		"spaces":        {" \n\t\u00a0\u200b\r\n", ErrEmpty},
		"nul":           {"Hội nghị\x00giao ban", ErrBinary},
		"zip":           {"PK\x03\x04\x14\x00\x06\x00\x08\x00", ErrBinary},
		"control":       {strings.Repeat("a\x01\x02", 20), ErrBinary},
		"legacy bytes":  {"H\xe9i nghi giao ban c\xf4ng t\xe1c", ErrEncoding},
		"utf-16":        {"\xff\xfeH\x00\x1ed9\x00", ErrEncoding},
		"cut in a rune": {"hội ngh\xe1\xbb", ErrEncoding},
		"too long":      {strings.Repeat("a", MaxBytes+1), ErrTooLong},
		"english":       {english, ErrNotVietnamese},
		"french":        {strings.Repeat("La réunion trimestrielle a été tenue à l’hôtel de ville, où tous les élus étaient présents. ", 5), ErrNotVietnamese},
		"russian":       {strings.Repeat("Заседание состоялось в главном зале, присутствовали все члены. ", 6), ErrNotVietnamese},
		"chinese":       {strings.Repeat("季度会议在主会堂举行,全体成员出席并讨论了工作计划。", 12), ErrNotVietnamese},
		"no such day": {"Sáng ngày 31/02/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.",
			ErrDate},
		"no such month": {"Ngày 5 tháng 13 năm 2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I.",
			ErrDate},
		"no leap year": {"Ngày 29/02/2023, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị tổng kết công tác dân vận năm 2022.",
			ErrDate},
		"two articles": {tell(1).text + "\n\n" + tell(2).text, ErrTwoMeetings},
		"two days": {"Ngày 5/4/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.\n" +
			"Ngày 8/7/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý II năm 2024.", ErrTwoMeetings},
		"two bodies": {"Ngày 5/4/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.\n" +
			"Ngày 5/4/2024, Đảng ủy xã Lộc Bình tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.", ErrTwoMeetings},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := Read(test.text)
			if !errors.Is(err, test.want) {
				t.Fatalf("Read = %v, %v, want %v", r, err, test.want)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("message has several lines: %q", err)
			}
		})
	}
}

func TestDateErrorNamesTheDay(t *testing.T) {
	_, err := Read("Chiều ngày 31.04.2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.")
	if got, want := fmt.Sprint(err), "31.04.2024"; !strings.Contains(got, want) {
		t.Errorf("error %q, want it to name %s", got, want)
	}
}

// What looks like two meetings or a wrong day, and is not.
func TestReadAccepts(t *testing.T) {
	lead := "Ngày 9/4/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024."
	tests := map[string]string{
		"summary and lead":   "Chiều 9/4, Ban Dân vận Huyện ủy tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.\n" + lead,
		"title and lead":     "Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban quý I năm 2024\n" + lead,
		"twice the same":     tell(3).text + "\n\n" + tell(3).text,
		"former meeting":     lead + "\nTrước đó, ngày 12/01/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị tổng kết công tác dân vận năm 2023.",
		"planned meeting":    lead + "\nNgày 10/7/2024, Ban Dân vận Huyện ủy Sông Mây sẽ tổ chức hội nghị giao ban quý II.",
		"within a paragraph": lead + " Ngày 15/3/2024, Hội Nông dân huyện tổ chức hội nghị sơ kết phong trào thi đua.",
		"two days of one":    "Ngày 11/4 và 12/4, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị duyệt chương trình công tác dân vận năm 2024.",
		"ratio":              "Ngày 9/4/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban với 31/02 xã của huyện.",
		"document's day":     lead + "\nThực hiện Kế hoạch số 12-KH/HU ngày 31/02/2024, các xã đã báo cáo.",
		"without marks":      strings.Repeat("Ban Dan van Huyen uy Song May to chuc hoi nghi giao ban cong tac dan van quy I nam 2024 voi cac xa. ", 4),
		"short english":      "Meeting minutes of the board",
		"short phrase":       "Chỉ thị số 24-CT/TU của Thành ủy",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			if r, err := Read(text); err != nil {
				t.Errorf("Read = %v, %v, want no error", r, err)
			}
		})
	}
}
