package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"giaoban/internal/bounded"
)

// What a workbook may hold. Lists of an office stay far below: 5,000 rows of
// 12 columns are some 3 MB of XML.
const (
	maxParts   = 500
	maxTotal   = 128 << 20 // bytes of all parts unpacked
	maxXML     = 24 << 20  // bytes of all XML parts unpacked
	maxDepth   = 64
	maxColumns = 128
	maxCells   = 1_000_000
	maxString  = 128 << 10 // bytes of one text; a cell takes 32,767 letters
	maxStrings = 64 << 20  // bytes of all shared strings, each as often as it is used
)

// scan reads a workbook once, as a stream, and returns how many of its rows
// hold something. It refuses what must not come near the library: files that
// are no workbook, grow beyond bounds when they are unpacked, are cut short, or
// name their rows and cells out of order.
func scan(ctx context.Context, data []byte) (rows int, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return 0, ErrOldFormat
	case !bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return 0, ErrNotWorkbook
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if err := checkParts(z.File); err != nil {
		return 0, err
	}
	s := &scanner{ctx: ctx, room: maxTotal, xmlRoom: maxXML}
	// The sheets need the lengths of the shared strings, wherever those stand.
	for _, shared := range []bool{true, false} {
		for _, f := range z.File {
			if isShared(f.Name) == shared {
				if err := s.part(f); err != nil {
					return 0, fmt.Errorf("%s: %w", f.Name, err)
				}
			}
		}
	}
	return s.rows, nil
}

func isShared(name string) bool { return strings.EqualFold(path.Base(name), "sharedStrings.xml") }

// checkParts looks at the list of parts before any is unpacked.
func checkParts(files []*zip.File) error {
	if len(files) > maxParts {
		return ErrTooLarge
	}
	names := map[string]bool{}
	var size uint64
	for _, f := range files {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if names[name] {
			return fmt.Errorf("%w: %s twice", ErrBroken, f.Name)
		}
		names[name] = true
		if size += f.UncompressedSize64; f.UncompressedSize64 > maxTotal || size > maxTotal {
			return ErrTooLarge
		}
	}
	if !names["[content_types].xml"] || !names["xl/workbook.xml"] {
		return ErrNotWorkbook
	}
	return nil
}

// A scanner adds up what the parts hold.
type scanner struct {
	ctx           context.Context
	room, xmlRoom int64 // bytes left to unpack
	lengths       []int // of the shared strings, in bytes
	cells, rows   int
	strings       int // bytes of shared strings used
}

// part reads one part to its end, where its checksum is compared.
func (s *scanner) part(f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	defer r.Close()
	room := &s.room
	isXML := false
	switch strings.ToLower(path.Ext(f.Name)) {
	case ".xml", ".rels", ".vml":
		room, isXML = &s.xmlRoom, true
	}
	in := &bounded.Reader{Ctx: s.ctx, R: r, Room: room}
	if isXML {
		err = s.xml(in)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, in)
	}
	switch {
	case err == nil, errors.Is(err, ErrTooLarge), errors.Is(err, ErrBroken), s.ctx.Err() != nil:
		return err
	case errors.Is(err, bounded.ErrTooLarge):
		return ErrTooLarge
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}

// xml reads one part token by token. Nothing is expanded: a document type, an
// entity of its own or another encoding than UTF-8 is refused.
func (s *scanner) xml(in io.Reader) error {
	var open []string
	var part interface {
		start(xml.StartElement) error
		text([]byte) error
		end(string) error
	} = nothing{}
	err := bounded.Tokens(in, func(token xml.Token) error {
		switch token := token.(type) {
		case xml.StartElement:
			if len(open) == 0 {
				switch token.Name.Local {
				case "worksheet":
					part = &sheetScan{scanner: s}
				case "sst":
					part = &sharedScan{scanner: s}
				}
			}
			if open = append(open, token.Name.Local); len(open) > maxDepth {
				return fmt.Errorf("%w: too deep", ErrBroken)
			}
			return part.start(token)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != token.Name.Local {
				return fmt.Errorf("%w: </%s> closes nothing", ErrBroken, token.Name.Local)
			}
			open = open[:len(open)-1]
			return part.end(token.Name.Local)
		case xml.CharData:
			return part.text(token)
		}
		return nil
	})
	if err == nil && len(open) > 0 {
		return fmt.Errorf("%w: <%s> is not closed", ErrBroken, open[len(open)-1])
	}
	return err
}

// nothing is a part of which only the form matters.
type nothing struct{}

func (nothing) start(xml.StartElement) error { return nil }
func (nothing) text([]byte) error            { return nil }
func (nothing) end(string) error             { return nil }

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
