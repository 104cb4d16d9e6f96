package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/store"
)

// citingText is a text that cites so many documents, each twice.
func citingText(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Theo Quyết định số %[1]d-QĐ/TW và theo Quyết định số %[1]d-QĐ/TW.\n", i+1000)
	}
	return b.String()
}

// stubs counts the entries that are known by citation only.
func stubs(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	all, err := db.Directives(t.Context(), briefing.DirectiveFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.Stub {
			n++
		}
	}
	return n
}

// between runs a change and returns how many others were stored while it ran,
// with the longest that one of them took.
func between(t *testing.T, db *store.DB, change func() error) (n int, longest time.Duration) {
	t.Helper()
	done := make(chan error)
	go func() { done <- change() }()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return n, longest
		default:
		}
		began := time.Now()
		if err := db.Record(t.Context(), tester, "backup", "database", 0, nil); err != nil {
			t.Fatal(err)
		}
		n, longest = n+1, max(longest, time.Since(began))
	}
}

// TestManyCitationsOfOneFile stores and removes a file that cites more than is
// kept, while others write.
func TestManyCitationsOfOneFile(t *testing.T) {
	db, _ := create(t)
	own := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Number: "15", Symbol: "15-KH/HU", Date: "2024-02-01"})
	text := citingText(3 * briefing.MaxCited)
	a := attach(t, db, own.ID, "a.txt", text)
	found := citation.Find(text)
	if len(found) != 6*briefing.MaxCited {
		t.Fatalf("found %d citations", len(found))
	}
	began := time.Now()
	n, longest := between(t, db, func() error {
		return db.SaveText(t.Context(), a.ID, 1, briefing.FileText{State: briefing.TextRead, Text: text}, found)
	})
	t.Logf("stored in %v; %d others, the longest took %v", time.Since(began), n, longest)
	if n < 10 {
		t.Errorf("only %d others wrote while the citations were stored", n)
	}
	f, cited, err := db.AttachmentText(t.Context(), a.ID)
	if err != nil || f.Text.State != briefing.TextRead || len(cited) != 2*briefing.MaxCited || stubs(t, db) != briefing.MaxCited {
		t.Fatalf("%d citations of %d stubs, %v", len(cited), stubs(t, db), err)
	}
	for i, c := range cited {
		if c.Directive == 0 || c.Span != found[i].Span || c.Directive != cited[i/2*2].Directive {
			t.Fatalf("citation %d: %+v", i, c)
		}
	}
	began = time.Now()
	n, longest = between(t, db, func() error { return db.Detach(t.Context(), tester, "directive", own.ID, a.ID) })
	t.Logf("removed in %v; %d others, the longest took %v", time.Since(began), n, longest)
	if n < 10 || stubs(t, db) != 0 {
		t.Errorf("%d others wrote while they were removed; %d stubs are left", n, stubs(t, db))
	}
}
