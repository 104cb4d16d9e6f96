// Package filetext takes the text out of files: Word, Excel, PDF and plain
// text, also what was written before Unicode in TCVN3 or VNI. The files are
// anybody's, so whatever they hold, reading ends in bounded time and memory.
package filetext

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// Version is raised whenever the same file would give another text.
const Version = 1

// What reading one file may take.
const (
	maxTime     = 15 * time.Second
	maxText     = 500_000  // runes that are kept: some 200 pages
	maxUnpacked = 32 << 20 // bytes of what is packed in a file
)

var (
	errFull    = errors.New("more text than is kept")
	errBroken  = errors.New("broken file")
	errLocked  = errors.New("file behind a password")
	errUnknown = errors.New("not a kind of file with text")
)

// Read takes the text out of a file of a media type. It fails only when ctx
// ends before it is done; what is wrong with the file stands in the state.
func Read(ctx context.Context, mediaType string, data []byte) (briefing.FileText, error) {
	return readWithin(ctx, maxTime, mediaType, data)
}

func readWithin(ctx context.Context, most time.Duration, mediaType string, data []byte) (briefing.FileText, error) {
	bounded, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	s := &sink{ctx: bounded}
	err := read(s, mediaType, data)
	if ctx.Err() != nil {
		return briefing.FileText{}, ctx.Err()
	}
	text := briefing.FileText{Cut: errors.Is(err, errFull) || errors.Is(err, context.DeadlineExceeded)}
	text.Text, text.Converted = s.text()
	switch {
	case text.Text != "" && (err == nil || text.Cut):
		text.State = briefing.TextRead
	case text.Text != "": // damaged further on
		text.State, text.Cut = briefing.TextRead, true
	case errors.Is(err, errLocked):
		text.State = briefing.TextLocked
	case err == nil || errors.Is(err, errUnknown):
		text.State = briefing.TextNone
	case text.Cut:
		text.State = briefing.TextFailed
	default:
		text.State = briefing.TextBroken
	}
	return text, nil
}

// read puts what a file says into s. A panic over a hostile file is an error
// like any other.
func read(s *sink, mediaType string, data []byte) (err error) {
	defer func() {
		if recover() != nil {
			err = errBroken
		}
	}()
	switch mediaType {
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return readDocx(s, data)
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return readSheet(s, data)
	case "application/msword":
		return readDoc(s, data)
	case "application/pdf":
		return readPDF(s, data)
	case "text/plain":
		return readPlain(s, data)
	}
	return errUnknown
}

// A sink takes up what is read, in order.
type sink struct {
	ctx   context.Context
	parts []part
	size  int // runes
	asked int
}

// A part is text in one encoding.
type part struct {
	text string
	font encoding // that the font of the text tells; plain when it tells nothing
}

// add takes text up, and fails when there is no more room or time.
func (s *sink) add(text string, font encoding) error {
	if err := s.alive(); err != nil {
		return err
	}
	full := false
	for at := range text {
		if full = s.size == maxText; full {
			text = text[:at]
			break
		}
		s.size++
	}
	if last := len(s.parts) - 1; last >= 0 && s.parts[last].font == font && len(s.parts[last].text) < 1<<10 {
		s.parts[last].text += text
	} else {
		s.parts = append(s.parts, part{text, font})
	}
	if full {
		return errFull
	}
	return nil
}

// alive fails when the time is over. It is cheap enough for every step.
func (s *sink) alive() error {
	if s.asked++; s.asked%256 != 0 {
		return nil
	}
	return s.ctx.Err()
}

// readPlain reads a text file: Unicode, or the bytes of an old one.
func readPlain(s *sink, data []byte) error {
	text := vntext.Decode(data)
	if !utf8.ValidString(text) {
		text = fromWindows(data)
	}
	return s.add(vntext.Normalize(text), plain)
}
