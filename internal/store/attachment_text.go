package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// mostTries is how often reading a file is begun: one that ended with the
// program itself is not to do so at every start.
const mostTries = 3

// fieldText is the field of a file in which its citations stand.
const fieldText = "text"

// An owner is the record that a file belongs to.
type owner struct {
	name      string
	symbol    string       // of a directive
	day       briefing.Day // when it was held or issued
	confirmed bool
	sample    bool
	public    bool // everyone may read it
}

// fileOwner returns the record that a file belongs to, or ErrNotFound. This is
// the one place that knows which kinds of records have files.
func (t *tx) fileOwner(ctx context.Context, entity string, id int64) (o owner, err error) {
	switch entity {
	case "directive":
		d, err := loadDirective(ctx, t, id)
		if err != nil {
			return o, err
		}
		return owner{name: d.Name(), symbol: d.Symbol, day: d.Date, confirmed: true, sample: d.Sample, public: true}, nil
	case "meeting":
		m, err := loadMeeting(ctx, t, id, t.day())
		if err != nil {
			return o, err
		}
		return owner{name: m.Title, day: m.HeldOn, confirmed: m.State.Confirmed(), sample: m.Sample}, nil
	}
	return o, fmt.Errorf("%q has no files", entity)
}

// awaitText notes that the text of a file has to be read.
func (t *tx) awaitText(ctx context.Context, id int64) error {
	_, err := t.ExecContext(ctx, `
		INSERT INTO attachment_text (attachment_id, version, tries, state, converted, cut, text)
		VALUES ($1, 0, 0, '', 0, 0, '')
		ON CONFLICT (attachment_id) DO UPDATE
		SET version = 0, tries = 0`, id)
	return err
}

// awaitNoText forgets that a version with a newer one was never read.
func (t *tx) awaitNoText(ctx context.Context, id int64) error {
	_, err := t.ExecContext(ctx, `DELETE FROM attachment_text WHERE attachment_id = $1 AND state = ''`, id)
	return err
}

// moveCitations makes the citations of one version of a file those of another,
// until its text is read: what was decided on them holds on.
func (t *tx) moveCitations(ctx context.Context, from, to int64) error {
	_, err := t.ExecContext(ctx, `
		UPDATE citation
		SET entity_id = $1
		WHERE entity = 'attachment' AND entity_id = $2`, to, from)
	t.touch("attachment", from)
	t.touch("attachment", to)
	return err
}

// versionsOf lists every version of every file of a record, the oldest first.
func versionsOf(ctx context.Context, q querier, entity string, id int64) ([]briefing.StoredFile, error) {
	return query(ctx, q, scanAttachment, `
		SELECT `+attachmentColumns+`
		WHERE a.entity = $1 AND a.entity_id = $2
		ORDER BY a.id`, entity, id)
}

