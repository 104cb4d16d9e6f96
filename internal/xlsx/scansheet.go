package xlsx

import (
	"encoding/xml"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// A sharedScan notes how long each shared string is.
type sharedScan struct {
	*scanner
	length   int
	inText   bool
	phonetic int // depth inside a reading aid, which is no part of the text
}

func (s *sharedScan) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "si":
		s.length = 0
	case "rPh":
		s.phonetic++
	case "t":
		s.inText = s.phonetic == 0
	}
	return nil
}

func (s *sharedScan) text(t []byte) error {
	if !s.inText {
		return nil
	}
	if s.length += len(t); s.length > maxString {
		return ErrTooLarge
	}
	return nil
}

func (s *sharedScan) end(name string) error {
	switch name {
	case "si":
		s.lengths = append(s.lengths, s.length)
	case "rPh":
		s.phonetic--
	case "t":
		s.inText = false
	}
	return nil
}

// A sheetScan follows the rows and cells of one sheet.
type sheetScan struct {
	*scanner
	row, column int    // that were opened last
	full        bool   // the row holds something
	kind        string // of the cell: "s" for a shared string
	content     bool   // the cell holds something
	inValue     bool
	length      int    // of the value, in bytes
	number      []byte // of the shared string
}

func (s *sheetScan) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		row := s.row + 1
		if r := attribute(e, "r"); r != "" {
			n, err := strconv.Atoi(r)
			if err != nil || n <= s.row || n > excelize.TotalRows {
				return fmt.Errorf("%w: row %q after %d", ErrBroken, r, s.row)
			}
			row = n
		}
		s.row, s.column, s.full = row, 0, false
	case "c":
		if s.cells++; s.cells > maxCells {
			return ErrTooLarge
		}
		column := s.column + 1
		if r := attribute(e, "r"); r != "" {
			c, row, err := excelize.CellNameToCoordinates(r)
			if err != nil || row != s.row || c <= s.column {
				return fmt.Errorf("%w: cell %q in row %d", ErrBroken, r, s.row)
			}
			column = c
		}
		if column > maxColumns {
			return ErrTooLarge
		}
		s.column, s.kind, s.content = column, attribute(e, "t"), false
	case "v", "t":
		s.inValue, s.length, s.number = true, 0, nil
	}
	return nil
}

func (s *sheetScan) text(t []byte) error {
	if !s.inValue {
		return nil
	}
	if s.length += len(t); s.length > maxString {
		return ErrTooLarge
	}
	if s.kind == "s" {
		s.number = append(s.number, t...)
	}
	return nil
}

func (s *sheetScan) end(name string) error {
	switch name {
	case "v", "t":
		s.inValue = false
		if s.kind == "s" && name == "v" {
			return s.shared()
		}
		s.content = s.content || s.length > 0
	case "c":
		s.full = s.full || s.content
	case "row":
		if s.full {
			s.rows++
		}
		if s.rows > maxRows {
			return ErrTooLarge
		}
	}
	return nil
}

// shared looks up the string that the cell names. The library copies it for
// every cell, so a long one that many cells name would fill the memory.
func (s *sheetScan) shared() error {
	n, err := strconv.Atoi(string(s.number))
	if err != nil || n < 0 || n >= len(s.lengths) {
		return fmt.Errorf("%w: no shared string %q", ErrBroken, s.number)
	}
	s.content = s.lengths[n] > 0
	if s.strings += s.lengths[n]; s.strings > maxStrings {
		return ErrTooLarge
	}
	return nil
}
