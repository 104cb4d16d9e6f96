package main

import (
	"context"
	"fmt"

	"giaoban/internal/importer"
)

// importUnitsCommand stores a list of units from a workbook.
type importUnitsCommand struct {
	File    string `arg:"" help:"Tệp Excel (.xlsx) có cột Tên đơn vị." placeholder:"FILE"`
	DryRun  bool   `help:"Chỉ đọc và in ra, không lưu."`
	SkipBad bool   `help:"Lưu các dòng đúng, bỏ dòng có lỗi; không có cờ này thì một dòng lỗi là không lưu gì."`
}

// Run is called by kong.
func (c *importUnitsCommand) Run(ctx context.Context, cli *commands, std streams) error {
	sheets, err := readWorkbook(ctx, c.File)
	if err != nil {
		return err
	}
	db, err := openOrCreate(ctx, cli.Data, std.err)
	if err != nil {
		return err
	}
	defer db.Close()
	stored, err := db.AllUnits(ctx)
	if err != nil {
		return err
	}
	units := importer.ReadUnits(sheets, stored)
	faults := units.AllFaults()
	for _, f := range faults {
		fmt.Fprintln(std.out, f)
	}
	good := units.Good()
	fmt.Fprintf(std.out, "%d dòng, %d dòng đúng.\n", len(units.Rows), len(good))
	switch {
	case len(faults) > 0 && (!c.SkipBad || len(good) == 0):
		return fmt.Errorf("%s có %d lỗi; chưa lưu gì", c.File, len(faults))
	case c.DryRun:
		fmt.Fprintln(std.out, "Chưa lưu gì (--dry-run).")
		return nil
	}
	if err := db.InsertUnits(ctx, actor(), good); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Đã lưu %d đơn vị.\n", len(good))
	return db.Close()
}
