package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

// attach stores a file of a directive.
func attach(t *testing.T, db *store.DB, directive int64, name, content string) briefing.Attachment {
	t.Helper()
	a := briefing.Attachment{Name: name, MediaType: "text/plain"}
	if err := db.Attach(t.Context(), tester, "directive", directive, &a, strings.NewReader(content)); err != nil {
		t.Fatal(err)
	}
	return a
}

// readFiles reads all files that wait, whose bytes are their text.
func readFiles(t *testing.T, db *store.DB, version int) (names []string) {
	t.Helper()
	waiting, err := db.UnreadTexts(t.Context(), version)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range waiting {
		f, content, err := db.BeginText(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
		text := briefing.FileText{State: briefing.TextRead, Text: string(content)}
		if err := db.SaveText(t.Context(), f.ID, version, text, citation.Find(text.Text)); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// foundFiles are the numbers of the files that a search finds.
func foundFiles(t *testing.T, db *store.DB, query string, scope search.Scope) (ids []int64) {
	t.Helper()
	r := store.SearchRequest{Query: search.Parse(query), Scope: scope, Filter: store.SearchFilter{search.FacetKind: "attachment"}}
	hits, err := db.Search(t.Context(), &r, store.Newest, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids
}

func TestTextOfFilesIsFoundAndCites(t *testing.T) {
	db, _ := create(t)
	own := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Number: "15", Symbol: "15-KH/HU", Date: "2024-02-01"})
	cited := register(t, db, briefing.Directive{Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU", Date: "2023-08-07", Title: "Dân vận"})
	a := attach(t, db, own.ID, "kh.txt", "Số 15-KH/HU. Kế hoạch thực hiện Chỉ thị số 24-CT/TU ngày 07/8/2023 về dân vận khéo")
	if got := foundFiles(t, db, "dân vận khéo", search.Scope{All: true}); got != nil {
		t.Errorf("found before it was read: %v", got)
	}
	if got := readFiles(t, db, 1); len(got) != 1 {
		t.Fatalf("read %v", got)
	}
	if got := readFiles(t, db, 1); got != nil {
		t.Errorf("read again: %v", got)
	}
	for _, query := range []string{"dan van kheo", "24-CT/TU", "kh.txt"} {
		if got := foundFiles(t, db, query, search.Scope{}); fmt.Sprint(got) != fmt.Sprint([]int64{a.ID}) {
			t.Errorf("%s: got %v", query, got)
		}
	}
	citing, err := db.Citing(t.Context(), cited.ID)
	if err != nil || len(citing) != 1 || citing[0].Entity != "attachment" || citing[0].EntityID != a.ID ||
		citing[0].Title != "kh.txt – 15-KH/HU" || citing[0].Day != "2024-02-01" || !citing[0].Confirmed {
		t.Fatalf("got %+v, %v", citing, err)
	}
	span := citing[0].Span
	if got := string([]rune(citing[0].Source)[span[0]:span[1]]); got != "Chỉ thị số 24-CT/TU ngày 07/8/2023" && !strings.HasPrefix(got, "Chỉ thị số 24-CT/TU") {
		t.Errorf("the place holds %q", got)
	}
	if citing, err := db.Citing(t.Context(), own.ID); err != nil || len(citing) != 0 {
		t.Errorf("the plan cites itself: %+v, %v", citing, err)
	}
	// The name and the day of the directive are those of its file.
	own.Symbol, own.Number = "16-KH/HU", "16"
	if err := db.SaveDirective(t.Context(), tester, own, nil); err != nil {
		t.Fatal(err)
	}
	if citing, err := db.Citing(t.Context(), cited.ID); err != nil || citing[0].Title != "kh.txt – 16-KH/HU" {
		t.Errorf("got %+v, %v", citing, err)
	}
	if got := foundFiles(t, db, "16-KH/HU", search.Scope{All: true}); len(got) != 1 {
		t.Errorf("by the new symbol: %v", got)
	}
}

// TestRejectedCitationsOfFiles rejects a citation and reads the file by new
// rules, and a new version of it.
func TestRejectedCitationsOfFiles(t *testing.T) {
	db, _ := create(t)
	own := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Number: "15", Symbol: "15-KH/HU", Date: "2024-02-01"})
	attach(t, db, own.ID, "a.txt", "Theo Chỉ thị 24-CT/TU và Kết luận 3-KL/TW")
	readFiles(t, db, 1)
	symbols := func(id int64) (all []string) {
		_, cited, err := db.AttachmentText(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cited {
			all = append(all, c.Symbol)
		}
		return all
	}
	_, cited, err := db.AttachmentText(t.Context(), 1)
	if err != nil || len(cited) != 2 {
		t.Fatalf("got %+v, %v", cited, err)
	}
	if err := decide(t, db, cited[0].ID, briefing.Decision{Rejected: true}); err != nil {
		t.Fatal(err)
	}
	readFiles(t, db, 2)
	if got := symbols(1); fmt.Sprint(got) != "[3-KL/TW]" {
		t.Errorf("by new rules: %v", got)
	}
	second := attach(t, db, own.ID, "a.txt", "Bản mới: theo Chỉ thị 24-CT/TU, Kết luận 3-KL/TW và Quyết định 5-QĐ/TU")
	readFiles(t, db, 2)
	if got := symbols(second.ID); fmt.Sprint(got) != "[3-KL/TW 5-QĐ/TU]" || symbols(1) != nil {
		t.Errorf("in a new version: %v, in the old one %v", got, symbols(1))
	}
	if got := foundFiles(t, db, "3-KL/TW", search.Scope{All: true}); fmt.Sprint(got) != fmt.Sprint([]int64{second.ID}) {
		t.Errorf("found %v, want only the new version", got)
	}
	if err := db.Detach(t.Context(), tester, "directive", own.ID, second.ID); err != nil {
		t.Fatal(err)
	}
	readFiles(t, db, 2)
	if got := symbols(1); fmt.Sprint(got) != "[3-KL/TW]" {
		t.Errorf("the old version again: %v", got)
	}
	if err := db.Detach(t.Context(), tester, "directive", own.ID, 1); err != nil {
		t.Fatal(err)
	}
	if all, err := db.Directives(t.Context(), briefing.DirectiveFilter{}); err != nil || len(all) != 1 {
		t.Errorf("stubs that only the file cited are left: %+v, %v", all, err)
	}
	if third := attach(t, db, own.ID, "a.txt", "x"); third.ID <= second.ID {
		t.Errorf("the number %d came back", third.ID)
	}
}

func TestVersionsOfFiles(t *testing.T) {
	db, _ := create(t)
	own := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Number: "15", Symbol: "15-KH/HU"})
	attach(t, db, own.ID, "a.txt", "một")
	attach(t, db, own.ID, "b.txt", "hai")
	attach(t, db, own.ID, "a.txt", "ba")
	err := db.Attach(t.Context(), tester, "directive", own.ID, &briefing.Attachment{Name: "a.txt"}, strings.NewReader("ba"))
	if !errors.Is(err, store.ErrSameFile) {
		t.Errorf("the same again: %v", err)
	}
	all, err := db.Attachments(t.Context(), "directive", own.ID)
	var got []string
	for _, a := range all {
		got = append(got, fmt.Sprint(a.ID, a.Name, a.Newest))
	}
	if want := "[3a.txttrue 1a.txtfalse 2b.txttrue]"; err != nil || strings.ReplaceAll(fmt.Sprint(got), " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got %v, %v", got, err)
	}
	if read := readFiles(t, db, 1); len(read) != 2 {
		t.Errorf("read %v, want the newest versions", read)
	}
}

