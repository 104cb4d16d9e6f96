package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/xlsx"
)

// importCommand groups what can be brought in from files.
type importCommand struct {
	Article    importArticleCommand    `cmd:"" help:"Nhập bài viết thành bản nháp hội nghị, chờ người xác nhận."`
	Directives importDirectivesCommand `cmd:"" help:"Nhập danh sách văn bản chỉ đạo từ tệp Excel; một dòng lỗi thì không lưu gì."`
	Units      importUnitsCommand      `cmd:"" help:"Nhập danh sách đơn vị từ tệp Excel; một dòng lỗi thì không lưu gì."`
}

// importArticleCommand stores an article as a draft meeting.
type importArticleCommand struct {
	File   string `arg:"" help:"Tệp văn bản; - là đầu vào chuẩn." placeholder:"FILE"`
	DryRun bool   `help:"Chỉ đọc và in ra, không lưu."`
}

// Run is called by kong.
func (c *importArticleCommand) Run(ctx context.Context, cli *commands, std streams) error {
	in, closeIn, err := openInput(c.File, std.in)
	if err != nil {
		return err
	}
	defer closeIn()
	reading, err := readArticle(in)
	if err != nil {
		return err
	}
	if reading.Meeting == nil {
		return errors.New("không thấy hội nghị nào trong bài; chưa lưu gì")
	}
	fmt.Fprint(std.out, printable(reading.Summary()))
	if c.DryRun {
		fmt.Fprintln(std.out, "Chưa lưu gì (--dry-run).")
		return nil
	}
	db, err := openOrCreate(ctx, cli.Data, std.err)
	if err != nil {
		return err
	}
	defer db.Close()
	kinds, err := db.MeetingKinds(ctx)
	if err != nil {
		return err
	}
	m := *reading.Meeting
	m.Kind = briefing.KindFor(kinds, m.Reports)
	err = db.SaveMeeting(ctx, actor(), &m)
	if exists, ok := errors.AsType[*store.ExistsError](err); ok {
		return fmt.Errorf("hội nghị này đã có (số %d); chưa lưu gì", exists.ID)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Đã lưu bản nháp số %d, chưa xác nhận: mở trang web để xem lại và xác nhận.\n", m.ID)
	return db.Close()
}

// readWorkbook reads the sheets of an Excel file.
func readWorkbook(ctx context.Context, name string) ([]xlsx.Sheet, error) {
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	sheets, err := xlsx.ReadRows(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return sheets, nil
}
