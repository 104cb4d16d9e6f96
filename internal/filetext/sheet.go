package filetext

import (
	"errors"
	"strings"

	"giaoban/internal/xlsx"
)

// readSheet reads the cells of a workbook, a line for each row.
func readSheet(s *sink, data []byte) error {
	sheets, err := xlsx.ReadRows(s.ctx, data)
	switch {
	case s.ctx.Err() != nil:
		return s.ctx.Err()
	case errors.Is(err, xlsx.ErrOldFormat):
		return errLocked
	case errors.Is(err, xlsx.ErrTooLarge):
		return errFull
	case err != nil:
		return errBroken
	}
	for _, sheet := range sheets {
		if err := s.add(sheet.Name+"\n", plain); err != nil {
			return err
		}
		for _, row := range sheet.Rows {
			if err := s.add(lineOf(row.Cells)+"\n", plain); err != nil {
				return err
			}
		}
		if err := s.add("\n", plain); err != nil {
			return err
		}
	}
	return nil
}

// lineOf joins the cells of a row that hold something.
func lineOf(cells []string) string {
	var full []string
	for _, c := range cells {
		if c = strings.TrimSpace(strings.ReplaceAll(c, "\n", " ")); c != "" {
			full = append(full, c)
		}
	}
	return strings.Join(full, " | ")
}
