package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// ErrLocked says that the meeting is locked: nobody changes it.
var ErrLocked = errors.New("hội nghị đã khóa")

// A MeetingMove is a step that somebody takes with a meeting.
type MeetingMove struct {
	Meeting int64
	Version int // of the meeting as it was seen
	Step    briefing.MeetingStep
	Reason  string
	Until   briefing.Day // of a step that holds for some days
}

// TakeMeetingStep leads a meeting to its next state. It fails with ErrStale when
// somebody saved the meeting since, with briefing.ErrNoStep when the step does
// not lead on from where the meeting stands, and with an Invalid when the meeting
// or the move is not whole. A step that was taken already, by the same button
// pressed twice, changes nothing.
func (db *DB) TakeMeetingStep(ctx context.Context, by Actor, move MeetingMove) error {
	done := errors.New("done already")
	err := db.write(ctx, by, func(t *tx) error {
		before, err := loadMeeting(ctx, t, move.Meeting, t.day())
		if err != nil {
			return err
		}
		if before.Version == move.Version+1 && before.State == move.Step.To {
			return done
		}
		if before.Version != move.Version {
			return ErrStale
		}
		m := *before
		m.Participations, m.Agenda = slices.Clone(m.Participations), slices.Clone(m.Agenda)
		m.Citations, m.Rejected = slices.Clone(m.Citations), slices.Clone(m.Rejected)
		if err := m.Take(move.Step, move.Reason, move.Until, t.day()); err != nil {
			return err
		}
		if err := t.replaceMeeting(ctx, before, &m); err != nil {
			return err
		}
		t.recordUpdate("step", before, &m, move.Reason)
		return nil
	})
	if err != nil && !errors.Is(err, done) {
		return fmt.Errorf("meeting %d: %w", move.Meeting, err)
	}
	return nil
}

// refuseLocked fails with ErrLocked when a meeting is locked. It belongs into
// every write that changes what a meeting says beside the meeting itself. Which
// entry of the register a citation means is no such thing: the register learns
// more after the lock.
func (t *tx) refuseLocked(ctx context.Context, meeting int64) error {
	m, err := loadMeeting(ctx, t, meeting, t.day())
	if err == nil && m.State == briefing.Locked {
		err = ErrLocked
	}
	return err
}
