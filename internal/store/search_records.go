package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// searchedKinds are the kinds of records that are searched. Each has a table of
// its name.
func searchedKinds() []string { return []string{"meeting", "directive", "unit", "attachment"} }

// searchRecord returns what a record is found under now, or ErrNotFound.
func (t *tx) searchRecord(ctx context.Context, kind string, id int64) (search.Record, error) {
	var r search.Record
	var err error
	switch kind {
	case "meeting":
		r, err = t.meetingRecord(ctx, id)
	case "directive":
		r, err = t.directiveRecord(ctx, id)
	case "unit":
		r, err = t.unitRecord(ctx, id)
	case "attachment":
		r, err = t.attachmentRecord(ctx, id)
	default:
		err = fmt.Errorf("%q is not searched", kind)
	}
	r.Kind, r.ID = kind, id
	return r, err
}

// meetingRecord is for the office only.
func (t *tx) meetingRecord(ctx context.Context, id int64) (search.Record, error) {
	m, err := loadMeeting(ctx, t, id, t.day())
	if err != nil {
		return search.Record{}, err
	}
	files, err := t.fileNames(ctx, "meeting", id)
	// Meetings are filtered by kind and state as directives are by genre and validity.
	r := search.Record{Title: m.Title, Date: m.HeldOn, Period: m.Reports, Year: m.HeldOn.Time().Year(),
		Genre: briefing.Genre(m.KindName), Validity: string(m.State)}
	if !m.HeldOn.Valid() {
		r.Year = 0
	}
	parts := []string{m.Organizer, m.Place, m.Reports.Label(), m.ReportLabel, m.Plan.Label}
	for _, p := range m.Participations {
		parts = append(parts, strings.Trim(p.Who()+", "+p.Title, ", "))
	}
	for _, item := range m.Agenda {
		parts = append(parts, item.Topic, item.Label, item.UnitName, item.Outcome)
	}
	for _, topic := range m.Topics {
		parts = append(parts, topic.Text)
	}
	for _, c := range m.Counts {
		parts = append(parts, c.Label)
	}
	for _, c := range m.Citations {
		parts = append(parts, cmp.Or(c.Text, c.Name()))
		r.Symbols = append(r.Symbols, c.Symbol)
	}
	r.Text = searchText(m.Source, append(append(parts, m.KindName), files...))
	if err == nil {
		r.Cites, err = t.citedBy(ctx, "meeting", id)
	}
	return r, err
}

// directiveRecord is for everyone: communes look up directives, too.
func (t *tx) directiveRecord(ctx context.Context, id int64) (search.Record, error) {
	d, err := loadDirective(ctx, t, id)
	if err != nil {
		return search.Record{}, err
	}
	ends, err := related(ctx, t, `r.to_id = CAST($1 AS BIGINT) AND r.verb IN ('replaces', 'repeals')`, id)
	if err != nil {
		return search.Record{}, err
	}
	cites, err := t.citedBy(ctx, "directive", id)
	if err != nil {
		return search.Record{}, err
	}
	also, err := aliases(ctx, t, `directive_id = CAST($1 AS BIGINT)`, id)
	if err != nil {
		return search.Record{}, err
	}
	files, err := t.fileNames(ctx, "directive", id)
	today := t.db.today()
	validity, _ := d.ValidOn(today, ends)
	r := search.Record{Title: d.Name(), Date: d.Date, Symbols: []string{d.Symbol}, Issuer: d.FullIssuer(), Genre: d.Genre,
		Year: d.Year, Validity: string(validity), Changes: d.ChangesAfter(today, ends), Public: true, Cites: append(cites, id)}
	if d.Title != "" && d.Symbol+d.Number != "" {
		r.Title += ": " + d.Title
	}
	if d.Date.Valid() {
		r.Year = d.Date.Time().Year()
	}
	parts := []string{d.FullIssuer(), d.Place, d.Term, d.Issued(), d.Family.Label()}
	for _, a := range also {
		r.Symbols = append(r.Symbols, a.Symbol)
		parts = append(parts, a.Name())
	}
	r.Text = searchText("", append(parts, files...))
	return r, err
}

// unitRecord is for the unit itself and those above it, each while both were
// valid. Former names find it, too.
func (t *tx) unitRecord(ctx context.Context, id int64) (search.Record, error) {
	versions, err := query(ctx, t, scanUnit, `
		SELECT u.id, v.name, v.short_name, v.kind, v.level, v.code, v.parent_id, v.valid_from, v.valid_to,
			u.sample
		FROM unit u JOIN unit_version v ON v.unit_id = u.id
		WHERE u.id = $1
		ORDER BY v.valid_from DESC`, id)
	if err != nil || len(versions) == 0 {
		return search.Record{}, cmp.Or(err, ErrNotFound)
	}
	var parts []string
	for _, u := range versions {
		parts = append(parts, u.Name, u.ShortName, u.Kind, u.Code)
	}
	r := search.Record{Title: versions[0].Name, Unit: id, Text: searchText(versions[0].Name, parts)}
	r.Units, err = query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		WITH RECURSIVE above (id, since, until) AS (
			SELECT unit_id, valid_from, CASE valid_to WHEN '' THEN '9999' ELSE valid_to END
			FROM unit_version
			WHERE unit_id = $1
			UNION
			SELECT v.parent_id, max(v.valid_from, above.since),
				min(CASE v.valid_to WHEN '' THEN '9999' ELSE v.valid_to END, above.until)
			FROM above JOIN unit_version v ON v.unit_id = above.id
			WHERE v.parent_id IS NOT NULL AND v.valid_from <= above.until
				AND (v.valid_to = '' OR v.valid_to >= above.since)
		)
		SELECT DISTINCT above.id
		FROM above JOIN unit_version v ON v.unit_id = above.id
		WHERE v.valid_from <= above.until AND (v.valid_to = '' OR v.valid_to >= above.since)
		ORDER BY above.id`, id)
	return r, err
}

// citedBy lists the directives that the texts of a record cite.
func (t *tx) citedBy(ctx context.Context, entity string, id int64) ([]int64, error) {
	return query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT DISTINCT directive_id
		FROM citation
		WHERE entity = CAST($1 AS TEXT) AND entity_id = CAST($2 AS BIGINT) AND rejected = 0 AND directive_id IS NOT NULL
		ORDER BY directive_id`, entity, id)
}

// fileNames lists the names of a record's files.
func (t *tx) fileNames(ctx context.Context, entity string, id int64) ([]string, error) {
	return query(ctx, t, func(rows *sql.Rows) (name string, err error) {
		err = rows.Scan(&name)
		return name, err
	}, `
		SELECT name
		FROM attachment
		WHERE entity = CAST($1 AS TEXT) AND entity_id = CAST($2 AS BIGINT)
		ORDER BY id`, entity, id)
}

// searchText joins what is searched: the parts that the source does not say in
// the same words, each once and on its own line, and the source.
func searchText(source string, parts []string) string {
	var all []string
	for _, p := range parts {
		if p != "" && !slices.Contains(all, p) && !strings.Contains(source, p) {
			all = append(all, p)
		}
	}
	return strings.TrimSpace(strings.Join(all, "\n") + "\n\n" + source)
}
