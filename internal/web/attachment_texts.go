package web

import (
	"context"
	"errors"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/filetext"
	"giaoban/internal/store"
)

// readAgain is how long after a failure files are read again.
const readAgain = time.Minute

// A bell wakes the one who waits for it, once for however many rings.
type bell chan struct{}

func (b bell) wake() {
	select {
	case b <- struct{}{}:
	default: // it rings already
	}
}

// keepReading reads the texts of files one by one until ctx ends: those that
// wait since the last start, those that an earlier version of the rules read,
// and new ones as they come.
func (s *server) keepReading(ctx context.Context) {
	for ctx.Err() == nil {
		err := s.readTexts(ctx)
		pause := time.NewTimer(24 * time.Hour)
		if err != nil {
			if ctx.Err() == nil {
				s.log.Error("reading files", "error", err)
			}
			pause.Reset(readAgain)
		}
		select {
		case <-ctx.Done():
		case <-s.unread:
		case <-pause.C:
		}
		pause.Stop()
	}
}

// readTexts reads the texts that wait, until a new file comes: keepReading lists
// them again then, the new one first.
func (s *server) readTexts(ctx context.Context) error {
	waiting, err := s.db.UnreadTexts(ctx, filetext.Version)
	for _, id := range waiting {
		if len(s.unread) > 0 {
			return nil
		}
		err := s.readText(ctx, id)
		if err != nil && !errors.Is(err, store.ErrNotFound) { // it was removed, or has a newer version
			return err
		}
	}
	return err
}

func (s *server) readText(ctx context.Context, id int64) error {
	f, content, err := s.db.BeginText(ctx, id)
	if err != nil {
		return err
	}
	text, found := briefing.FileText{State: f.Text.State}, []briefing.Citation(nil)
	if text.State == briefing.TextWaiting {
		text, found, err = s.guarded(id, func() (briefing.FileText, []briefing.Citation, error) {
			text, err := filetext.Read(ctx, f.MediaType, content)
			return text, citation.Find(text.Text), err
		})
	}
	if err != nil {
		return err
	}
	return s.db.SaveText(ctx, id, filetext.Version, text, found)
}

// guarded reads a file. A panic over a hostile one is a file that cannot be
// read: nobody else is to lose the server to it.
func (s *server) guarded(id int64, read func() (briefing.FileText, []briefing.Citation, error)) (text briefing.FileText, found []briefing.Citation, err error) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("reading a file", "id", id, "panic", p)
			text, found, err = briefing.FileText{State: briefing.TextFailed}, nil, nil
		}
	}()
	return read()
}
