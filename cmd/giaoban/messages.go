package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"unicode"

	"giaoban/internal/store"
	"giaoban/internal/vntext"

	"github.com/alecthomas/kong"
)

// vietnameseHelp prints kong's help with its few fixed words in Vietnamese.
func vietnameseHelp(options kong.HelpOptions, ctx *kong.Context) error {
	out := ctx.Stdout
	var text bytes.Buffer
	ctx.Stdout = &text
	err := kong.DefaultHelpPrinter(options, ctx)
	ctx.Stdout = out
	if err != nil {
		return err
	}
	words := strings.NewReplacer("Usage:", "Cách dùng:", "Flags:", "Cờ:", "Commands:", "Lệnh:", "Arguments:", "Tham số:",
		"Show context-sensitive help.", "In hướng dẫn này.", "<command>", "<lệnh>", "[flags]", "[cờ]",
		`Run "`, `Chạy "`, `" for more information on a command.`, `" để xem hướng dẫn từng lệnh.`)
	_, err = io.WriteString(out, words.Replace(text.String()))
	return err
}

// usageMessages says kong's messages in Vietnamese.
var usageMessages = []struct {
	pattern *regexp.Regexp
	message string
}{
	{regexp.MustCompile(`^unknown flag (\S+?),?( did you mean .*)?$`), "không có cờ $1"},
	{regexp.MustCompile(`^unexpected argument (\S+?),?( did you mean .*)?$`), "thừa tham số hoặc không có lệnh $1"},
	{regexp.MustCompile(`^expected one of (.*)$`), "cần một trong các lệnh $1"},
	{regexp.MustCompile(`^expected "(.*)"$`), "thiếu $1"},
	{regexp.MustCompile(`^missing flags: (.*)$`), "thiếu cờ $1"},
	{regexp.MustCompile(`^(\S+) must be one of (.*) but got (.*)$`), "$1 phải là một trong $2, không phải $3"},
	{regexp.MustCompile(`^(\S+): expected (.*) value.*$`), "cờ $1 thiếu giá trị"},
}

// vietnameseUsage says what is wrong with a command line, and what to do.
func vietnameseUsage(err error) error {
	text := err.Error()
	for _, m := range usageMessages {
		if m.pattern.MatchString(text) {
			text = m.pattern.ReplaceAllString(text, m.message)
			break
		}
	}
	return fmt.Errorf("%s; xem giaoban --help", text)
}

// oneLine says an error in one line. What people can mend is said with how;
// the rest is said as it came.
func oneLine(err error) string {
	switch {
	case errors.Is(err, store.ErrNoDatabase):
		return fmt.Sprintf("%v; chạy giaoban serve để bắt đầu sổ mới, giaoban demo để xem thử, hoặc chỉ thư mục khác bằng --data", err)
	case errors.Is(err, store.ErrIncomplete), errors.Is(err, store.ErrNoKey), errors.Is(err, store.ErrWrongKey), errors.Is(err, store.ErrEmptied):
		return fmt.Sprintf("%v; trả tệp đó về chỗ cũ, hoặc chỉ thư mục khác bằng --data", err)
	case errors.Is(err, store.ErrUnfinished):
		return fmt.Sprintf("%v; chạy giaoban serve với thư mục này một lần để chương trình làm nốt", err)
	case errors.Is(err, store.ErrForeign), errors.Is(err, store.ErrNewer):
		return fmt.Sprintf("%v; chỉ thư mục khác bằng --data", err)
	case errors.Is(err, store.ErrEmpty), errors.Is(err, store.ErrDamaged):
		return fmt.Sprintf("%v; khôi phục bản sao lưu gần nhất vào thư mục trống: giaoban restore FILE --data DIR", err)
	case errors.Is(err, fs.ErrNotExist):
		if p, ok := errors.AsType[*fs.PathError](err); ok {
			return fmt.Sprintf("không thấy %s; kiểm tra lại đường dẫn", p.Path)
		}
	case errors.Is(err, fs.ErrPermission):
		if p, ok := errors.AsType[*fs.PathError](err); ok {
			return fmt.Sprintf("không có quyền mở %s", p.Path)
		}
	}
	return printable(strings.Join(strings.Fields(err.Error()), " "))
}

// printable leaves out what would steer a terminal: texts come from anywhere.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || vntext.IsInvisible(r) {
			return -1
		}
		return r
	}, s)
}
