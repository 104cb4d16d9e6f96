package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// People read names in the trail, not the numbers of records and the words of
// the program.
func TestTheTrailNamesRecords(t *testing.T) {
	s := newSite(t)
	units := []briefing.Unit{{Name: "Xã Đa Tốn", ShortName: "Đa Tốn", Kind: "xã", Level: briefing.Commune},
		{Name: "Xã Kiêu Kỵ", ShortName: "Kiêu Kỵ", Kind: "xã", Level: briefing.Commune}}
	if err := s.db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	s.signedIn("canbo", briefing.CommuneStaff, units[0].ID)
	accounts, err := s.db.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var moved briefing.Account
	for _, a := range accounts {
		if a.Name == "canbo" {
			moved = a
		}
	}
	moved.Unit = units[1].ID
	if err := s.db.UpdateAccount(t.Context(), tester, &moved); err != nil {
		t.Fatal(err)
	}
	if err := s.db.SetSessionLimit(t.Context(), tester, store.SessionLimit{Idle: 20 * time.Minute, Absolute: 4 * time.Hour}); err != nil {
		t.Fatal(err)
	}
	list := text(s.get("/audit").body)
	for _, want := range []string{"Đăng nhập Tài khoản canbo", "Thêm Đơn vị Xã Kiêu Kỵ", "Sửa Tài khoản canbo Đơn vị", "Số phút không dùng"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list does not say %q: %s", want, list)
		}
	}
	history := text(s.get(fmt.Sprintf("/history/account/%d", moved.ID)).body)
	for _, want := range []string{"Lịch sử: Tài khoản canbo", "Đơn vị Xã Đa Tốn Xã Kiêu Kỵ"} {
		if !strings.Contains(history, want) {
			t.Errorf("the history does not say %q: %s", want, history)
		}
	}
	for _, noise := range []string{"Mã số", "Lần sửa", "Lưu lúc", "session_"} {
		if strings.Contains(history+text(s.get("/history/setting/0").body), noise) {
			t.Errorf("the history says %q", noise)
		}
	}
	csv := s.get("/audit/export?format=csv").body
	for _, want := range []string{"Sửa,Tài khoản canbo,Đơn vị", "Đăng nhập,Tài khoản canbo"} {
		if !strings.Contains(csv, want) {
			t.Errorf("the file does not say %q: %s", want, csv)
		}
	}
}
