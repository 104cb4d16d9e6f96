package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// Every request that is refused to somebody comes into the audit trail: a page
// or a change that asks for a sign-in, for other rights or for a password of
// one's own; a form of a foreign page; a record that the rules hide; more than
// is allowed within a minute; and a wrong password. Only a stranger's first look
// at the first page is none: that is how everybody begins.

// denies reports whether a failure refuses what was asked for to this visitor,
// and not to everybody.
func (f *failure) denies() bool {
	switch f.status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusMisdirectedRequest, http.StatusTooManyRequests:
		return true
	}
	return f == errHidden
}

// How many refusals a minute get an entry of their own: of one account or
// stranger from one network, and of all accounts or all strangers. The trail is
// never cut, so a loop of refused requests must not be able to fill the disk:
// the ones beyond are counted, and one entry tells their number.
const (
	mostDeniedOfOne = 20
	mostDeniedOfAll = 300
)

// A denials counts the refusals of a minute.
type denials struct {
	ofOne, ofAll int // most entries a minute

	mu     sync.Mutex
	minute time.Time
	pots   map[store.Actor]*pot
	untold []surplus // of minutes before, which could not be written
}

// A pot counts the refusals of one visitor, or of all of a kind.
type pot struct{ entries, more int }

// A surplus is how many refusals of a minute got no entry of their own.
type surplus struct {
	by     store.Actor
	minute time.Time
	n      int
}

// count counts a refusal to one visitor of a kind. It reports whether there is
// room for an entry, and what minutes before have left to tell.
func (d *denials) count(one, kind store.Actor, now time.Time) (room bool, left []surplus) {
	d.mu.Lock()
	defer d.mu.Unlock()
	left = d.turn(now)
	all := d.pot(kind)
	if all.entries >= d.ofAll { // no pot for each more: strangers have many addresses
		all.more++
		return false, left
	}
	own := d.pot(one)
	if own.entries >= d.ofOne {
		own.more++
		return false, left
	}
	own.entries++
	all.entries++
	return true, left
}

// past returns what minutes that are over at an instant have left to tell.
func (d *denials) past(now time.Time) []surplus {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.turn(now)
}

// turn begins the minute of an instant, unless it is the current one.
func (d *denials) turn(now time.Time) (left []surplus) {
	minute, begins := minuteAfter(d.minute, now)
	if !begins {
		return nil
	}
	left = d.empty()
	d.minute = minute
	return left
}

// rest returns what is left to tell of all minutes, also the current one.
func (d *denials) rest() []surplus {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.empty()
}

// giveBack takes what could not be told, for the next time.
func (d *denials) giveBack(left []surplus) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.untold = append(d.untold, left...)
}

// empty takes all out of the pots.
func (d *denials) empty() (left []surplus) {
	for by, p := range d.pots {
		if p.more > 0 {
			left = append(left, surplus{by, d.minute, p.more})
		}
	}
	slices.SortFunc(left, func(a, b surplus) int {
		return cmp.Or(cmp.Compare(a.by.Name, b.by.Name), cmp.Compare(a.by.From, b.by.From))
	})
	left = append(d.untold, left...)
	d.untold = nil
	clear(d.pots)
	return left
}

func (d *denials) pot(by store.Actor) *pot {
	p := d.pots[by]
	if p == nil {
		p = new(pot)
		d.pots[by] = p
	}
	return p
}

func newDenials() *denials {
	return &denials{ofOne: mostDeniedOfOne, ofAll: mostDeniedOfAll, pots: map[store.Actor]*pot{}}
}

// noteFailure puts a request into the audit trail if the failure refuses it to
// this visitor.
func (s *server) noteFailure(r *http.Request, f *failure) {
	switch {
	case f == errSignIn:
		s.noteDenied(r, s.absence(r))
	case f.denies():
		s.noteDenied(r, f.title)
	}
}

// absence says why a visitor counts as a stranger.
func (s *server) absence(r *http.Request) string {
	key := visitorOf(r).key
	if key == "" {
		return errSignIn.title
	}
	id, err := s.db.SessionOwner(r.Context(), key)
	if err == nil && id != 0 {
		var a *briefing.Account
		if a, err = s.db.Account(r.Context(), id); err == nil {
			return "Phiên của " + a.Name + " đã hết"
		}
	}
	return "Phiên không có, hoặc đã bị kết thúc"
}

// noteDenied puts a refused request into the audit trail.
func (s *server) noteDenied(r *http.Request, reason string) {
	s.noteDeniedAs(s.denied, r, visitorOf(r).actor(), reason)
}

// noteDeniedAs puts a request that was refused to somebody into the audit
// trail, as far as d has room. It must not fail the answer: a refusal stays one.
func (s *server) noteDeniedAs(d *denials, r *http.Request, by store.Actor, reason string) {
	// Strangers must not be able to drown what people with accounts try; and
	// which name a stranger tries must not change how long an answer takes.
	v := visitorOf(r)
	one, kind := store.Actor{Name: briefing.Stranger, From: networkOf(v.address)}, store.Actor{Name: briefing.Stranger}
	if v.account != nil {
		one.Name, kind.Name = v.account.Name, briefing.Several
	}
	room, left := d.count(one, kind, s.now())
	s.noteSurplus(r.Context(), d, left)
	if room {
		s.writeDenied(r.Context(), store.Denial{By: by, What: cutText(r.Method+" "+r.URL.EscapedPath(), 200), Reason: reason})
	}
}

// notePast tells how many refusals of minutes that are over had no entry.
func (s *server) notePast(ctx context.Context) {
	for _, d := range []*denials{s.denied, s.failed} {
		s.noteSurplus(ctx, d, d.past(s.now()))
	}
}

// noteSurplus tells in the audit trail how many refusals had no entry. What
// cannot be written now is told later.
func (s *server) noteSurplus(ctx context.Context, d *denials, left []surplus) {
	if len(left) == 0 {
		return
	}
	var all []store.Denial
	for _, one := range left {
		all = append(all, store.Denial{By: one.by, What: "access", Reason: fmt.Sprintf("… và %s lần nữa trong phút bắt đầu lúc %s",
			number(one.n), briefing.Clock(one.minute))})
	}
	if !s.writeDenied(ctx, all...) {
		d.giveBack(left)
	}
}

// writeDeniedWithin bounds how long a refusal waits for its entry.
const writeDeniedWithin = 15 * time.Second

// writeDenied writes refusals into the audit trail and reports whether it could.
// Who hangs up leaves a trace all the same.
func (s *server) writeDenied(ctx context.Context, all ...store.Denial) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeDeniedWithin)
	defer cancel()
	err := s.db.NoteDenied(ctx, all...)
	if err != nil {
		s.log.Error("note denied", "refusals", all, "error", err)
	}
	return err == nil
}
