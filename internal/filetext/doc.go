package filetext

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"
)

// Places in the head of a Word 97 file, as its format is published
// ([MS-DOC] 2.5): flags, the letters of each part, the table of pieces.
const (
	atIdent    = 0x00
	atFlags    = 0x0A
	atLetters  = 0x4C // of the text; eight parts in all
	atPieces   = 0x1A2
	headLength = 0x1AA

	wordIdent     = 0xA5EC
	flagLocked    = 0x0100
	flagSecond    = 0x0200
	partsOfText   = 8
	pieceSingle   = 1 << 30 // the letters of a piece take one byte each
	maxPiecesSize = 8 << 20
)

// readDoc reads an old Word file: its text lies in pieces, which a table puts in
// order.
func readDoc(s *sink, data []byte) error {
	streams, err := streamsOf(s, data)
	if err != nil {
		return err
	}
	text := streams["WordDocument"]
	if len(text) < headLength || binary.LittleEndian.Uint16(text[atIdent:]) != wordIdent {
		if streams["EncryptedPackage"] != nil { // a new file behind a password
			return errLocked
		}
		return errBroken
	}
	flags := binary.LittleEndian.Uint16(text[atFlags:])
	if flags&flagLocked != 0 {
		return errLocked
	}
	table := streams["0Table"]
	if flags&flagSecond != 0 {
		table = streams["1Table"]
	}
	from, length := binary.LittleEndian.Uint32(text[atPieces:]), binary.LittleEndian.Uint32(text[atPieces+4:])
	if uint64(from)+uint64(length) > uint64(len(table)) || length > maxPiecesSize {
		return errBroken
	}
	pieces, err := piecesOf(table[from : from+length])
	if err != nil {
		return err
	}
	return readPieces(s, text, pieces, lettersOf(text))
}

// streamsOf returns what an OLE file holds that a Word file consists of.
func streamsOf(s *sink, data []byte) (map[string][]byte, error) {
	r, err := mscfb.New(&timed{bytes.NewReader(data), s})
	if err != nil {
		return nil, cmp.Or(s.ctx.Err(), errBroken)
	}
	streams := map[string][]byte{}
	for _, f := range r.File {
		switch f.Name {
		case "WordDocument", "0Table", "1Table", "EncryptedPackage":
		default:
			continue
		}
		if streams[f.Name] != nil || len(f.Path) > 0 { // that of a document inside
			continue
		}
		content, err := io.ReadAll(io.LimitReader(f, int64(len(data))))
		if err != nil && len(content) == 0 {
			return nil, cmp.Or(s.ctx.Err(), errBroken)
		}
		streams[f.Name] = content
	}
	return streams, nil
}

// timed reads until the time is over.
type timed struct {
	*bytes.Reader
	sink *sink
}

// ReadAt fails when the time is over.
func (t *timed) ReadAt(p []byte, off int64) (int, error) {
	if err := t.sink.alive(); err != nil {
		return 0, err
	}
	return t.Reader.ReadAt(p, off)
}

// lettersOf returns how many letters all parts of a file have: text, notes,
// heads, text boxes.
func lettersOf(head []byte) (n int) {
	for i := range partsOfText {
		n += int(binary.LittleEndian.Uint32(head[atLetters+4*i:]) & 0x7fffffff)
	}
	return n
}

// A piece is a stretch of the text.
type piece struct {
	from, to int    // letters of the whole text
	at       uint32 // in the file, and how it is written
}

// piecesOf reads the table of pieces, before which other things stand.
func piecesOf(clx []byte) ([]piece, error) {
	for len(clx) >= 3 && clx[0] == 1 { // properties
		skip := 3 + int(binary.LittleEndian.Uint16(clx[1:]))
		if skip > len(clx) {
			return nil, errBroken
		}
		clx = clx[skip:]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return nil, errBroken
	}
	size := binary.LittleEndian.Uint32(clx[1:])
	clx = clx[5:]
	if uint64(size) > uint64(len(clx)) || size < 16 {
		return nil, errBroken
	}
	n := (int(size) - 4) / 12
	var all []piece
	for i := range n {
		p := piece{from: int(binary.LittleEndian.Uint32(clx[4*i:])), to: int(binary.LittleEndian.Uint32(clx[4*i+4:])),
			at: binary.LittleEndian.Uint32(clx[4*(n+1)+8*i+2:])}
		if p.to < p.from {
			return nil, errBroken
		}
		all = append(all, p)
	}
	return all, nil
}

// maxLetters bounds the letters that are looked at, also those that Word does
// not show: pieces may lie on each other.
const maxLetters = 4 * maxText

// readPieces puts the text of the pieces into s.
func readPieces(s *sink, text []byte, pieces []piece, letters int) error {
	w := &oldWord{}
	left := maxLetters
	for _, p := range pieces {
		p.to = min(p.to, letters)
		if p.from >= p.to {
			continue
		}
		if err := s.ctx.Err(); err != nil {
			return err
		}
		if left == 0 {
			return errFull
		}
		p.to = min(p.to, p.from+left)
		left -= p.to - p.from
		content, err := lettersAt(text, p)
		if err := s.add(w.text(content), plain); err != nil {
			return err
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lettersAt returns the letters of a piece; those that are there when the file
// is cut short.
func lettersAt(text []byte, p piece) ([]rune, error) {
	n, err := p.to-p.from, error(nil)
	if p.at&pieceSingle != 0 {
		at := int(p.at&^pieceSingle) / 2
		if at > len(text) || n > len(text)-at {
			n, err = max(0, len(text)-at), errBroken
		}
		all := make([]rune, n)
		for i := range all {
			all[i] = charmap.Windows1252.DecodeByte(text[at+i])
		}
		return all, err
	}
	at := int(p.at)
	if at > len(text) || n > (len(text)-at)/2 {
		n, err = max(0, len(text)-at)/2, errBroken
	}
	units := make([]uint16, n)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(text[at+2*i:])
	}
	return utf16.Decode(units), err
}

// maxFields bounds how deep fields may lie in each other.
const maxFields = 100

// An oldWord reads the letters that mean something else in Word.
type oldWord struct {
	fields []bool // the open fields; true in the code of one, whose result is shown
}

func (w *oldWord) text(letters []rune) string {
	var b strings.Builder
	for _, r := range letters {
		last := len(w.fields) - 1
		switch {
		case r == 0x13 && last+1 < maxFields:
			w.fields = append(w.fields, true)
		case r == 0x14 && last >= 0:
			w.fields[last] = false
		case r == 0x15 && last >= 0:
			w.fields = w.fields[:last]
		case slices.Contains(w.fields, true):
		case strings.ContainsRune("\r\a\v\f\x0e", r): // ends of paragraphs, cells, lines, pages, columns
			b.WriteByte('\n')
		case r == 0x1e:
			b.WriteByte('-')
		case r == 0x1f: // the soft hyphen, which is ư in TCVN3
			b.WriteRune('\u00ad')
		case r == '\t':
			b.WriteByte(' ')
		case r >= ' ':
			b.WriteRune(r)
		}
	}
	return b.String()
}
