package filetext

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"path"
	"slices"

	"giaoban/internal/bounded"
)

// maxParts is how many files a Word file may consist of.
const maxParts = 2000

// readDocx reads a Word file: heads of pages, the text, notes, feet.
func readDocx(s *sink, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) > maxParts {
		return errBroken
	}
	room := int64(maxUnpacked)
	styles := newStyles()
	if i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == "word/styles.xml" }); i >= 0 {
		// Without styles the text is still there.
		if err := readPart(s, z.File[i], &room, styles.element); errors.Is(err, errFull) || s.ctx.Err() != nil {
			return err
		}
	}
	for _, pattern := range []string{"header*.xml", "document.xml", "footnotes.xml", "endnotes.xml", "footer*.xml"} {
		for _, f := range z.File {
			if ok, _ := path.Match("word/"+pattern, f.Name); !ok {
				continue
			}
			w := &wordText{sink: s, styles: styles}
			if err := readPart(s, f, &room, w.element); err != nil {
				return err
			}
		}
	}
	return nil
}

// readPart hands the elements of a part of a Word file on, as a stream. Nothing
// is expanded, and no more is unpacked than there is room.
func readPart(s *sink, f *zip.File, room *int64, element func(xml.Token) error) error {
	r, err := f.Open()
	if err != nil {
		return errBroken
	}
	defer r.Close()
	err = bounded.Tokens(&bounded.Reader{Ctx: s.ctx, R: r, Room: room}, element)
	switch {
	case err == nil, errors.Is(err, errFull), s.ctx.Err() != nil:
		return cmp.Or(s.ctx.Err(), err)
	case errors.Is(err, bounded.ErrTooLarge):
		return errFull
	}
	return errBroken
}

// A wordText takes the text out of a part of a Word file.
type wordText struct {
	*sink
	styles         *styles
	inText         bool
	fallback       int  // depth in what repeats a drawing for old programs
	inProperties   bool // of a paragraph: the font there is that of its end
	paragraph, run string
	font           string // that the run itself names
}

func (w *wordText) element(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		return w.start(token)
	case xml.EndElement:
		return w.end(token.Name.Local)
	case xml.CharData:
		if w.inText && w.fallback == 0 {
			return w.add(string(token), encodingOf(w.styles.fontOf(w.font, w.run, w.paragraph)))
		}
	}
	return nil
}

func (w *wordText) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "p":
		w.paragraph, w.inProperties = "", false
	case "pPr":
		w.inProperties = true
	case "pStyle":
		w.paragraph = attribute(e, "val")
	case "r":
		w.run, w.font = "", ""
	case "rStyle":
		w.run = attribute(e, "val")
	case "rFonts":
		if !w.inProperties {
			w.font = fontNamed(e)
		}
	case "t":
		w.inText = true
	case "Fallback":
		w.fallback++
	}
	if w.fallback > 0 {
		return nil
	}
	switch e.Name.Local {
	case "tab":
		if !w.inProperties {
			return w.add(" ", plain)
		}
	case "br", "cr":
		return w.add("\n", plain)
	case "noBreakHyphen":
		return w.add("-", plain)
	case "softHyphen": // ư in TCVN3
		return w.add("\u00ad", encodingOf(w.styles.fontOf(w.font, w.run, w.paragraph)))
	}
	return nil
}

func (w *wordText) end(name string) error {
	switch name {
	case "t":
		w.inText = false
	case "pPr":
		w.inProperties = false
	case "Fallback":
		w.fallback--
	case "p":
		if w.fallback == 0 {
			return w.add("\n", plain)
		}
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// fontNamed returns the font that an element names for letters.
func fontNamed(e xml.StartElement) string {
	for _, name := range []string{"ascii", "hAnsi"} {
		if font := attribute(e, name); encodingOf(font) != plain {
			return font
		}
	}
	return attribute(e, "ascii")
}

// maxStyles bounds the styles of a file, and how far they build on each other.
const (
	maxStyles   = 5000
	maxAncestor = 20
)

// styles know which fonts the styles of a Word file name.
type styles struct {
	fonts    map[string]string // by style
	basedOn  map[string]string
	general  string // of the file
	standard string // the style of paragraphs that name none
	current  string
	inStyle  bool
}

func newStyles() *styles { return &styles{fonts: map[string]string{}, basedOn: map[string]string{}} }

func (s *styles) element(token xml.Token) error {
	switch token := token.(type) {
	case xml.EndElement:
		if token.Name.Local == "style" {
			s.inStyle = false
		}
	case xml.StartElement:
		switch token.Name.Local {
		case "style":
			s.inStyle, s.current = true, attribute(token, "styleId")
			if attribute(token, "type") == "paragraph" && attribute(token, "default") == "1" {
				s.standard = s.current
			}
			if len(s.fonts) > maxStyles || len(s.basedOn) > maxStyles {
				return errBroken
			}
		case "basedOn":
			if s.inStyle {
				s.basedOn[s.current] = attribute(token, "val")
			}
		case "rFonts":
			if s.inStyle {
				s.fonts[s.current] = fontNamed(token)
			} else {
				s.general = fontNamed(token)
			}
		}
	}
	return nil
}

// fontOf returns the font of a run: its own, or that of its style, that of its
// paragraph's, that of the file.
func (s *styles) fontOf(own, run, paragraph string) string {
	if own != "" {
		return own
	}
	if paragraph == "" {
		paragraph = s.standard
	}
	for _, style := range []string{run, paragraph} {
		for range maxAncestor {
			if style == "" {
				break
			}
			if font := s.fonts[style]; font != "" {
				return font
			}
			style = s.basedOn[style]
		}
	}
	return s.general
}
