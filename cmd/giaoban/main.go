// The giaoban command logs the quarterly briefing of a mass-mobilisation board
// and prints its report.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
)

// Exit codes: done, failed, wrong use.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// A usageError is a mistake in how the command was called.
type usageError struct{ error }

// streams are the standard streams of the process, or a test's own.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// commands is the whole command line.
type commands struct {
	Data string `help:"Thư mục dữ liệu." default:"data" env:"GIAOBAN_DATA" type:"path" placeholder:"DIR"`

	Demo    demoCommand    `cmd:"" help:"Nạp quý mẫu, ghi tệp PDF, Word, Excel và mở trang web để xem thử."`
	Serve   serveCommand   `cmd:"" help:"Mở trang web."`
	Extract extractCommand `cmd:"" help:"Đọc một bài viết: hội nghị, số liệu, văn bản viện dẫn."`
	Import  importCommand  `cmd:"" help:"Nhập dữ liệu từ tệp."`
	Export  exportCommand  `cmd:"" help:"Kết xuất báo cáo và danh sách."`
	Search  searchCommand  `cmd:"" help:"Tìm từ hoặc ký hiệu trong mọi bản ghi."`
	Backup  backupCommand  `cmd:"" help:"Sao lưu cả thư mục dữ liệu vào một tệp."`
	Restore restoreCommand `cmd:"" help:"Khôi phục bản sao lưu vào thư mục trống."`
	Verify  verifyCommand  `cmd:"" help:"Kiểm tra một bản sao lưu, hoặc thư mục dữ liệu."`
	Audit   auditCommand   `cmd:"" help:"Kiểm tra nhật ký."`
	User    userCommand    `cmd:"" help:"Tài khoản: thêm, liệt kê, đặt lại mật khẩu."`
	Version versionCommand `cmd:"" help:"In phiên bản."`
}

func main() {
	os.Exit(run(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run runs one command line and returns its exit code.
func run(ctx context.Context, args []string, std streams) int {
	var cli commands
	exited := -1
	parser, err := kong.New(&cli,
		kong.Name("giaoban"),
		kong.Description("Giao ban: hội nghị giao ban công tác dân vận, từ bài viết đến báo cáo quý."),
		kong.Writers(std.out, std.err),
		kong.Help(vietnameseHelp),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(code int) { exited = code }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(std),
	)
	if err != nil {
		panic(err) // a mistake in the struct tags above
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		return report(std.err, usageError{vietnameseUsage(err)})
	}
	return report(std.err, parsed.Run(&cli))
}

// report prints an error in one line and returns the exit code.
func report(w io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	fmt.Fprintf(w, "giaoban: %s\n", oneLine(err))
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	return exitFailed
}
