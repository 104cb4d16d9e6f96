package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/semaphore"
)

const (
	maxText  = 1 << 20         // the article, in bytes: a hundred times a long one
	maxBody  = maxText + 1<<20 // the article and the fields beside it
	maxDrain = 64 << 20        // read and thrown away, so that the browser shows our answer

	maxStrangerBody = 64 << 10 // a sign-in, or a long form of somebody who has signed out meanwhile
	freeBody        = 8 << 10  // a body up to this size waits for no others
)

// waitForRoom is how long a body waits until others have been answered.
const waitForRoom = 10 * time.Second

// How long a body may be on its way. A half-sent one holds a connection, of
// which there are only so many.
const (
	strangersPatience = 10 * time.Second
	peoplePatience    = 20 * time.Second // and a second more for each bodyPace that has come
	bodyPace          = 32 << 10         // bytes; slower lines do not send the longest article in time
	maxPatience       = time.Minute
)

// maxHeld is how many bodies of one visitor may be on their way at once: a whole
// office of strangers may have one address, also behind a proxy.
const maxHeld = 128

// A bodyPot holds the bodies of one kind of visitors, so that all who send at
// once cannot take more memory than it has.
type bodyPot struct {
	most     int64    // bytes of one body
	tooLarge *failure // said of a larger one
	drain    int64    // bytes of it that are read and thrown away
	room     *semaphore.Weighted
	ofOne    quota // bytes of one visitor
	wait     time.Duration
	coming   quota // bodies of one visitor that are on their way

	patience, longest time.Duration // how long one may take without coming on, and in all
}

// peoplePot is for all whose cookie names a session, also one that has ended:
// what they typed meanwhile must reach the sign-in page.
func peoplePot() *bodyPot {
	return &bodyPot{most: maxBody, tooLarge: errTooLarge, drain: maxDrain,
		room: semaphore.NewWeighted(32 << 20), ofOne: quota{most: 8 << 20}, wait: waitForRoom,
		coming: quota{most: maxHeld}, patience: peoplePatience, longest: maxPatience}
}

// strangerPot is for everybody else.
func strangerPot() *bodyPot {
	return &bodyPot{most: maxStrangerBody, tooLarge: errTooLargeForStrangers, drain: maxBody,
		room: semaphore.NewWeighted(8 << 20), ofOne: quota{most: 1 << 20}, wait: waitForRoom,
		coming: quota{most: maxHeld}, patience: strangersPatience, longest: strangersPatience}
}

var (
	errTooLargeForStrangers = &failure{http.StatusRequestEntityTooLarge, "Biểu mẫu quá lớn khi chưa đăng nhập",
		"Khi chưa đăng nhập, chương trình chỉ nhận biểu mẫu đến 64 KB. Chưa có gì được lưu. " +
			"Bấm nút Quay lại của trình duyệt, chép phần đã nhập ra, rồi đăng nhập."}
	errNoRoom = &failure{http.StatusServiceUnavailable, "Máy chủ đang nhận quá nhiều biểu mẫu",
		"Chưa có gì được lưu. Chờ nửa phút, bấm nút Quay lại của trình duyệt rồi gửi lại."}
)

// potOf returns the pot for the body of a request, and whose share of it that
// body counts against.
func (s *server) potOf(r *http.Request) (pot *bodyPot, who string, err error) {
	v := visitorOf(r)
	if v.account != nil {
		return s.people, strconv.FormatInt(v.account.ID, 10), nil
	}
	if v.key != "" {
		owner, err := s.db.SessionOwner(r.Context(), v.key)
		if err != nil || owner != 0 {
			return s.people, strconv.FormatInt(owner, 10), err
		}
	}
	return s.strangers, networkOf(v.address), nil
}

// readBody reads the body of a request whole. The caller must call release
// when it needs the body and what was made of it no more.
func (s *server) readBody(c *gin.Context) (body []byte, release func(), err error) {
	r, release := c.Request, func() {}
	pot, who, err := s.potOf(r)
	if err != nil {
		return nil, release, err
	}
	if !pot.coming.take(who, 1) {
		// Not even thrown away: what it waits with is the connection.
		c.Header("Connection", "close")
		c.Header("Retry-After", fmt.Sprint(30))
		return nil, release, errNoRoom
	}
	defer pot.coming.give(who, 1)
	sent := &pacedBody{from: r.Body, patience: pot.patience, longest: pot.longest,
		setDeadline: http.NewResponseController(c.Writer).SetReadDeadline}
	size := r.ContentLength
	if size < 0 { // it is only known at the end
		size = pot.most
	}
	if size > pot.most {
		pot.discard(sent)
		return nil, release, pot.tooLarge
	}
	if size > freeBody {
		if release, err = pot.take(r.Context(), who, size); err != nil {
			pot.discard(sent)
			c.Header("Retry-After", fmt.Sprint(30))
			return nil, release, err
		}
	}
	// With room for one more read no larger buffer is ever needed.
	buffer := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	if _, err := buffer.ReadFrom(io.LimitReader(sent, pot.most+1)); err != nil {
		return nil, release, errBroken
	}
	if int64(buffer.Len()) > pot.most {
		pot.discard(sent)
		return nil, release, pot.tooLarge
	}
	return buffer.Bytes(), release, nil
}

// take takes room for a body; it waits a little for others to give theirs back.
func (p *bodyPot) take(ctx context.Context, who string, size int64) (release func(), err error) {
	if !p.ofOne.take(who, size) {
		return func() {}, errNoRoom
	}
	ctx, cancel := context.WithTimeout(ctx, p.wait)
	defer cancel()
	if p.room.Acquire(ctx, size) != nil {
		p.ofOne.give(who, size)
		return func() {}, errNoRoom
	}
	return func() {
		p.room.Release(size)
		p.ofOne.give(who, size)
	}, nil
}

// A pacedBody is a body that must keep coming: the connection is read no more
// once it has taken longer than its patience, which grows with what has come.
type pacedBody struct {
	from              io.Reader
	patience, longest time.Duration
	setDeadline       func(time.Time) error

	began time.Time // at the first Read: before, it may wait for room
	came  int64
	ended error
}

// Read reads what comes in time.
func (b *pacedBody) Read(p []byte) (int, error) {
	if b.ended != nil { // the connection now waits for its next request
		return 0, b.ended
	}
	if b.began.IsZero() {
		b.began = time.Now()
	}
	patience := b.patience + time.Duration(b.came)*time.Second/bodyPace
	if err := b.setDeadline(b.began.Add(min(patience, b.longest))); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	n, err := b.from.Read(p)
	b.came, b.ended = b.came+int64(n), err
	return n, err
}

// discard throws away what comes of a body that is not taken.
func (p *bodyPot) discard(body io.Reader) {
	_, _ = io.CopyN(io.Discard, body, p.drain) // the answer is the same either way
}
