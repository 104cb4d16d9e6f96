package web

import (
	"slices"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"giaoban/internal/briefing"
)

// Items change places by Alt+↑/↓, by the buttons and by drag, and are stored in
// the order that the page shows.
func TestAnAgendaIsPutInOrder(t *testing.T) {
	s := newSite(t)
	s.stored()
	m := s.meeting(1)
	m.Begins = "08:00"
	for _, topic := range []string{"Một", "Hai", "Ba"} {
		m.Agenda = append(m.Agenda, briefing.AgendaItem{Kind: briefing.Paper, Topic: topic, Minutes: 10})
	}
	m.Agenda[2].Minutes = 30
	s.need(s.db.SaveMeeting(t.Context(), tester, m))
	ctx := newBrowser(t, s)
	run := func(what string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	shown := func() (topics []string) {
		t.Helper()
		run("order", chromedp.Evaluate(`[...document.querySelectorAll(".items tbody tr")].map((r) => r.querySelector("textarea").value)`, &topics))
		return topics
	}
	want := func(what string, topics ...string) {
		t.Helper()
		if got := shown(); !slices.Equal(got, topics) {
			t.Errorf("%s: got %v, want %v", what, got, topics)
		}
	}
	var focused, said string
	var starts []string
	run("open", chromedp.Navigate(s.url+"/meetings/1/agenda"), chromedp.Focus("#f-items-2-topic"),
		chromedp.KeyEvent(kb.ArrowUp, chromedp.KeyModifiers(input.ModifierAlt)),
		chromedp.Evaluate(`document.activeElement.id`, &focused), chromedp.Text("[data-moved]", &said, chromedp.NodeReady),
		chromedp.Evaluate(`[...document.querySelectorAll(".starts")].map((c) => c.textContent)`, &starts))
	want("Alt+↑", "Một", "Ba", "Hai")
	if focused != "f-items-2-topic" || said != "Mục này ở vị trí 2 trên 3." || !slices.Equal(starts, []string{"08:00", "08:10", "08:40"}) {
		t.Errorf("got focus %q, %q, times %v", focused, said, starts)
	}
	run("button", chromedp.Click(`[value="down:items:0"]`))
	want("↓", "Ba", "Một", "Hai")
	run("drag", chromedp.Evaluate(`(() => {
		const rows = document.querySelectorAll(".items tbody tr");
		const send = (to, kind, y) => to.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, clientY: y, dataTransfer: new DataTransfer()}));
		send(rows[2].querySelector("[draggable]"), "dragstart", 0);
		send(rows[0], "dragover", rows[0].getBoundingClientRect().top + 1);
		send(rows[0], "drop", 0);
		send(rows[2].querySelector("[draggable]"), "dragend", 0);
	})()`, nil))
	want("drag", "Hai", "Ba", "Một")
	run("save", chromedp.Focus("#f-items-0-topic"), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(input.ModifierCtrl)), chromedp.WaitVisible(".notice.good"))
	var stored []string
	for _, item := range s.meeting(1).Agenda {
		stored = append(stored, item.Topic)
	}
	if !slices.Equal(stored, []string{"Hai", "Ba", "Một"}) {
		t.Errorf("stored %v", stored)
	}
}
