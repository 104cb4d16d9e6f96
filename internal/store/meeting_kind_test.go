package store_test

import (
	"errors"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

func TestKindsAreKeptWhileTheyAreUsed(t *testing.T) {
	db, _ := create(t)
	ctx := t.Context()
	kinds, err := db.MeetingKinds(ctx)
	if err != nil || len(kinds) != 5 || kinds[0].Name != "Giao ban quý" || kinds[4].Period != "" {
		t.Fatalf("got %v, %v, want the five usual kinds", kinds, err)
	}
	own := &briefing.MeetingKind{Name: "Giao ban tháng", Period: briefing.Months}
	if err := db.SaveMeetingKind(ctx, tester, own); err != nil {
		t.Fatal(err)
	}
	m := meeting()
	m.Kind = own.ID
	if err := db.SaveMeeting(ctx, tester, m); err != nil || m.KindName != own.Name {
		t.Fatalf("got %q, %v", m.KindName, err)
	}
	if err := db.DeleteMeetingKind(ctx, tester, own.ID, own.Version); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a kind in use was removed: %v", err)
	}
	stale := *own
	own.Name, own.Retired = "Họp tháng", true
	if err := db.SaveMeetingKind(ctx, tester, own); err != nil {
		t.Fatal(err)
	}
	if err := db.SaveMeetingKind(ctx, tester, &stale); !errors.Is(err, store.ErrStale) {
		t.Errorf("an old form: got %v", err)
	}
	found, err := db.Meetings(ctx, briefing.MeetingFilter{Kind: own.ID})
	if err != nil || len(found) != 1 || found[0].KindName != "Họp tháng" {
		t.Errorf("got %+v, %v, want the meeting under its new name", found, err)
	}
	counts, err := db.SearchCounts(ctx, &store.SearchRequest{Query: search.Parse(`"họp tháng"`), Scope: search.Scope{All: true}})
	if err != nil || counts.Total != 1 {
		t.Errorf("searched by the new name: got %d, %v", counts.Total, err)
	}
	same := &briefing.MeetingKind{Name: "SƠ KẾT 6 tháng"}
	if inv, ok := errors.AsType[*briefing.Invalid](db.SaveMeetingKind(ctx, tester, same)); !ok || inv.On("name") == "" {
		t.Errorf("a name that is taken: got %v", inv)
	}
	if err := db.DeleteMeetingKind(ctx, tester, 5, 1); err != nil {
		t.Errorf("a kind that nothing uses: %v", err)
	}
	m.Kind = 5
	if inv, ok := errors.AsType[*briefing.Invalid](db.SaveMeeting(ctx, tester, m)); !ok || inv.On("kind") == "" {
		t.Errorf("a kind that is gone: got %v", inv)
	}
}
