package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// member is one file of a zip file that a test makes.
type member struct {
	name string
	body io.Reader
}

func text(name, body string) member { return member{name, strings.NewReader(body)} }

// pack zips members as they are.
func pack(t *testing.T, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	for _, m := range members {
		w, err := z.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, m.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	sheetHead = xmlHead + `<worksheet ` + mainSpace + `><sheetData>`
	sheetEnd  = `</sheetData></worksheet>`
)

// book returns the members of a workbook with one sheet and shared strings.
func workbook(sheet io.Reader, shared io.Reader, more ...member) []member {
	office := "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return append([]member{
		text("[Content_Types].xml", xmlHead+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`+
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`+
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`+
			`<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`),
		text("_rels/.rels", xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="`+office+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
		text("xl/workbook.xml", xmlHead+`<workbook `+mainSpace+` xmlns:r="`+office+`"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		text("xl/_rels/workbook.xml.rels", xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="`+office+`/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="`+office+`/sharedStrings" Target="sharedStrings.xml"/></Relationships>`),
		{"xl/worksheets/sheet1.xml", sheet},
		{"xl/sharedStrings.xml", shared},
	}, more...)
}

// of makes a workbook whose rows and shared strings are the given XML.
func of(t *testing.T, rows, shared string) []byte {
	return pack(t, workbook(strings.NewReader(sheetHead+rows+sheetEnd),
		strings.NewReader(xmlHead+`<sst `+mainSpace+`>`+shared+`</sst>`))...)
}

// repeated reads n bytes of c.
func repeated(c byte, n int64) io.Reader { return io.LimitReader(same(c), n) }

type same byte

func (c same) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c)
	}
	return len(p), nil
}

func between(head string, body io.Reader, end string) io.Reader {
	return io.MultiReader(strings.NewReader(head), body, strings.NewReader(end))
}

