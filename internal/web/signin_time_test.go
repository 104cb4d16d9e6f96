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
// a disabled account and a one-time password that has ended: nobody learns which
// names exist.
func TestFailedSignInsTellNothing(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	s.server.failed.ofOne, s.server.failed.ofAll = 1<<30, 1<<30 // an entry of each
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	s.withPassword("bi.khoa", briefing.Staff, goodPassword)
	s.change("bi.khoa", func(a *briefing.Account) { a.Disabled = true })
	ended := s.withPassword("het.han", briefing.Staff, goodPassword)
	must(t, s.raw(), `UPDATE account SET must_change = 1, password_until = 1 WHERE id = $1`, ended.ID)
	tried := s.areAlike([][2]string{{"tran.an", "sai mật khẩu rồi 1"}, {"khongco", "sai mật khẩu rồi 1"}, {"bi.khoa", goodPassword}, {"het.han", goodPassword}},
		http.StatusUnprocessableEntity, func(string) {})
	denied, _ := s.db.Audit(t.Context(), auditOf("denied"))
	for _, e := range denied {
		if e.Reason != denied[0].Reason || e.Entity != "POST /signin" {
			t.Errorf("got %+v", e)
		}
	}
	if len(denied) < tried {
		t.Errorf("got %d entries, want %d", len(denied), tried)
	}
}

// TestASpentAddressTellsNothing does the same from addresses that have used up
// their tries: nobody learns who has signed in from there.
func TestASpentAddressTellsNothing(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	known := s.withPassword("tran.an", briefing.Staff, goodPassword)
	s.withPassword("le.ba", briefing.Staff, goodPassword)
	db := s.raw()
	s.areAlike([][2]string{{"tran.an", "sai mật khẩu rồi 1"}, {"khongco", "sai mật khẩu rồi 1"}, {"le.ba", goodPassword}},
		http.StatusTooManyRequests, func(address string) {
			must(t, db, `INSERT INTO sign_in_place (account_id, address, at) VALUES ($1, $2, $3)`, known.ID, address, time.Now().UnixMicro())
			must(t, db, `INSERT INTO sign_in_try (account_name, address, at)
				SELECT value, $1, $2 FROM (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < $3) SELECT value FROM n)`, address, time.Now().UnixMicro(), tries.Address)
		})
}

// areAlike signs in with names and passwords from many addresses, each prepared
// first. The pages must be the same to the byte, and the times near to each
// other. Each round tries all of them, so that what else the machine does falls
// on all alike. How many rounds there are does not depend on what they find: few
// see that a password is not hashed, many that a tenth of the time is missing.
func (s *site) areAlike(tries [][2]string, status int, prepare func(address string)) (tried int) {
	t := s.t
	t.Helper()
	rounds, most := 10, 2.0 // most is by what factor the medians may differ
	if testtool.Long() {
		rounds, most = 200, 1.1
	}
	ratios := make([][]float64, len(tries)) // to the first
	pages := map[string]bool{}
	for round := range rounds {
		address := fmt.Sprintf("10.0.%d.%d", round/250, round%250)
		prepare(address)
		times := make([]float64, len(tries))
		for i := range tries {
			one := (i + round) % len(tries)
			began := time.Now()
			got := s.answerTo(address+":1", tries[one][0], tries[one][1])
			times[one] = time.Since(began).Seconds()
			if got.Code != status || len(got.Result().Cookies()) > 0 {
				t.Fatalf("%s: got %d, want %d", tries[one][0], got.Code, status)
			}
			pages[got.Header().Get("Retry-After")+strings.ReplaceAll(got.Body.String(), tries[one][0], "NAME")] = true
		}
		for i := range tries {
			ratios[i] = append(ratios[i], times[i]/times[0])
		}
	}
	apart := furthest(ratios)
	t.Logf("%d rounds, medians within the factor %.2f", rounds, apart)
	if apart > most {
		t.Errorf("the times differ by the factor %.2f, want at most %.1f", apart, most)
	}
	if len(pages) != 1 {
		t.Errorf("got %d different pages, want one", len(pages))
	}
	return rounds * len(tries)
}

// furthest returns by what factor the medians differ from 1.
func furthest(ratios [][]float64) float64 {
	most := 1.0
	for _, all := range ratios {
		sorted := slices.Sorted(slices.Values(all))
		median := sorted[len(sorted)/2]
		most = max(most, median, 1/median)
	}
	return most
}
