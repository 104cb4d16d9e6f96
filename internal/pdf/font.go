package pdf

import (
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
)

//go:embed fonts/*.ttf
var fontFiles embed.FS

// A face is one of the four styles of the font.
type face int

const (
	regular face = iota
	bold
	italic
	boldItalic
	faces
)

// style returns the face's name for gofpdf.
func (f face) style() string { return [faces]string{"", "B", "I", "BI"}[f] }

// file returns the font file of the face.
func (f face) file() ([]byte, error) {
	name := [faces]string{"Regular", "Bold", "Italic", "BoldItalic"}[f]
	return fontFiles.ReadFile("fonts/Tinos-" + name + ".ttf")
}

// Metrics are the widths of a face's letters. They are read from the font
// file and not from gofpdf, which silently gives a width to letters that the
// font lacks and would print them as boxes.
type metrics struct {
	widths []int // by rune, in thousandths of the size; -1 for a missing letter
}

// loadMetrics reads the metrics of all faces.
func loadMetrics() ([faces]*metrics, error) {
	var all [faces]*metrics
	for f := range faces {
		data, err := f.file()
		if err != nil {
			return all, err
		}
		if all[f], err = readMetrics(data); err != nil {
			return all, fmt.Errorf("font %d: %w", f, err)
		}
	}
	return all, nil
}

// has reports whether the face has the letter r.
func (m *metrics) has(r rune) bool {
	return int(r) < len(m.widths) && m.widths[r] >= 0
}

// width returns the width of s in millimetres at a size in points.
func (m *metrics) width(s string, size float64) float64 {
	sum := 0
	for _, r := range s {
		if m.has(r) {
			sum += m.widths[r]
		}
	}
	return float64(sum) / 1000 * size * point
}

// point is the length of a typographic point in millimetres.
const point = 25.4 / 72

var errFont = errors.New("not a TrueType font with a Unicode table")

// readMetrics reads the widths from a TrueType font by its cmap subtable of
// format 4, the only one that gofpdf uses.
func readMetrics(data []byte) (m *metrics, err error) {
	// A cut file is the only way to leave the slice; the files are embedded,
	// so the one check here serves for all reads below.
	defer func() {
		if recover() != nil {
			err = errFont
		}
	}()
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	tables := map[string][]byte{}
	for i := range u16(data, 4) {
		rec := data[12+16*i:]
		start, length := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		tables[string(rec[:4])] = data[start : start+length]
	}
	em := float64(u16(tables["head"], 18))
	measured := u16(tables["hhea"], 34)
	advance := func(glyph int) int {
		// Glyphs beyond the last measured one share its width.
		units := u16(tables["hmtx"], 4*min(glyph, measured-1))
		return int(float64(units)*1000/em + 0.5)
	}

	cmap := unicodeSubtable(tables["cmap"], u16)
	if cmap == nil {
		return nil, errFont
	}
	m = &metrics{}
	segments := u16(cmap, 6) / 2
	ends, starts := cmap[14:], cmap[16+2*segments:]
	deltas, offsets := cmap[16+4*segments:], cmap[16+6*segments:]
	for s := range segments {
		first, last := u16(starts, 2*s), u16(ends, 2*s)
		if first == 0xFFFF {
			break
		}
		for len(m.widths) <= last {
			m.widths = append(m.widths, -1)
		}
		for r := first; r <= last; r++ {
			glyph := r
			if offset := u16(offsets, 2*s); offset != 0 {
				if glyph = u16(offsets, 2*s+offset+2*(r-first)); glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + u16(deltas, 2*s)) & 0xFFFF; glyph != 0 {
				m.widths[r] = advance(glyph)
			}
		}
	}
	return m, nil
}

// unicodeSubtable returns the cmap subtable of format 4 for Windows or
// Unicode, or nil.
func unicodeSubtable(cmap []byte, u16 func([]byte, int) int) []byte {
	for i := range u16(cmap, 2) {
		rec := cmap[4+8*i:]
		platform, encoding := u16(rec, 0), u16(rec, 2)
		sub := cmap[binary.BigEndian.Uint32(rec[4:]):]
		if (platform == 0 || platform == 3 && encoding == 1) && u16(sub, 0) == 4 {
			return sub
		}
	}
	return nil
}
