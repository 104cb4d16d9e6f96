package store_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"giaoban/internal/search"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

func TestNoSearchScansATable(t *testing.T) {
	db, _ := base(t, 20, 100)
	r := rand.New(rand.NewPCG(1, 1))
	for _, text := range []string{"dan", "dan van", "24-CT/TU", strings.Repeat("dân vận khéo ", 3000), randomText(r)} {
		for name, plan := range db.ExplainSearch(t, text) {
			for line := range strings.Lines(plan) {
				line = strings.TrimSpace(line)
				bounded := strings.Contains(line, "VIRTUAL TABLE INDEX 3:") || strings.Contains(line, "VIRTUAL TABLE INDEX 2:") ||
					strings.HasPrefix(line, "SCAN (subquery-") || strings.HasPrefix(line, "SCAN json_each") // a few docids
				if strings.HasPrefix(line, "SCAN") && !bounded || strings.Contains(line, "TEMP B-TREE") {
					t.Errorf("%s of %.20q: %s", name, text, plan)
				}
			}
		}
	}
}

func TestRandomQueriesNeverFail(t *testing.T) {
	db, _ := base(t, 10, 20)
	n := 2_000
	if testtool.Long() {
		n = 20_000
	}
	if s := os.Getenv("GIAOBAN_QUERIES"); s != "" { // 200000 takes minutes
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for seed := range workers {
		group.Go(func() { searchAtRandom(t, db, uint64(seed), n/workers) })
	}
	group.Wait()
}

func searchAtRandom(t *testing.T, db *store.DB, seed uint64, n int) {
	r := rand.New(rand.NewPCG(seed, 2))
	orders := []store.SearchOrder{store.Newest, store.Ranked, store.RankedAll, "?"}
	for i := range n {
		text := randomText(r)
		req := store.SearchRequest{Query: search.Parse(text), Scope: search.Scope{All: i%2 == 0, Unit: 3}}
		if i%3 == 0 {
			req.Filter = store.SearchFilter{search.FacetIssuer: randomText(r)}
		}
		_, err := db.Search(t.Context(), &req, orders[i%4], i%5, 20)
		if errors.Is(err, store.ErrRanking) { // an answer, too, where others rank
			err = nil
		}
		if err == nil && i%10 == 0 {
			_, err = db.SearchCounts(t.Context(), &req)
		}
		if err == nil && i%10 == 0 {
			_, err = db.Suggest(t.Context(), req.Scope, text)
		}
		if err != nil {
			t.Errorf("%q: %v", text, err)
			return
		}
	}
}

// randomText is what nobody means to type.
func randomText(r *rand.Rand) string {
	pieces := []string{"dân", "van", " ", " ", "\"", "'", "*", "(", ")", "-", "/", ":", "^", "OR", "AND", "NOT", "NEAR/2", "24-CT/TU", "24",
		"\x00", "🙂", "\xff", "đ", "\u0301", ";--", "§a", "·", "search:", "%", "_", "“", "日本", "٣", "\n", "sát nhập", "ĐƯỜNG", strings.Repeat("x", 300)}
	var b strings.Builder
	for range r.IntN(12) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	if r.IntN(200) == 0 {
		return strings.Repeat(b.String(), 500)
	}
	return b.String()
}
