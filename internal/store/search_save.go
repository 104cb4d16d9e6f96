package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
)

// A recordKey names a record that is searched.
type recordKey struct {
	kind string
	id   int64
}

// touch notes that a record may be found under something else from now on, or
// no longer. What an audit entry is recorded for is touched already.
func (t *tx) touch(kind string, id int64) {
	if id != 0 && slices.Contains(searchedKinds(), kind) {
		t.touched[recordKey{kind, id}] = true
	}
}

// indexTouched brings the index up to date with what the write touched.
func (t *tx) indexTouched(ctx context.Context) error {
	keys := make([]recordKey, 0, len(t.touched))
	for k := range t.touched {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b recordKey) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id)) })
	for _, k := range keys {
		if err := t.indexAgain(ctx, k.kind, k.id); err != nil {
			return err
		}
	}
	return nil
}

// indexAgain indexes a record as it is stored now.
func (t *tx) indexAgain(ctx context.Context, kind string, id int64) error {
	r, err := t.searchRecord(ctx, kind, id)
	if errors.Is(err, ErrNotFound) {
		return t.unindexRecord(ctx, kind, id)
	}
	if err != nil {
		return err
	}
	return t.indexRecord(ctx, r)
}
