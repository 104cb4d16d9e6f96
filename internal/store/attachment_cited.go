package store

import (
	"context"
	"encoding/json"

	"giaoban/internal/briefing"
)

// citedAtOnce is how many citations of a file are stored, or taken away, in one
// write: a file may hold thousands, and others write in between.
const citedAtOnce = 25

// cite stores the citations kept[from:to] of a file, as placed found them. Those
// that say the same mean the same: only the first of them is looked up.
func (t *tx) cite(ctx context.Context, in citingText, kept []briefing.Citation, from, to int) error {
	linked := map[briefing.Citation]int64{}
	for _, c := range kept[:from] {
		if c.DecidedBy == "" {
			linked[c.Said()] = c.Directive
		}
	}
	var changed []briefing.Directive
	var before []briefing.Citation // what meant something else
	for i := from; i < to; i++ {
		c := &kept[i]
		was := *c
		if c.DecidedBy == "" && in.confirmed {
			to, known := linked[c.Said()]
			c.Directive = to
			if !known {
				one, err := t.link(ctx, c, in)
				if err != nil {
					return err
				}
				if one != nil {
					changed = append(changed, *one)
				}
				linked[c.Said()] = c.Directive
			}
		}
		if was.Directive != c.Directive {
			before = append(before, was)
		}
		if err := t.putCitation(ctx, in, i, c); err != nil {
			return err
		}
	}
	if err := t.dropLooseStubs(ctx, before); err != nil {
		return err
	}
	return t.relink(ctx, changed...)
}

// putCitation stores a citation of a file, or where and to what it is now.
func (t *tx) putCitation(ctx context.Context, in citingText, position int, c *briefing.Citation) error {
	if c.ID == 0 {
		return t.insertCitation(ctx, in, position, c, false)
	}
	_, err := t.ExecContext(ctx, `
		UPDATE citation
		SET position = $1, text = $2, span_from = $3, span_to = $4, directive_id = $5
		WHERE id = $6`, position, c.Text, c.Span[0], c.Span[1], nullable(c.Directive), c.ID)
	return err
}

// placed gives the citations of a text the numbers, links and decisions of the
// stored ones that say the same, best at the same place, and returns those that
// the text has no more.
func placed(kept, stored []briefing.Citation) (gone []briefing.Citation) {
	here, same := map[briefing.Citation]int{}, map[briefing.Citation][]int{}
	for i := range stored {
		said := stored[i].Said()
		same[said] = append(same[said], i)
		said.Span = stored[i].Span
		here[said] = i
	}
	used := make([]bool, len(stored))
	take := func(c *briefing.Citation, i int) {
		used[i] = true
		c.ID, c.Directive, c.DecidedBy = stored[i].ID, stored[i].Directive, stored[i].DecidedBy
	}
	for i := range kept {
		said := kept[i].Said()
		said.Span = kept[i].Span
		if at, ok := here[said]; ok && !used[at] {
			take(&kept[i], at)
		}
	}
	for i := range kept {
		said := kept[i].Said()
		for kept[i].ID == 0 && len(same[said]) > 0 {
			if at := same[said][0]; !used[at] {
				take(&kept[i], at)
			}
			same[said] = same[said][1:]
		}
	}
	for i, c := range stored {
		if !used[i] {
			gone = append(gone, c)
		}
	}
	return gone
}

// uncite takes citations of a file away, and the stubs that nothing cites any
// more.
func (t *tx) uncite(ctx context.Context, gone []briefing.Citation) error {
	ids := make([]int64, len(gone))
	for i, c := range gone {
		ids[i] = c.ID
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM citation WHERE id IN (SELECT value FROM json_each($1))`, string(list)); err != nil {
		return err
	}
	return t.dropLooseStubs(ctx, gone)
}

// emptied takes some citations away from a file that goes, and reports whether so
// few are left that they can go with it. Ended before that, the file is read again.
func (t *tx) emptied(ctx context.Context, entity string, owner, id int64, begins bool) (bool, error) {
	f, err := attachmentByID(ctx, t, id)
	if err != nil || !f.Newest || f.Entity != entity || f.EntityID != owner {
		return err == nil, err // detach says what is wrong
	}
	all, rejected, err := loadCitations(ctx, t, "attachment", id)
	if all = append(all, rejected...); err != nil || len(all) <= citedAtOnce {
		return err == nil, err
	}
	older, err := t.olderVersion(ctx, f)
	if err != nil || older {
		return err == nil, err // its citations move there
	}
	if begins {
		if err := t.awaitText(ctx, id); err != nil {
			return false, err
		}
	}
	return false, t.uncite(ctx, all[:citedAtOnce])
}

// olderVersion reports whether a file has a version before it.
func (t *tx) olderVersion(ctx context.Context, f *briefing.StoredFile) (older bool, err error) {
	err = t.QueryRowContext(ctx, `
		SELECT count(*) > 0
		FROM attachment
		WHERE entity = $1 AND entity_id = $2 AND name = $3 AND id < $4`, f.Entity, f.EntityID, f.Name, f.ID).Scan(&older)
	return older, err
}
