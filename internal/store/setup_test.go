package store_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

var newOffice = briefing.Office{Name: "Ban Dân vận", Superior: "Huyện ủy Gia Lâm", PlaceLine: "Gia Lâm", Symbol: "BDVHU",
	ValidFrom: "2024-01-01"}

func TestSetUpMakesOneAdministrator(t *testing.T) {
	db, _ := create(t)
	var made, late atomic.Int32
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			a := &briefing.Account{Name: fmt.Sprintf("admin%d", i), FullName: "Nguyễn Văn A", Role: briefing.Administrator}
			units := []briefing.Unit{{Name: "Huyện Gia Lâm", ShortName: "Gia Lâm", Kind: "huyện", Level: briefing.District},
				{Name: "Xã Đa Tốn", ShortName: "Đa Tốn", Kind: "xã", Level: briefing.Commune}}
			switch err := db.SetUp(t.Context(), tester, a, "hash", newOffice, units); {
			case err == nil:
				made.Add(1)
			case errors.Is(err, store.ErrSetUp):
				late.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	accounts, _ := db.Accounts(t.Context())
	units, _ := db.Units(t.Context(), "")
	if made.Load() != 1 || late.Load() != 7 || len(accounts) != 1 || len(units) != 2 || units[1].Parent != units[0].ID {
		t.Errorf("got %d made, %d late, %d accounts, units %+v", made.Load(), late.Load(), len(accounts), units)
	}
	if has, err := db.HasAccounts(t.Context()); !has || err != nil {
		t.Errorf("got %v, %v, want accounts", has, err)
	}
}

func TestSetUpStoresAllOrNothing(t *testing.T) {
	db, _ := create(t)
	a := &briefing.Account{Name: "admin", FullName: "Nguyễn Văn A", Role: briefing.Administrator}
	if err := db.SetUp(t.Context(), tester, a, "hash", briefing.Office{}, nil); err == nil {
		t.Fatal("an empty office was taken")
	}
	if has, err := db.HasAccounts(t.Context()); has || err != nil {
		t.Errorf("got %v, %v, want no accounts", has, err)
	}
}

func TestSessionLimitIsASetting(t *testing.T) {
	db, _ := create(t)
	if got, err := db.SessionLimit(t.Context()); got != halfHour || err != nil {
		t.Errorf("got %v, %v, want half an hour and eight", got, err)
	}
	want := store.SessionLimit{Idle: 10 * time.Minute, Absolute: 4 * time.Hour}
	if err := db.SetSessionLimit(t.Context(), tester, want); err != nil {
		t.Fatal(err)
	}
	if got, err := db.SessionLimit(t.Context()); got != want || err != nil {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestANewSessionEndsTheOldOne(t *testing.T) {
	db, _ := create(t)
	a := addAccount(t, db, "an", briefing.Staff)
	signIn(t, db, a, "one")
	if err := db.StartSession(t.Context(), tester, briefing.Session{Key: "two", Account: a.ID, Checked: a.Version}, "one"); err != nil {
		t.Fatal(err)
	}
	if alive(t, db, "one") || !alive(t, db, "two") {
		t.Error("want the second session alone")
	}
	for key, want := range map[string]int64{"two": a.ID, "one": 0, "": 0} {
		if got, err := db.SessionOwner(t.Context(), key); got != want || err != nil {
			t.Errorf("owner of %q: got %d, %v, want %d", key, got, err, want)
		}
	}
}

func TestRemovingTheSampleKeepsWhatAccountsNeed(t *testing.T) {
	db, _ := create(t)
	units := []briefing.Unit{{Name: "Huyện Gia Lâm", ShortName: "Gia Lâm", Kind: "huyện", Level: briefing.District, Sample: true}}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	communes := []briefing.Unit{{Name: "Xã Đa Tốn", ShortName: "Đa Tốn", Kind: "xã", Level: briefing.Commune, Parent: units[0].ID, Sample: true},
		{Name: "Xã Kim Lan", ShortName: "Kim Lan", Kind: "xã", Level: briefing.Commune, Parent: units[0].ID, Sample: true}}
	if err := db.InsertUnits(t.Context(), tester, communes); err != nil {
		t.Fatal(err)
	}
	for i, a := range []briefing.Account{
		{Name: "quantri", FullName: "Quản trị (mẫu)", Role: briefing.Administrator, Sample: true},
		{Name: "xa.kimlan", FullName: "Cán bộ xã (mẫu)", Role: briefing.CommuneStaff, Unit: communes[1].ID, Sample: true},
		{Name: "xa.daton", FullName: "Trần Thị B", Role: briefing.CommuneStaff, Unit: communes[0].ID},
	} {
		if err := db.InsertAccount(t.Context(), tester, &a, "hash"); err != nil {
			t.Fatalf("account %d: %v", i, err)
		}
	}
	if err := db.RemoveSample(t.Context(), tester); err != nil {
		t.Fatal(err)
	}
	accounts, _ := db.Accounts(t.Context())
	left, _ := db.Units(t.Context(), "")
	if len(accounts) != 2 || len(left) != 2 || left[0].Sample || left[1].Name != "Xã Đa Tốn" {
		t.Errorf("got accounts %+v, units %+v", accounts, left)
	}
}
