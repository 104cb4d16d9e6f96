package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/store"
)

// exportCommand writes one document in one format.
type exportCommand struct {
	Kind   string `arg:"" optional:"" help:"Loại kết xuất; xem --list." placeholder:"KIND"`
	Period string `help:"Kỳ báo cáo, như 2024-Q1." placeholder:"KEY"`
	ID     int64  `name:"id" help:"Số của bản ghi." placeholder:"N"`
	Query  string `help:"Từ cần tìm, cho loại search." placeholder:"QUERY"`
	Format string `help:"pdf, docx, xlsx, csv hoặc json." default:"pdf" placeholder:"FORMAT"`
	Output string `short:"o" help:"Tệp ghi ra; không có thì ghi ra đầu ra chuẩn." placeholder:"FILE"`
	List   bool   `help:"Liệt kê các loại kết xuất."`
}

// Run is called by kong.
func (c *exportCommand) Run(ctx context.Context, cli *commands, std streams) error {
	if c.List {
		for _, k := range export.Kinds() {
			fmt.Fprintf(std.out, "%-12s %s\n", k.Name, k.Label)
		}
		return nil
	}
	kind, f, err := c.check()
	if err != nil {
		return usageError{err}
	}
	db, err := store.Open(ctx, cli.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	doc, err := kind.Build(ctx, db, export.Request{Period: briefing.PeriodKey(c.Period), ID: c.ID, Search: briefing.SearchFilter{Query: c.Query, Office: true},
		Directives: briefing.DirectiveFilter{On: briefing.DayOf(time.Now().In(briefing.Zone))}})
	if several, ok := errors.AsType[*export.AmbiguousError](err); ok {
		return usageError{ambiguous(several)}
	}
	if err != nil {
		return err
	}
	// Into memory first: a failure must not leave half a file.
	var file bytes.Buffer
	if err := f.Write(&file, doc); err != nil {
		return err
	}
	if c.Output == "" || c.Output == "-" {
		_, err = std.out.Write(file.Bytes())
		return err
	}
	return replaceFile(c.Output, file.Bytes())
}

// replaceFile writes a file whole or leaves the old one. Only its owner may
// read it: it holds names.
func replaceFile(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".ket-xuat-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), path)
}

// check finds the kind and the format that the command line names.
func (c *exportCommand) check() (kind export.DocumentKind, f format.Format, err error) {
	kind, ok := export.KindNamed(c.Kind)
	if !ok {
		return kind, f, fmt.Errorf("không có loại kết xuất %q; xem giaoban export --list", c.Kind)
	}
	f, ok = format.Named(c.Format)
	if !ok {
		return kind, f, fmt.Errorf("không có định dạng %q; chọn pdf, docx, xlsx, csv hoặc json", c.Format)
	}
	if c.Period != "" && !briefing.PeriodKey(c.Period).Valid() {
		return kind, f, fmt.Errorf("%q không phải kỳ báo cáo; viết như 2024-Q1, 2024-H1, 2024-9M, 2024-Y", c.Period)
	}
	if kind.Searching && c.Query == "" {
		return kind, f, errors.New(`search cần --query, như --query "dân vận khéo"`)
	}
	if kind.NeedsPeriod && c.Period == "" {
		return kind, f, fmt.Errorf("%s cần --period, như --period 2024-Q1", c.Kind)
	}
	return kind, f, nil
}

// ambiguous lists the records that a call without --id could mean.
func ambiguous(e *export.AmbiguousError) error {
	var list []string
	for _, m := range e.Matches {
		list = append(list, fmt.Sprintf("%d (%s, %s)", m.ID, m.HeldOn.Label(), m.Title))
	}
	return fmt.Errorf("có nhiều bản ghi; chọn một bằng --id: %s", strings.Join(list, "; "))
}
