// Package demo loads the sample quarter (Gia Lâm, quarter I 2024) into an empty
// database and writes its files.
package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"giaoban/internal/article"
	"giaoban/internal/briefing"
	"giaoban/internal/reference"
	"giaoban/internal/store"
)

// Period is the quarter that the sample reports.
const Period briefing.PeriodKey = "2024-Q1"

// ArticlePath is the sample's article inside the data files: anybody may paste
// it to try the program.
const ArticlePath = "sample/article.txt"

// mark is the setting that says how far the demo came with a database: "" is
// not the demo's, then loading, then loaded.
const (
	mark    = "demo"
	loading = "loading"
	loaded  = "loaded"
)

// ErrReal says that a database is not the demo's own.
var ErrReal = errors.New("đã có dữ liệu thật")

// Load stores the sample quarter in a new database: its office, 22 communes,
// directives and the meeting as article.Read finds it. All of it is marked as
// sample data.
func Load(ctx context.Context, db *store.DB, files fs.FS, by store.Actor) error {
	if err := db.SetSetting(ctx, by, mark, loading); err != nil {
		return err
	}
	if err := load(ctx, db, files, by); err != nil {
		return err
	}
	return db.SetSetting(ctx, by, mark, loaded)
}

// Resume makes sure that a stored database is the demo's, and loads the sample
// again when a stop came in between. Otherwise it changes nothing.
func Resume(ctx context.Context, db *store.DB, files fs.FS, by store.Actor) error {
	switch state, err := db.Setting(ctx, mark); {
	case err != nil:
		return err
	case state == loaded:
		return nil
	case state != loading:
		return ErrReal
	}
	if err := db.RemoveSample(ctx, by); err != nil {
		return err
	}
	return Load(ctx, db, files, by)
}

func load(ctx context.Context, db *store.DB, files fs.FS, by store.Actor) error {
	if err := loadOffice(ctx, db, files, by); err != nil {
		return fmt.Errorf("sample office: %w", err)
	}
	if err := loadUnits(ctx, db, files, by); err != nil {
		return fmt.Errorf("sample units: %w", err)
	}
	if err := loadDirectives(ctx, db, files, by); err != nil {
		return fmt.Errorf("sample directives: %w", err)
	}
	if err := loadMeeting(ctx, db, files, by); err != nil {
		return fmt.Errorf("sample meeting: %w", err)
	}
	return nil
}

func loadOffice(ctx context.Context, db *store.DB, files fs.FS, by store.Actor) error {
	var o struct {
		Name      string `json:"name"`
		Superior  string `json:"superior"`
		PlaceLine string `json:"place_line"`
		Symbol    string `json:"symbol"`
	}
	if err := readJSON(files, "sample/office.json", &o); err != nil {
		return err
	}
	return db.SetOffice(ctx, by, briefing.Office{Name: o.Name, Superior: o.Superior, PlaceLine: o.PlaceLine,
		Symbol: o.Symbol, ValidFrom: Period.Calendar().From, Sample: true})
}

func loadUnits(ctx context.Context, db *store.DB, files fs.FS, by store.Actor) error {
	units, err := reference.Units(files)
	if err != nil {
		return err
	}
	for i := range units {
		units[i].Sample = true
	}
	district, communes := units[:1], units[1:]
	if err := db.InsertUnits(ctx, by, district); err != nil {
		return err
	}
	for i := range communes {
		communes[i].Parent = district[0].ID
	}
	return db.InsertUnits(ctx, by, communes)
}

func loadDirectives(ctx context.Context, db *store.DB, files fs.FS, by store.Actor) error {
	var list []struct {
		Genre  briefing.Genre
		Number string
		Symbol string
		Issuer string
		Date   briefing.Day
		Year   int
		Title  string
	}
	if err := readJSON(files, "sample/directives.json", &list); err != nil {
		return err
	}
	for _, d := range list {
		err := db.InsertDirective(ctx, by, &briefing.Directive{Genre: d.Genre, Number: d.Number, Symbol: d.Symbol,
			Issuer: d.Issuer, Date: d.Date, Year: d.Year, Title: d.Title, Sample: true})
		if err != nil {
			return fmt.Errorf("%s: %w", d.Symbol, err)
		}
	}
	return nil
}

func loadMeeting(ctx context.Context, db *store.DB, files fs.FS, by store.Actor) error {
	text, err := fs.ReadFile(files, ArticlePath)
	if err != nil {
		return err
	}
	reading, err := article.Read(string(text))
	if err != nil {
		return err
	}
	if reading.Meeting == nil {
		return fmt.Errorf("%s reports no meeting", ArticlePath)
	}
	m := *reading.Meeting
	kinds, err := db.MeetingKinds(ctx)
	if err != nil {
		return err
	}
	m.State, m.Sample, m.Kind = briefing.Held, true, briefing.KindFor(kinds, m.Reports)
	return db.SaveMeeting(ctx, by, &m)
}

func readJSON(files fs.FS, name string, v any) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
