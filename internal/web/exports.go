package web

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
)

// officeFormats are the formats that pages offer, in that order; the address
// takes any other that the program knows.
var officeFormats = []string{"pdf", "docx", "xlsx"}

// downloads returns the links that download one export, with one parameter.
func downloads(kind, name, value string) []link {
	var all []link
	for _, one := range officeFormats {
		if f, ok := format.Named(one); ok {
			all = append(all, link{f.Label, address("/exports/"+kind, url.Values{"format": {one}, name: {value}})})
		}
	}
	return all
}

var errNoExport = &failure{http.StatusNotFound, "Chưa có gì để kết xuất",
	"Kỳ này chưa có hội nghị nào được xác nhận. Xác nhận hội nghị rồi kết xuất lại."}

// build makes the document that a request asks for.
func (s *server) build(c *gin.Context, name string, request export.Request) (*export.Document, error) {
	kind, ok := export.KindNamed(name)
	if !ok {
		return nil, errNoPage
	}
	doc, err := kind.Build(c.Request.Context(), s.db, request)
	if _, many := errors.AsType[*export.AmbiguousError](err); many || errors.Is(err, export.ErrPeriod) {
		return nil, errNoPage
	}
	if errors.Is(err, export.ErrNoMeeting) {
		return nil, errNoExport
	}
	return doc, err
}

// download sends one export as a file.
func (s *server) download(c *gin.Context) error {
	f, ok := format.Named(c.Query("format"))
	if !ok {
		return errNoPage
	}
	request := export.Request{Period: briefing.PeriodKey(c.Query("period"))}
	if id := c.Query("id"); id != "" {
		var err error
		if request.ID, err = strconv.ParseInt(id, 10, 64); err != nil {
			return errNoPage
		}
	}
	doc, err := s.build(c, c.Param("kind"), request)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := f.Write(&file, doc); err != nil {
		return err
	}
	name := doc.FileName + "." + strings.TrimPrefix(f.Ext, ".")
	c.Header("Content-Security-Policy", filePolicy)
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Header("Content-Length", strconv.Itoa(file.Len()))
	c.Data(http.StatusOK, f.ContentType, file.Bytes())
	return nil
}

// A quarterPage shows the report on a period as it will be printed.
type quarterPage struct {
	frame
	Doc       *export.Document
	Head      *letterhead // nil for a document without one
	Blocks    []block
	Downloads []link
	Meetings  string // address of the meetings of the period
}

// A letterhead is the head of the report as text; what is not known is dotted.
type letterhead struct{ Superior, Issuer, Number, PlaceDate, Genre, Abstract string }

// A block is one part of a document: exactly one of its fields is set.
type block struct {
	Heading   string
	Level     int
	Paragraph string
	Dotted    bool // a paragraph that nobody wrote yet
	Items     []string
	Table     *table
}

// A table is a table of a document as text.
type table struct {
	Title, Empty string
	Heads        []head
	Rows         [][]cell
	Total        []cell
}

// A cell is one cell of a table as text.
type cell struct{ Text, Class string }

// quarter shows the report on a period.
func (s *server) quarter(c *gin.Context) error {
	period := briefing.PeriodKey(c.Param("period"))
	doc, err := s.build(c, "quarter", export.Request{Period: period})
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Báo cáo "+period.Label(), link{"Các kỳ báo cáo", "/#periods"})
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "exports/quarter", quarterPage{frame: f, Doc: doc,
		Head: letterheadOf(doc), Blocks: blocksOf(doc.Blocks),
		Downloads: downloads("quarter", "period", string(period)), Meetings: "/meetings?period=" + string(period)})
}
