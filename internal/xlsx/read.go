package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A Sheet is one sheet of a workbook as it was read.
type Sheet struct {
	Name string
	Rows []Row // those that hold something, in their order
}

// A Row is one row of a sheet. A cell is text as it is stored: a number plain,
// a day as its serial number, a formula as its last result.
type Row struct {
	Number int // as Excel shows it, from 1
	Cells  []string
}

var (
	// ErrOldFormat says that a file is no .xlsx: an old .xls, or one behind a
	// password, which looks the same from outside.
	ErrOldFormat = errors.New("tệp là Excel kiểu cũ (.xls) hoặc có mật khẩu; mở bằng Excel, bỏ mật khẩu, lưu lại dạng .xlsx rồi chọn lại")
	// ErrNotWorkbook says that a file is no workbook at all.
	ErrNotWorkbook = errors.New("không phải tệp Excel .xlsx")
	// ErrBroken says that a workbook is cut short or wrong inside.
	ErrBroken = errors.New("tệp Excel bị hỏng; mở bằng Excel, lưu lại rồi chọn lại")
	// ErrTooLarge says that a workbook holds more than a list of an office can.
	ErrTooLarge = errors.New("tệp Excel quá lớn hoặc có quá nhiều ô; chép riêng danh sách sang một tệp mới rồi chọn lại")
)

// maxRows bounds the rows with content of a whole workbook.
const maxRows = 100_000

// ReadRows reads every sheet of a workbook. What the library would read in part,
// in the wrong column or with all the memory of the machine is refused first:
// it reports no error for a sheet that is cut short. When ctx ends its error
// comes back.
func ReadRows(ctx context.Context, data []byte) (sheets []Sheet, err error) {
	counted, err := scan(ctx, data)
	if err != nil {
		return nil, err
	}
	// A panic of the library must not take the server down with it.
	defer func() {
		if r := recover(); r != nil {
			sheets, err = nil, fmt.Errorf("%w: panic: %v", ErrBroken, r)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true,
		UnzipSizeLimit: maxTotal, UnzipXMLSizeLimit: maxXML})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	defer f.Close() // drops its temporary files
	total := 0
	for _, name := range f.GetSheetList() {
		rows, err := readSheet(ctx, f, name)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		total += len(rows)
		sheets = append(sheets, Sheet{name, rows})
	}
	// Two readers that agree on the number of rows are hardly both wrong.
	if total != counted {
		return nil, fmt.Errorf("%w: %d of %d rows read", ErrBroken, total, counted)
	}
	return sheets, nil
}

// readSheet returns the rows of a sheet; those before ctx ended when that does.
func readSheet(ctx context.Context, f *excelize.File, name string) ([]Row, error) {
	lines, err := f.Rows(name)
	if err != nil {
		return nil, err
	}
	defer lines.Close()
	var rows []Row
	for number := 1; ctx.Err() == nil && lines.Next(); number++ {
		cells, err := lines.Columns()
		if err != nil {
			return nil, err
		}
		if strings.Join(cells, "") != "" {
			rows = append(rows, Row{number, cells})
		}
	}
	return rows, lines.Error()
}
