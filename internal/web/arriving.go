package web

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
)

// An arrivingBody is the body of a request that tells whether all of it has come.
type arrivingBody struct {
	io.ReadCloser
	ctx  context.Context
	size int64 // bytes; less than 0 when only its end tells

	came  atomic.Int64
	whole atomic.Bool
}

// watchBody lets a request be asked whether its body has come.
func watchBody(r *http.Request) *arrivingBody {
	b := &arrivingBody{ReadCloser: r.Body, ctx: r.Context(), size: r.ContentLength}
	b.whole.Store(r.ContentLength == 0)
	r.Body = b
	return b
}

// Read reads until the request is cut off: what sets deadlines for its own ends
// may set one after that.
func (b *arrivingBody) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.ReadCloser.Read(p)
	if came := b.came.Add(int64(n)); err != nil || came == b.size {
		b.whole.Store(true)
	}
	return n, err
}
