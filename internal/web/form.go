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

// maxFields bounds the fields of a form; the largest page sends under 9000.
const maxFields = 9000

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
		f, release, wrong := s.readForm(c)
		defer release() // when the answer is out: until then the form is in use
		c.Set("form", f)
		err = tooLargeOn(c.FullPath(), wrong)
	}
	if err != nil {
		s.fail(c.Writer, c.Request, err)
		c.Abort()
	}
	c.Next()
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

// readForm reads the form of a request. The caller must call release when it
// needs it no more.
func (s *server) readForm(c *gin.Context) (f *form, release func(), err error) {
	body, release, err := s.readBody(c)
	if err != nil {
		return nil, release, err
	}
	f = &form{values: map[string]string{}}
	kind, params, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	switch {
	case err != nil:
		return nil, release, errBroken
	case kind == "application/x-www-form-urlencoded":
		return f, release, f.readEncoded(string(body))
	case kind == "multipart/form-data":
		return f, release, f.readMultipart(body, params["boundary"])
	}
	return nil, release, errBroken
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

func (f *form) readMultipart(body []byte, boundary string) error {
	// The reader takes a body that is cut inside the head of a part for whole.
	if !bytes.HasSuffix(bytes.TrimSuffix(body, []byte("\r\n")), []byte("--"+boundary+"--")) {
		return errBroken
	}
	mr := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := mr.NextRawPart()
		if err == io.EOF {
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
	if _, twice := f.values[name]; twice || name == "" {
		return errBroken
	}
	if len(f.values) >= maxFields {
		return errManyFields
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