// settleVersions leaves citations only to the newest versions of the files of a
// record, to which files of another one have come.
func (t *tx) settleVersions(ctx context.Context, entity string, id int64) error {
	all, err := versionsOf(ctx, t, entity, id)
	if err != nil {
		return err
	}
	for _, f := range all {
		t.touch("attachment", f.ID)
		if f.Newest {
			continue
		}
		if err := t.awaitNoText(ctx, f.ID); err != nil {
			return err
		}
		if err := t.saveCitations(ctx, citingText{entity: "attachment", id: f.ID}, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// dropFiles takes all files from a record that goes.
func (t *tx) dropFiles(ctx context.Context, entity string, id int64) error {
	all, err := versionsOf(ctx, t, entity, id)
	if err != nil {
		return err
	}
	for _, f := range all { // the oldest first, so that none becomes the newest again
		if err := t.detach(ctx, entity, id, f.ID); err != nil {
			return err
		}
	}
	return nil
}

// UnreadTexts lists the newest versions of files whose text was not read by the
// rules of this version yet: first those that were tried least, then the newest.
func (db *DB) UnreadTexts(ctx context.Context, version int) ([]int64, error) {
	all, err := query(ctx, db.reads, scanID, `
		SELECT u.attachment_id
		FROM attachment_text u JOIN attachment c ON c.id = u.attachment_id
		WHERE u.version < $1 AND NOT EXISTS (SELECT 1
			FROM attachment newer
			WHERE newer.entity = c.entity AND newer.entity_id = c.entity_id AND newer.name = c.name
				AND newer.id > c.id)
		ORDER BY u.tries, u.attachment_id DESC`, version)
	if err != nil {
		return nil, fmt.Errorf("unread attachments: %w", err)
	}
	return all, nil
}

// BeginText returns a file whose text is to be read, with its bytes, and notes
// that reading begins. Where that is to be given up the state of the text is
// TextFailed and there are no bytes. ErrNotFound says that the file is gone or
// has no text to wait for.
func (db *DB) BeginText(ctx context.Context, id int64) (f *briefing.StoredFile, content []byte, err error) {
	f, err = attachmentByID(ctx, db.reads, id)
	tries := 0
	if err == nil {
		tries, err = db.tryText(ctx, id)
	}
	if err == nil && tries <= mostTries {
		f.Text.State = briefing.TextWaiting
		content, err = os.ReadFile(db.uploadPath(f.SHA256))
	}
	if tries > mostTries || errors.Is(err, os.ErrNotExist) {
		f.Text.State = briefing.TextFailed
		return f, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("unread attachment %d: %w", id, err)
	}
	return f, content, nil
}

// tryText counts one more reading of a file, and returns how many there were.
func (db *DB) tryText(ctx context.Context, id int64) (tries int, err error) {
	err = db.derive(ctx, func(t *tx, ctx context.Context) error {
		return t.QueryRowContext(ctx, `
			UPDATE attachment_text
			SET tries = tries + 1
			WHERE attachment_id = $1
			RETURNING tries`, id).Scan(&tries)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return tries, err
}

// SaveText stores what a file says and cites, as the rules of a version read
// it. What a person rejected earlier stays rejected. ErrNotFound says that the
// file is gone, or has a newer version. Citations come first, in as many writes
// as they take; ended between them, the text waits as before.
func (db *DB) SaveText(ctx context.Context, id int64, version int, text briefing.FileText, found []briefing.Citation) error {
	found = found[:min(len(found), 2*briefing.MaxCitations)] // each write looks through them
	whole := false
	for from := 0; !whole; from += citedAtOnce {
		err := db.write(ctx, Actor{Name: briefing.Program}, func(t *tx) (err error) {
			whole, err = t.saveText(ctx, id, version, text, found, from)
			t.goesOn = !whole
			return err
		})
		if err != nil {
			return fmt.Errorf("text of attachment %d: %w", id, err)
		}
	}
	return nil
}

// saveText stores the citations of a file from one of them on, as many as one
// write may hold, and reports whether they, and then the text, are all stored.
func (t *tx) saveText(ctx context.Context, id int64, version int, text briefing.FileText, found []briefing.Citation, from int) (bool, error) {
	f, err := attachmentByID(ctx, t, id)
	if err == nil && !f.Newest {
		err = ErrNotFound
	}
	if err != nil {
		return false, err
	}
	o, err := t.fileOwner(ctx, f.Entity, f.EntityID)
	if err != nil {
		return false, err
	}
	stored, rejected, err := loadCitations(ctx, t, "attachment", id)
	if err != nil {
		return false, err
	}
	kept := o.kept(found, rejected)
	gone := placed(kept, stored)
	from, to := min(from, len(kept)), min(from+citedAtOnce, len(kept))
	in := citingText{entity: "attachment", id: id, day: o.day, confirmed: o.confirmed, sample: o.sample}
	if err := t.cite(ctx, in, kept, from, to); err != nil || to < len(kept) {
		return false, err
	}
	last := min(len(gone), citedAtOnce)
	if err := t.uncite(ctx, gone[:last]); err != nil || last < len(gone) {
		return false, err
	}
	_, err = t.ExecContext(ctx, `
		UPDATE attachment_text
		SET version = $1, tries = 0, state = $2, converted = $3, cut = $4, text = $5
		WHERE attachment_id = $6`, version, text.State, text.Converted, text.Cut, text.Text, id)
	t.record("read", "attachment", id, nil, readFile{f.Name, cmp.Or(text.State.Label(), "Đã đọc."), utf8.RuneCountInString(text.Text), len(kept)})
	return true, err
}

// A readFile is what the trail says of a text that was read.
type readFile struct {
	Name      string
	State     string
	Letters   int
	Citations int
}

// kept returns those citations of what was found in a file that are kept, without
// those that a person rejected and those of the directive itself, whose text it is.
func (o *owner) kept(found, rejected []briefing.Citation) []briefing.Citation {
	refused := map[briefing.Citation]bool{}
	for _, c := range rejected {
		refused[c.Said()] = true
	}
	var all []briefing.Citation
	for _, c := range found {
		c.Field = fieldText
		if !o.named(&c) && !refused[c.Said()] {
			all = append(all, c)
		}
	}
	return briefing.FirstCitations(all)
}

// named reports whether a citation in the text of a directive names that itself.
func (o *owner) named(c *briefing.Citation) bool {
	key := briefing.SymbolKey(c.Symbol)
	return key != "" && key == briefing.SymbolKey(o.symbol) && (c.Date == "" || o.day == "" || c.Date == o.day)
}

// AttachmentText returns a file with its text and what it cites, in order of
// place, or ErrNotFound. The caller must ask who may read the record that it
// belongs to.
func (db *DB) AttachmentText(ctx context.Context, id int64) (*briefing.StoredFile, []briefing.Citation, error) {
	f, err := attachmentByID(ctx, db.reads, id)
	if err == nil {
		f.Text.Text, err = textOf(ctx, db.reads, id)
	}
	var cited []briefing.Citation
	if err == nil {
		cited, _, err = loadCitations(ctx, db.reads, "attachment", id)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("text of attachment %d: %w", id, err)
	}
	return f, cited, nil
}

func textOf(ctx context.Context, q querier, id int64) (text string, err error) {
	err = q.QueryRowContext(ctx, `
		SELECT text
		FROM attachment_text
		WHERE attachment_id = $1
		ORDER BY attachment_id`, id).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return text, err
}

// attachmentRecord is for those who may read the record of the file. Only the
// newest version is found, and only where it says something.
func (t *tx) attachmentRecord(ctx context.Context, id int64) (search.Record, error) {
	f, err := attachmentByID(ctx, t, id)
	if err != nil {
		return search.Record{}, err
	}
	text, err := textOf(ctx, t, id)
	if err == nil && (text == "" || !f.Newest) {
		err = ErrNotFound
	}
	if err != nil {
		return search.Record{}, err
	}
	o, err := t.fileOwner(ctx, f.Entity, f.EntityID)
	if err != nil {
		return search.Record{}, err
	}
	cited, _, err := loadCitations(ctx, t, "attachment", id)
	r := search.Record{Title: strings.Trim(f.Name+" – "+o.name, " –"), Text: text, Date: o.day, Public: o.public}
	if o.day.Valid() {
		r.Year = o.day.Time().Year()
	}
	for _, c := range cited {
		r.Symbols = append(r.Symbols, c.Symbol)
		if c.Directive != 0 {
			r.Cites = append(r.Cites, c.Directive)
		}
	}
	return r, err
}

// touchFiles touches the files of a changed record, which show its name and day.
func (t *tx) touchFiles(ctx context.Context, c *change) error {
	if c.entity != "directive" && c.entity != "meeting" {
		return nil
	}
	found, err := query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT id
		FROM attachment
		WHERE entity = CAST($1 AS TEXT) AND entity_id = CAST($2 AS BIGINT)
		ORDER BY id`, c.entity, c.id)
	for _, id := range found {
		t.touch("attachment", id)
	}
	return err
}
