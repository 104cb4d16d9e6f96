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
	SkipBad bool   `help:"Lưu các dòng đúng, bỏ dòng có lỗi và dòng cần xem lại; không có cờ này thì một dòng như vậy là không lưu gì."`
	Sure    bool   `help:"Lưu cả các dòng cần xem lại: đã xem, loại và ký hiệu đúng như ghi, không trùng văn bản nào."`
}

// Run is called by kong.
func (c *importDirectivesCommand) Run(ctx context.Context, cli *commands, std streams) error {
	sheets, err := readWorkbook(ctx, c.File)
	if err != nil {
		return err
	}
	db, err := openOrCreate(ctx, cli.Data, std.err)
	if err != nil {
		return err
	}
	defer db.Close()
	list := importer.ReadDirectives(sheets)
	placings, err := db.Placings(ctx, list.Good())
	if err != nil {
		return err
	}
	list.Compare(placings)
	if c.Sure {
		list.Answer(list.Questions())
	}
	faults, doubts, chosen := list.AllFaults(), list.AllDoubts(), list.Chosen()
	for _, f := range faults {
		fmt.Fprintln(std.out, printable(f.String()))
	}
	for _, f := range doubts {
		fmt.Fprintln(std.out, printable("Xem lại: "+f.String()))
	}
	fmt.Fprintf(std.out, "%d dòng, %d dòng đúng: %d văn bản mới, %d bổ sung cho mục chỉ biết qua viện dẫn, %d đã có trong sổ.\n",
		len(list.Rows), len(chosen), list.Count(briefing.NewEntry), list.Count(briefing.StubEntry), list.Count(briefing.KnownEntry))
	switch {
	case len(faults) > 0 && (!c.SkipBad || len(chosen) == 0):
		return fmt.Errorf("%s có %d lỗi; chưa lưu gì", c.File, len(faults))
	case len(doubts) > 0 && (!c.SkipBad || len(chosen) == 0):
		return fmt.Errorf("%s có %d dòng cần xem lại; chưa lưu gì. Dùng --sure để lưu cả các dòng đó, --skip-bad để bỏ", c.File, list.Asking())
	case c.DryRun:
		fmt.Fprintln(std.out, "Chưa lưu gì (--dry-run).")
		return nil
	}
	n, err := db.ImportDirectives(ctx, actor(), chosen)
	if at, ok := errors.AsType[*store.ListError](err); ok {
		return fmt.Errorf("%s: %w; chưa lưu gì", chosen[at.Place].Name(), at.Err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Đã thêm %d văn bản, bổ sung %d; %d đã có từ trước.\n", n.Added, n.Completed, n.Known)
	return db.Close()
}
