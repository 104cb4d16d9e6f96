package web

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"giaoban/internal/vntext"
)

const (
	maxText   = 1 << 20         // the article, in bytes: a hundred times a long one
	maxBody   = maxText + 1<<20 // the article and the fields beside it
	maxDrain  = 64 << 20        // read and thrown away, so that the browser shows our answer
	maxFields = 9000
)

// A form is what a person sent: one value for each field, as typed. A field
// that was not sent is not an empty one. Texts are NFC with LF line ends.
type form struct {
	values map[string]string
	file   []byte // of the field "file"; nil when none was chosen
}

// rawField is read as bytes, because its reader tells people what is wrong
// with them.
const rawField = "text"

// has reports whether all these fields were sent.
func (f *form) has(names ...string) bool {
	for _, name := range names {
		if _, ok := f.values[name]; !ok {
			return false
		}
	}
	return true
}

// sentForm returns the form that parse put by.
func sentForm(c *gin.Context) *form { return c.MustGet("form").(*form) }

// parse reads the form of a request whole before its handler runs: gin's own
// readers show a body that was cut off as empty fields.
func (s *server) parse(c *gin.Context) {
	if c.IsAborted() || c.FullPath() == "" {
		return
	}
	var err error
	if !takesAnything(c.FullPath()) {
		err = checkQuery(c.Request.URL.RawQuery)
	}
	if err == nil && c.Request.Method == http.MethodPost && !s.uploads[c.FullPath()] {
		var f *form
		f, err = readForm(c.Request)
		c.Set("form", f)
	}
	if err != nil {
		s.fail(c.Writer, c.Request, err)
		c.Abort()
	}
}

func checkQuery(raw string) error {
	query, err := url.ParseQuery(raw)
	if err != nil || len(query) > 100 {
		return errAddress
	}
	for _, values := range query {
		if !readable(strings.Join(values, "")) {
			return errAddress
		}
	}
	return nil
}

func readForm(r *http.Request) (*form, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return nil, errBroken
	}
	if len(body) > maxBody {
		_, _ = io.CopyN(io.Discard, r.Body, maxDrain) // the answer is the same either way
		return nil, errTooLarge
	}
	f := &form{values: map[string]string{}}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err != nil:
		return nil, errBroken
	case kind == "application/x-www-form-urlencoded":
		return f, f.readEncoded(string(body))
	case kind == "multipart/form-data":
		return f, f.readMultipart(multipart.NewReader(bytes.NewReader(body), params["boundary"]))
	}
	return nil, errBroken
}

func (f *form) readEncoded(body string) error {
	all, err := url.ParseQuery(body)
	if err != nil {
		return errBroken
	}
	for name, values := range all {
		if len(values) != 1 {
			return errBroken
		}
		if err := f.set(name, values[0]); err != nil {
			return err
		}
	}
	return nil
}

func (f *form) readMultipart(mr *multipart.Reader) error {
	for {
		part, err := mr.NextRawPart()
		if err == io.EOF { // a body that ends early gives an error that wraps it
			return nil
		}
		if err != nil {
			return errBroken
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return errBroken
		}
		if part.FormName() == "file" {
			// A browser sends an empty part when no file was chosen.
			if part.FileName() != "" {
				f.file = append([]byte{}, value...)
			}
			continue
		}
		if err := f.set(part.FormName(), string(value)); err != nil {
			return err
		}
	}
}

func (f *form) set(name, value string) error {
	if _, twice := f.values[name]; twice || name == "" || len(f.values) >= maxFields {
		return errBroken
	}
	if name != rawField {
		if !readable(value) {
			return errBroken
		}
		value = vntext.Normalize(value)
	}
	f.values[name] = value
	return nil
}

// readable reports whether s is text: valid UTF-8 without NUL.
func readable(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }
