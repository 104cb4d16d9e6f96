package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"giaoban/internal/article"
	"giaoban/internal/vntext"
)

// extractCommand reads a text and says what it found, storing nothing.
type extractCommand struct {
	File  string `arg:"" optional:"" default:"-" help:"Tệp văn bản; - là đầu vào chuẩn." placeholder:"FILE"`
	JSON  bool   `name:"json" help:"In một đối tượng JSON."`
	Lines bool   `help:"Mỗi dòng vào là {\"text\": \"…\"}, mỗi dòng ra là một đối tượng JSON."`
}

// Run is called by kong.
func (c *extractCommand) Run(std streams) error {
	in, closeIn, err := openInput(c.File, std.in)
	if err != nil {
		return err
	}
	defer closeIn()
	if c.Lines {
		return extractLines(in, std.out)
	}
	reading, err := readArticle(in)
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(std.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(reading)
	}
	_, err = io.WriteString(std.out, printable(reading.Summary()))
	return err
}

// openInput opens a file, or gives the standard input for "-".
func openInput(name string, stdin io.Reader) (io.Reader, func() error, error) {
	if name == "-" {
		return stdin, func() error { return nil }, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	return f, f.Close, nil
}

// readArticle reads one text whole. It takes one byte more than an article may
// have, so that article.Read can tell, and no more.
func readArticle(in io.Reader) (*article.Reading, error) {
	text, err := io.ReadAll(io.LimitReader(in, article.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	return article.Read(vntext.Decode(text))
}

// extractLines answers every line with one object, a bad one with {"error"}.
func extractLines(in io.Reader, out io.Writer) error {
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for lines := bufio.NewReader(in); ; {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			return w.Flush()
		}
		if err != nil && !errors.Is(err, errLongLine) {
			return errors.Join(err, w.Flush())
		}
		var answer any
		if err == nil {
			answer, err = extractLine(line)
		}
		if err != nil {
			answer = map[string]string{"error": oneLine(err)}
		}
		if err := enc.Encode(answer); err != nil {
			return err
		}
	}
}

func extractLine(line []byte) (*article.Reading, error) {
	var row struct {
		Text *string `json:"text"`
	}
	if !utf8.Valid(line) { // the decoder would put signs in its place
		return nil, article.ErrEncoding
	}
	line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	if err := json.Unmarshal(line, &row); err != nil || row.Text == nil {
		return nil, errors.New(`dòng không phải JSON dạng {"text": "…"}`)
	}
	return article.Read(*row.Text)
}

// errLongLine says that a line was skipped for its length.
var errLongLine = fmt.Errorf("dòng dài quá %d MiB", maxLine>>20)

// maxLine leaves room for a whole article with every byte escaped.
const maxLine = 2 * article.MaxBytes

// readLine returns the next line without its end, and io.EOF after the last.
// Of a line over maxLine it keeps nothing.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long:
			return nil, errLongLine
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		default:
			return line, err
		}
	}
}
