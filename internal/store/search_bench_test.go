package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"giaoban/internal/search"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// benchBase opens the base for benchmarks, 1,000,000 records and 50,000
// directives or as GIAOBAN_BENCH_RECORDS says, and builds it once in
// GIAOBAN_BENCH_DIR or the user's cache folder.
func benchBase(b *testing.B) *store.DB {
	b.Helper()
	records := int64(1_000_000)
	if s := os.Getenv("GIAOBAN_BENCH_RECORDS"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		records = n
	}
	dir := os.Getenv("GIAOBAN_BENCH_DIR")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			b.Skip(err)
		}
		dir = filepath.Join(cache, "giaoban-bench")
	}
	dir = filepath.Join(dir, fmt.Sprintf("search-%s-%d", search.Version, records))
	ready := filepath.Join(dir, "ready")
	if _, err := os.Stat(ready); errors.Is(err, os.ErrNotExist) {
		buildBench(b, dir, records)
		if err := os.WriteFile(ready, nil, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	db, err := store.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	return db
}

func buildBench(b *testing.B, dir string, records int64) {
	if err := os.RemoveAll(dir); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	db, err := store.Create(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	err = db.IndexRecords(b.Context(), newSampler(1).all(records/20, records), 20_000)
	if err == nil {
		err = db.OptimizeSearch(b.Context())
	}
	if err := errors.Join(err, db.Close()); err != nil {
		b.Fatal(err)
	}
	b.Logf("built %d records in %v", records, time.Since(began).Round(time.Second))
}

// benchQueries are the queries of each kind, taken in turn.
func benchQueries(kind string) []string {
	s := newSampler(1)
	r := rand.New(rand.NewPCG(7, 7))
	for id := range int64(2000) {
		s.directive(id)
	}
	var all []string
	for range 400 {
		switch kind {
		case "symbol":
			all = append(all, strings.ToLower(s.symbols[r.IntN(len(s.symbols))]))
		case "prefix":
			symbol := s.symbols[r.IntN(len(s.symbols))]
			all = append(all, symbol[:max(strings.LastIndexAny(symbol, "/-"), 3)])
		case "apart":
			last := func() string { f := strings.Fields(fold(s.terms[r.IntN(len(s.terms))])); return f[len(f)-1] }
			all = append(all, last()+" "+last())
		default:
			term := func() string { return s.terms[r.IntN(len(s.terms))] }
			words := strings.Fields(fold(term() + " " + term()))
			if r.IntN(4) > 0 { // mostly two syllables that belong together
				words = strings.Fields(fold(term()))
			}
			if len(words) < 2 {
				words = append(words, fold(s.rare[r.IntN(len(s.rare))]))
			}
			all = append(all, strings.Join(words[:2], " "))
		}
	}
	return all
}

func BenchmarkSearch(b *testing.B) {
	db := benchBase(b)
	office := search.Scope{All: true}
	run := func(name, kind string, scope search.Scope, order store.SearchOrder) {
		b.Run(name, func(b *testing.B) {
			measure(b, db, benchQueries(kind), func(text string) error {
				r := store.SearchRequest{Query: search.Parse(text), Scope: scope}
				_, err := db.Search(b.Context(), &r, order, 0, 20)
				return err
			})
		})
	}
	run("symbol", "symbol", office, store.Newest)
	run("symbol_prefix", "prefix", office, store.Newest)
	run("two_words", "words", office, store.Newest)
	run("two_words_ranked", "words", office, store.Ranked)
	run("two_words_apart", "apart", office, store.Newest)
	run("two_words_commune", "words", search.Scope{Unit: 7}, store.Newest)
	b.Run("suggest", func(b *testing.B) {
		measure(b, db, benchQueries("words"), func(text string) error {
			_, err := db.Suggest(b.Context(), office, text[:len(text)-1])
			return err
		})
	})
	b.Run("counts", func(b *testing.B) {
		measure(b, db, benchQueries("words"), func(text string) error {
			_, err := db.SearchCounts(b.Context(), &store.SearchRequest{Query: search.Parse(text), Scope: office})
			return err
		})
	})
}

// measure reports the times of single queries, and how many times longer the
// median is than that of reading one record by its key in the same run.
func measure(b *testing.B, db *store.DB, queries []string, run func(string) error) {
	for _, q := range queries[:100] { // the first ones read from disk
		if err := run(q); err != nil {
			b.Fatalf("%s: %v", q, err)
		}
	}
	type timed struct {
		query string
		took  time.Duration
	}
	var took, bare []timed
	for i := 0; b.Loop(); i++ {
		q := queries[i%len(queries)]
		began := time.Now()
		if err := run(q); err != nil {
			b.Fatal(err)
		}
		took = append(took, timed{q, time.Since(began)})
		began = time.Now()
		if _, err := db.LookUp(b.Context(), "directive", int64(1+i%1000)); err != nil {
			b.Fatal(err)
		}
		bare = append(bare, timed{q, time.Since(began)})
	}
	byTime := func(x, y timed) int { return cmp.Compare(x.took, y.took) }
	slices.SortFunc(took, byTime)
	slices.SortFunc(bare, byTime)
	at := func(list []timed, percent int) float64 {
		return list[(len(list)-1)*percent/100].took.Seconds() * 1000
	}
	b.ReportMetric(at(took, 50), "p50-ms")
	b.ReportMetric(at(took, 99), "p99-ms")
	b.ReportMetric(at(took, 50)/at(bare, 50), "x-lookup")
	b.ReportMetric(0, "ns/op")
	b.Logf("slowest: %q %v", took[len(took)-1].query, took[len(took)-1].took)
}

func fold(s string) string { return vntext.Fold(s) }