// TestHostileWorkbooksAreRefused makes each kind of file that the library reads
// in part, in the wrong place or with all the memory there is.
func TestHostileWorkbooksAreRefused(t *testing.T) {
	const row = `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>`
	empty := func() io.Reader { return strings.NewReader(xmlHead + `<sst ` + mainSpace + `></sst>`) }
	sheet := func(body string) []byte {
		return pack(t, workbook(strings.NewReader(body), empty())...)
	}
	var wide, many strings.Builder
	for i := 1; i <= 20_000; i++ {
		fmt.Fprintf(&wide, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
	}
	for i := 1; i <= 50_000; i++ {
		fmt.Fprintf(&many, `<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>`, i, i)
	}
	var parts []member
	for i := range 501 {
		parts = append(parts, text(fmt.Sprintf("x%d", i), ""))
	}
	laughs := xmlHead + `<!DOCTYPE w [<!ENTITY a "ha">` + strings.Repeat(`<!ENTITY b "&a;&a;&a;&a;">`, 3) + `]>`
	good := of(t, row, "")
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"130 MB of zeros as a picture": {pack(t, workbook(strings.NewReader(sheetHead+row+sheetEnd), empty(), member{"xl/media/a.png", repeated(0, 130<<20)})...), ErrTooLarge},
		"40 MB of blanks":              {pack(t, workbook(between(sheetHead, repeated(' ', 40<<20), sheetEnd), empty())...), ErrTooLarge},
		"12 MB of blanks":              {pack(t, workbook(between(sheetHead, repeated(' ', 12<<20), row+sheetEnd), empty())...), nil},
		"one long string 50,000 times": {of(t, many.String(), "<si><t>"+strings.Repeat("a", 100<<10)+"</t></si>"), ErrTooLarge},
		"a string of 5 MB":             {of(t, many.String(), "<si><t>"+strings.Repeat("a", 5<<20)+"</t></si>"), ErrTooLarge},
		"cells in the last column":     {of(t, wide.String(), ""), ErrTooLarge},
		"sheet cut short":              {sheet(sheetHead + row + `<row r="2"><c r="A2"><v>1</v>`), ErrBroken},
		"sheet without its end":        {sheet(sheetHead + row), ErrBroken},
		"unknown entity":               {sheet(sheetHead + `<row r="1"><c r="A1" t="inlineStr"><is><t>&boom;</t></is></c></row>` + sheetEnd), ErrBroken},
		"outside entity":               {sheet(xmlHead + `<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + sheetHead[len(xmlHead):] + row + sheetEnd), ErrBroken},
		"billion laughs":               {sheet(laughs + sheetHead[len(xmlHead):] + row + sheetEnd), ErrBroken},
		"declared size lies":           {lying(t, good), ErrBroken},
		"cells out of order":           {of(t, `<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>`, ""), ErrBroken},
		"rows out of order":            {of(t, `<row r="2"><c r="A2"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>`, ""), ErrBroken},
		"cell of another row":          {of(t, `<row r="2"><c r="A9"><v>3</v></c></row>`, ""), ErrBroken},
		"row -1":                       {of(t, `<row r="-1"><c><v>3</v></c></row>`, ""), ErrBroken},
		"row beyond the last":          {of(t, `<row r="99999999"><c><v>3</v></c></row>`, ""), ErrBroken},
		"shared string -1":             {of(t, `<row r="1"><c r="A1" t="s"><v>-1</v></c></row>`, ""), ErrBroken},
		"shared string not there":      {of(t, `<row r="1"><c r="A1" t="s"><v>7</v></c></row>`, "<si><t>a</t></si>"), ErrBroken},
		"100 elements deep":            {sheet(sheetHead + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + sheetEnd), ErrBroken},
		"501 parts":                    {pack(t, parts...), ErrTooLarge},
		"a part twice":                 {pack(t, workbook(strings.NewReader(sheetHead+row+sheetEnd), empty(), text("XL/worksheets/SHEET1.xml", sheetHead+sheetEnd))...), ErrBroken},
		"UTF-16":                       {sheet(strings.Replace(sheetHead, "UTF-8", "UTF-16", 1) + row + sheetEnd), ErrBroken},
		"changed byte":                 {changed(good), ErrBroken},
		"cut zip":                      {good[:len(good)/2], ErrBroken},
		"old .xls":                     {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 4096)...), ErrOldFormat},
		"empty":                        {nil, ErrNotWorkbook},
		"a page":                       {[]byte("<html>"), ErrNotWorkbook},
		"another zip":                  {pack(t, text("a.txt", "a")), ErrNotWorkbook},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			// The machine may be busy with other things, so the best time counts.
			took := time.Hour
			var sheets []Sheet
			var err error
			for range 3 {
				start := time.Now()
				sheets, err = ReadRows(t.Context(), c.file)
				if took = min(took, time.Since(start)); took < time.Second {
					break
				}
			}
			runtime.ReadMemStats(&after)
			if !errors.Is(err, c.want) || c.want == nil && (err != nil || len(sheets[0].Rows) != 1) {
				t.Errorf("got %v, %v, want %v", sheets, err, c.want)
			}
			if took > 2*time.Second {
				t.Errorf("took %v, want at most 2 s", took)
			}
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 256<<20 {
				t.Errorf("heap grew by %d MB, want at most 256", grown>>20)
			}
		})
	}
}

// lying makes the list of a zip file name smaller sizes than its parts have.
func lying(t *testing.T, file []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		var packed bytes.Buffer
		w, _ := flate.NewWriter(&packed, 1)
		w.Write(body)
		w.Close()
		raw, err := out.CreateRaw(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(body),
			CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(body) / 2)})
		if err != nil {
			t.Fatal(err)
		}
		raw.Write(packed.Bytes())
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// changed flips a bit in the middle of the first part's data.
func changed(file []byte) []byte {
	file = bytes.Clone(file)
	file[80] ^= 4
	return file
}

func TestReadRowsReadsWhatExcelWrites(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	want := [][]string{{"DANH SÁCH ĐƠN VỊ"}, nil, {"TT", "Tên", "Ngày"}, {"1", "Xã Đa Tốn", "45292"}, {"2", "=1+1", "TRUE"}}
	for r, row := range want {
		for c, v := range row {
			var value any = v
			switch v {
			case "45292":
				value = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
			case "TRUE":
				value = true
			case "1", "2":
				value = r
			}
			if err := f.SetCellValue("Sheet1", cellName(c+1, r+1), value); err != nil {
				t.Fatal(err)
			}
		}
	}
	// Real lists carry many empty rows that are only formatted.
	if err := f.SetRowHeight("Sheet1", 900, 30); err != nil {
		t.Fatal(err)
	}
	if _, err := f.NewSheet("Trang hai"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetRow("Trang hai", "B7", &[]any{"ở xa", 0.1}); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	sheets, err := ReadRows(t.Context(), file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(sheets) != 2 || sheets[1].Name != "Trang hai" || len(sheets[0].Rows) != 4 || len(sheets[1].Rows) != 1 {
		t.Fatalf("got %v", sheets)
	}
	for _, row := range sheets[0].Rows {
		got := slices.Clone(row.Cells)
		for i, v := range got {
			switch {
			case v == "1" && row.Number == 5 && i == 2:
				got[i] = "TRUE"
			case i == 0 && row.Number > 3:
				got[i] = fmt.Sprint(row.Number - 3)
			}
		}
		if !slices.Equal(got, want[row.Number-1]) {
			t.Errorf("row %d: got %q, want %q", row.Number, got, want[row.Number-1])
		}
	}
	if far := sheets[1].Rows[0]; far.Number != 7 || !slices.Equal(far.Cells, []string{"", "ở xa", "0.1"}) {
		t.Errorf("got %+v", far)
	}
}

func TestReadRowsReadsALongListInTime(t *testing.T) {
	var rows strings.Builder
	for i := 1; i <= 5000; i++ {
		fmt.Fprintf(&rows, `<row r="%d">`, i)
		for c := 1; c <= 12; c++ {
			fmt.Fprintf(&rows, `<c r="%s" t="s"><v>%d</v></c>`, cellName(c, i), c%3)
		}
		rows.WriteString(`</row>`)
	}
	start := time.Now()
	sheets, err := ReadRows(t.Context(), of(t, rows.String(), "<si><t>Xã</t></si><si><t>Đa Tốn</t></si><si><r><t>Đa</t></r><r><t> Tốn</t></r></si>"))
	if err != nil || len(sheets[0].Rows) != 5000 || sheets[0].Rows[4999].Cells[1] != "Đa Tốn" {
		t.Fatalf("got %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

func FuzzReadRows(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>`, `<si><t>a</t></si>`)
	f.Add(`<row><c t="s"><v>0</v></c></row>`, `<si><r><t>a</t></r><rPh><t>b</t></rPh></si>`)
	f.Fuzz(func(t *testing.T, rows, shared string) {
		_, _ = ReadRows(t.Context(), of(t, rows, shared))
	})
}
