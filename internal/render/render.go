// Package render turns templates into bytes. Every page is parsed once, at
// start, and executed into memory, so that no reader ever gets half a page.
package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

// A Set holds the pages of the program. It is safe for concurrent use.
type Set struct{ pages map[string]*template.Template }

// New parses the pages in files: layout.html and partials/*.html belong to
// every page, each other FOLDER/NAME.html is the page "FOLDER/NAME". The
// functions are for choosing addresses; Go formats all that people read.
func New(files fs.FS, funcs map[string]any) (*Set, error) {
	base, err := template.New("").Funcs(funcs).ParseFS(files, "layout.html", "partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse layout: %w", err)
	}
	names, err := fs.Glob(files, "*/*.html")
	if err != nil {
		return nil, err
	}
	s := &Set{pages: map[string]*template.Template{}}
	for _, name := range names {
		if path.Dir(name) == "partials" {
			continue
		}
		page, err := template.Must(base.Clone()).ParseFS(files, name)
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		s.pages[strings.TrimSuffix(name, ".html")] = page
	}
	return s, nil
}

// Page returns the named page inside the layout.
func (s *Set) Page(name string, data any) ([]byte, error) {
	page, ok := s.pages[name]
	if !ok {
		return nil, fmt.Errorf("no page %q", name)
	}
	var b bytes.Buffer
	if err := page.ExecuteTemplate(&b, "layout.html", data); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return b.Bytes(), nil
}
