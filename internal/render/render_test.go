package render_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"giaoban/internal/render"
)

func files(page string) fstest.MapFS {
	return fstest.MapFS{
		"layout.html":       {Data: []byte(`<title>{{.Title}}</title>{{template "content" .}}`)},
		"partials/bye.html": {Data: []byte(`{{define "bye"}}bye{{end}}`)},
		"a/page.html":       {Data: []byte(page)},
		"b/page.html":       {Data: []byte(`{{define "content"}}other{{end}}`)},
	}
}

type data struct{ Title string }

func TestPageKeepsTheContentOfPagesApart(t *testing.T) {
	s, err := render.New(files(`{{define "content"}}<p>{{.Title}}</p>{{template "bye"}}{{end}}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Page("a/page", data{"<b>"})
	if want := "<title>&lt;b&gt;</title><p>&lt;b&gt;</p>bye"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	got, err = s.Page("b/page", data{"x"})
	if want := "<title>x</title>other"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestPageGivesNothingOfAPageThatFails(t *testing.T) {
	s, err := render.New(files(`{{define "content"}}half{{.Missing}}{{end}}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Page("a/page", data{"x"})
	if err == nil || got != nil {
		t.Errorf("got %q, %v, want nothing and an error", got, err)
	}
	if _, err := s.Page("a/none", data{}); err == nil || !strings.Contains(err.Error(), "a/none") {
		t.Errorf("unknown page: got %v, want an error that names it", err)
	}
}

func TestNewNamesTheFileThatDoesNotParse(t *testing.T) {
	_, err := render.New(files(`{{define "content"}}{{if}}{{end}}`), nil)
	if err == nil || !strings.Contains(err.Error(), "a/page.html") {
		t.Errorf("got %v, want an error that names a/page.html", err)
	}
}
