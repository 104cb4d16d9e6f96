// Package reference reads the reference data that comes with the program.
package reference

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"unicode"
	"unicode/utf8"

	"giaoban/internal/briefing"
)

// unitsFile holds the district of Gia Lâm with its communes, as of 2024.
const unitsFile = "reference/units-gia-lam-2024.json"

// Units returns the units of the reference data among the data files: the
// district first, then its communes, which have no Parent yet.
func Units(files fs.FS) ([]briefing.Unit, error) {
	type unit struct{ Code, Kind, Name string }
	var tree struct {
		District unit
		Communes []unit
	}
	b, err := fs.ReadFile(files, unitsFile)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, &tree); err != nil {
		return nil, fmt.Errorf("%s: %w", unitsFile, err)
	}
	// Since when the units exist is not established, so they have no first day.
	version := func(u unit, level briefing.Level) briefing.Unit {
		return briefing.Unit{Name: capitalize(u.Kind) + " " + u.Name, ShortName: u.Name, Kind: u.Kind, Level: level,
			Code: u.Code}
	}
	units := []briefing.Unit{version(tree.District, briefing.District)}
	for _, c := range tree.Communes {
		units = append(units, version(c, briefing.Commune))
	}
	return units, nil
}

// capitalize raises the first letter: "thị trấn" to "Thị trấn".
func capitalize(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