// TestMergedFilesKeepOneVersion merges directives with files of one name.
func TestMergedFilesKeepOneVersion(t *testing.T) {
	db, _ := create(t)
	kept := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Number: "15", Symbol: "15-KH/HU"})
	gone := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Number: "51", Symbol: "51-KH/HU"})
	attach(t, db, kept.ID, "a.txt", "Theo Chỉ thị 24-CT/TU")
	newer := attach(t, db, gone.ID, "a.txt", "Theo Kết luận 3-KL/TW")
	readFiles(t, db, 1)
	if err := db.MergeDirectives(t.Context(), tester, kept, gone); err != nil {
		t.Fatal(err)
	}
	if got := foundFiles(t, db, "theo", search.Scope{All: true}); fmt.Sprint(got) != fmt.Sprint([]int64{newer.ID}) {
		t.Errorf("found %v", got)
	}
	if _, cited, err := db.AttachmentText(t.Context(), 1); err != nil || len(cited) != 0 {
		t.Errorf("the older version still cites %v, %v", cited, err)
	}
}

// TestReadingFilesIsGivenUp begins to read a file that never ends well, and one
// whose bytes are gone.
func TestReadingFilesIsGivenUp(t *testing.T) {
	db, dir := create(t)
	own := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Number: "15", Symbol: "15-KH/HU"})
	attach(t, db, own.ID, "a.txt", "một")
	for n := 1; ; n++ {
		f, content, err := db.BeginText(t.Context(), 1)
		if err != nil || n > 10 {
			t.Fatalf("try %d: %v, %v", n, f, err)
		}
		if f.Text.State == briefing.TextFailed {
			if n < 3 || content != nil {
				t.Errorf("given up at try %d with %q", n, content)
			}
			if err := db.SaveText(t.Context(), f.ID, 1, f.Text, nil); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	b := attach(t, db, own.ID, "b.txt", "hai")
	if err := os.Remove(filepath.Join(dir, store.UploadsDir, b.SHA256[:2], b.SHA256)); err != nil {
		t.Fatal(err)
	}
	if f, _, err := db.BeginText(t.Context(), b.ID); err != nil || f.ID != b.ID || f.Text.State != briefing.TextFailed {
		t.Errorf("got %+v, %v", f, err)
	}
}
