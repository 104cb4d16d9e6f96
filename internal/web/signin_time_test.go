package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/testtool"
)

// TestFailedSignInsTellNothing signs in with a wrong password, an unknown name,
// a disabled account and a one-time password that has ended. The pages are the
// same to the byte, and the times so near that nobody learns which names exist.
// Each round tries all of them, so that what else the machine does falls on all
// alike; more rounds follow until the medians agree, or never do.
func TestFailedSignInsTellNothing(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	s.withPassword("bi.khoa", briefing.Staff, goodPassword)
	s.change("bi.khoa", func(a *briefing.Account) { a.Disabled = true })
	ended := s.withPassword("het.han", briefing.Staff, goodPassword)
	must(t, s.raw(), `UPDATE account SET must_change = 1, password_until = 1 WHERE id = $1`, ended.ID)
	tries := [][2]string{{"tran.an", "sai mật khẩu rồi 1"}, {"khongco", "sai mật khẩu rồi 1"}, {"bi.khoa", goodPassword}, {"het.han", goodPassword}}

	const most = 200
	fewest := 16
	if testtool.Long() {
		fewest = most
	}
	ratios := make([][]float64, len(tries)) // to the first
	pages := map[string]bool{}
	for round := range most {
		times := make([]float64, len(tries))
		for i := range tries {
			one := (i + round) % len(tries)
			began := time.Now()
			got := s.answerTo(fmt.Sprintf("10.0.%d.%d:1", round/250, round%250), tries[one][0], tries[one][1])
			times[one] = time.Since(began).Seconds()
			if got.Code != http.StatusUnprocessableEntity || len(got.Result().Cookies()) > 0 {
				t.Fatalf("%s: got %d", tries[one][0], got.Code)
			}
			pages[strings.ReplaceAll(got.Body.String(), tries[one][0], "NAME")] = true
		}
		for i := range tries {
			ratios[i] = append(ratios[i], times[i]/times[0])
		}
		if round+1 >= fewest && furthest(ratios) <= 0.1 {
			break
		}
	}
	t.Logf("%d rounds, medians within %.1f %%", len(ratios[0]), furthest(ratios)*100)
	if apart := furthest(ratios); apart > 0.1 {
		t.Errorf("the times differ by %.0f %%, want at most 10 %%", apart*100)
	}
	if len(pages) != 1 {
		t.Errorf("got %d different pages, want one", len(pages))
	}
	denied, _ := s.db.Audit(t.Context(), auditOf("denied"))
	for _, e := range denied {
		if e.Reason != denied[0].Reason || e.Entity != "POST /signin" {
			t.Errorf("got %+v", e)
		}
	}
	if len(denied) < fewest*len(tries) {
		t.Errorf("got %d entries", len(denied))
	}
}

// furthest returns how far the medians are from 1.
func furthest(ratios [][]float64) (most float64) {
	for _, all := range ratios {
		sorted := slices.Sorted(slices.Values(all))
		median := sorted[len(sorted)/2]
		most = max(most, median-1, 1-median)
	}
	return most
}
