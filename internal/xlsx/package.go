package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// A packageWriter is the zip file of a workbook. Excelize hands over sheets in
// the order of a map; they are held back and written in the order of their
// names with one fixed time, so that equal workbooks are equal files.
type packageWriter struct {
	out   io.Writer
	parts []*partBuffer
}

type partBuffer struct {
	name string
	bytes.Buffer
}

func newPackage(w io.Writer) *packageWriter { return &packageWriter{out: w} }

// contentTypes is the part that readers expect first.
const contentTypes = "[Content_Types].xml"

// Create returns where to write the named part.
func (p *packageWriter) Create(name string) (io.Writer, error) {
	part := &partBuffer{name: name}
	p.parts = append(p.parts, part)
	return part, nil
}

// AddFS is part of what excelize asks for; it never calls it.
func (p *packageWriter) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the file.
func (p *packageWriter) Close() error {
	slices.SortFunc(p.parts, func(a, b *partBuffer) int {
		switch {
		case a.name == contentTypes:
			return -1
		case b.name == contentTypes:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	z := zip.NewWriter(p.out)
	for _, part := range p.parts {
		// The first day that a zip file can name.
		h := &zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		f, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := part.WriteTo(f); err != nil {
			return err
		}
	}
	return z.Close()
}
