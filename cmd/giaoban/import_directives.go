package main

import (
	"context"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/importer"
	"giaoban/internal/store"
)

// importDirectivesCommand stores a list of directives from a workbook.
type importDirectivesCommand struct {
	File    string `arg:"" help:"Tệp Excel (.xlsx) có cột Số, ký hiệu." placeholder:"FILE"`
	DryRun  bool   `help:"Chỉ đọc và in ra, không lưu."`
	SkipBad bool   `help:"Lưu các dòng đúng, bỏ dòng có lỗi; không có cờ này thì một dòng lỗi là không lưu gì."`
}

// Run is called by kong.
func (c *importDirectivesCommand) Run(ctx context.Context, cli *commands, std streams) error {
	sheets, err := readWorkbook(c.File)
	if err != nil {
		return err
	}
	db, err := openOrCreate(ctx, cli.Data, std.err)
	if err != nil {
		return err
	}
	defer db.Close()
	list := importer.ReadDirectives(sheets)
	standings, err := db.Standings(ctx, list.Good())
	if err != nil {
		return err
	}
	list.Compare(standings)
	faults := list.AllFaults()
	for _, f := range faults {
		fmt.Fprintln(std.out, printable(f.String()))
	}
	good := list.Good()
	fmt.Fprintf(std.out, "%d dòng, %d dòng đúng: %d văn bản mới, %d bổ sung cho mục chỉ biết qua viện dẫn, %d đã có trong sổ.\n",
		len(list.Rows), len(good), list.Count(briefing.NewEntry), list.Count(briefing.StubEntry), list.Count(briefing.KnownEntry))
	switch {
	case len(faults) > 0 && (!c.SkipBad || len(good) == 0):
		return fmt.Errorf("%s có %d lỗi; chưa lưu gì", c.File, len(faults))
	case c.DryRun:
		fmt.Fprintln(std.out, "Chưa lưu gì (--dry-run).")
		return nil
	}
	n, err := db.ImportDirectives(ctx, actor(), good)
	if at, ok := errors.AsType[*store.ListError](err); ok {
		return fmt.Errorf("%s: %w; chưa lưu gì", good[at.Place].Name(), at.Err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Đã thêm %d văn bản, bổ sung %d; %d đã có từ trước.\n", n.Added, n.Completed, n.Known)
	return db.Close()
}
