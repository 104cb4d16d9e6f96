package filetext

import (
	"bytes"
	"cmp"
	"slices"

	"giaoban/internal/vntext"
)

// Bounds of the pages of a file.
const (
	maxPages  = 2000
	maxForms  = 5      // drawings in each other
	maxDrawn  = 20_000 // … and on one page
	maxStack  = 1000
	maxStates = 100
	maxFonts  = 1000 // that are kept
	sameLine  = 0.35 // of the size: what is drawn at most so far below stands in the same line
	wordGap   = 0.2  // … and what is drawn so far to the right is another word
	unlimited = 1e6
)

// composed returns the one letter that a letter with marks is, or 0.
func composed(letter string) rune {
	if all := []rune(vntext.Normalize(letter)); len(all) == 1 {
		return all[0]
	}
	return 0
}

// readPDF reads the pages of a PDF file in their order.
func readPDF(s *sink, data []byte) error {
	f, err := openPDF(s, data)
	if err != nil {
		return err
	}
	if f.locked() {
		return errLocked
	}
	pages, err := f.pages()
	if err != nil {
		return err
	}
	fonts := map[any]*pdfFont{}
	for _, page := range pages {
		p := &pdfPage{pdfFile: f, fonts: fonts}
		if err := p.page(page); err != nil {
			return err
		}
		if err := s.add("\n\n", plain); err != nil {
			return err
		}
	}
	return nil
}

// locked reports whether the file is encrypted: its trailer says so.
func (f *pdfFile) locked() bool {
	for _, key := range []string{"/Encrypt ", "/Encrypt<", "/Encrypt\n", "/Encrypt\r"} {
		if bytes.Contains(f.data, []byte(key)) {
			return true
		}
	}
	return false
}

// pages lists the dictionaries of the pages, each with the resources that it
// inherits.
func (f *pdfFile) pages() ([]pdfDict, error) {
	numbers := make([]int, 0, len(f.objects))
	for n := range f.objects {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	var root pdfDict
	var loose []pdfDict
	for _, n := range numbers {
		v, err := f.resolve(pdfRef(n))
		if err != nil {
			if f.ctx.Err() != nil {
				return nil, f.ctx.Err()
			}
			continue // this object is broken
		}
		dict, _ := v.(pdfDict)
		switch dict["Type"] {
		case pdfName("Catalog"):
			root = dict
		case pdfName("Page"):
			loose = append(loose, dict)
		}
	}
	w := &pageWalk{pdfFile: f, seen: map[pdfRef]bool{}}
	if err := w.walk(root["Pages"], nil, 0); err != nil {
		return nil, err
	}
	if len(w.found) == 0 {
		return loose[:min(len(loose), maxPages)], nil
	}
	return w.found, nil
}

// A pageWalk goes through the tree of pages.
type pageWalk struct {
	*pdfFile
	seen  map[pdfRef]bool
	found []pdfDict
}

func (w *pageWalk) walk(v, resources any, depth int) error {
	if ref, ok := v.(pdfRef); ok {
		if w.seen[ref] {
			return nil
		}
		w.seen[ref] = true
	}
	dict, err := w.dictOf(v)
	if err != nil || dict == nil || depth > maxNested || len(w.found) >= maxPages {
		return cmp.Or(err, w.ctx.Err())
	}
	if dict["Resources"] == nil {
		dict["Resources"] = resources
	}
	kids, err := w.arrayOf(dict["Kids"])
	if err != nil {
		return err
	}
	if dict["Type"] == (any)(pdfName("Page")) || dict["Kids"] == nil {
		w.found = append(w.found, dict)
		return nil
	}
	for _, kid := range kids {
		if err := w.walk(kid, dict["Resources"], depth+1); err != nil {
			return err
		}
	}
	return nil
}
