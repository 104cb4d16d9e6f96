// Package bounded reads what others packed into a file, so that it can take
// neither all memory nor all time.
package bounded

import (
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"io"
)

var (
	// ErrTooLarge says that more was packed than there is room for.
	ErrTooLarge = errors.New("more is packed than there is room for")
	// ErrDocumentType says that an XML document defines what it is made of.
	ErrDocumentType = errors.New("document type")
)

// A Reader reads R while its context lasts and as long as there is room.
type Reader struct {
	Ctx  context.Context
	R    io.Reader
	Room *int64 // bytes left to unpack, which several readers may share
}

// Read fails with the error of the context when that ends, and with ErrTooLarge
// when the room is used up.
func (r *Reader) Read(p []byte) (int, error) {
	if err := r.Ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.R.Read(p)
	if *r.Room -= int64(n); *r.Room < 0 {
		return n, ErrTooLarge
	}
	return n, err
}

// Bounds of an XML document.
const (
	maxToken = 16 << 20 // bytes of one name with its attributes, or of one text
	maxDepth = 1000     // elements in each other
)

// Tokens hands the tokens of an XML document on one by one, until its end or an
// error. Nothing is expanded or compared with what opened it; a document type
// fails with ErrDocumentType. A token is built in memory, so one that is longer
// than any program writes fails with ErrTooLarge, and so do elements that lie too
// deep in each other.
func Tokens(r io.Reader, each func(xml.Token) error) error {
	in := &tokenReader{Reader: bufio.NewReader(r)}
	d := xml.NewDecoder(in)
	depth := 0
	for {
		in.read = 0
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.Directive:
			return ErrDocumentType
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > maxDepth {
			return ErrTooLarge
		}
		if err := each(token); err != nil {
			return err
		}
	}
}

// A tokenReader fails when one token is too long.
type tokenReader struct {
	*bufio.Reader
	read int // bytes of this token
}

// ReadByte is all that the decoder reads with.
func (r *tokenReader) ReadByte() (byte, error) {
	if r.read++; r.read > maxToken {
		return 0, ErrTooLarge
	}
	return r.Reader.ReadByte()
}
