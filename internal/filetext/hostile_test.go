package filetext

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/format/formattest"
	"giaoban/internal/testtool"
)

// packed returns data as FlateDecode unpacks it.
func packed(t testing.TB, data string) string {
	t.Helper()
	b := new(bytes.Buffer)
	w := zlib.NewWriter(b)
	if _, err := w.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// onePage is a PDF file of one page with a content, and other objects.
func onePage(content, objects string) []byte {
	return []byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>endobj\n" +
		"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times>>endobj\n" +
		fmt.Sprintf("4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", len(content), content) + objects)
}

// hostileFiles are made to take all time, all memory, or the program down.
func hostileFiles(t testing.TB) map[string]struct {
	mediaType string
	data      []byte
} {
	size := 1 << 17
	if testtool.Long() {
		size = 4 << 20
	}
	bomb := strings.Repeat("<w:p><w:r><w:t>a</w:t></w:r></w:p>", size)
	flate := func(number int, more, data string) string {
		p := packed(t, data)
		return fmt.Sprintf("%d 0 obj<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n", number, more, len(p), p)
	}
	form := "<</Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>/Length 11>>stream\n/X Do /X Do\nendstream endobj\n"
	ole := func(fat uint32) []byte { // whose chains of sectors lead where the caller says
		b := make([]byte, 512*8)
		copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
		binary.LittleEndian.PutUint16(b[26:], 3)
		binary.LittleEndian.PutUint16(b[28:], 0xfffe)
		binary.LittleEndian.PutUint16(b[30:], 9)
		binary.LittleEndian.PutUint16(b[32:], 6)
		binary.LittleEndian.PutUint32(b[44:], 1)
		binary.LittleEndian.PutUint32(b[68:], fat)
		binary.LittleEndian.PutUint32(b[72:], fat)
		for i := range 128 {
			binary.LittleEndian.PutUint32(b[512+4*i:], fat)
		}
		return b
	}
	type file = struct {
		mediaType string
		data      []byte
	}
	const pdfType, docType = "application/pdf", "application/msword"
	return map[string]file{
		"zip bomb":               {typeDocx, word(t, bomb)},
		"one long run":           {typeDocx, word(t, "<w:p><w:r><w:t>"+strings.Repeat("a", 80<<20)+"</w:t></w:r></w:p>")},
		"one long attribute":     {typeDocx, word(t, `<w:p w:a="`+strings.Repeat("a", 80<<20)+`"/>`)},
		"open paragraphs":        {typeDocx, word(t, strings.Repeat("<w:p>", 5_000_000))},
		"packed in packed":       {pdfType, onePage("/X Do", fmt.Sprintf("6 0 obj<</Type/XObject/Subtype/Form/Filter[/FlateDecode/FlateDecode/FlateDecode]/Length 1>>stream\n%s\nendstream endobj\n", packed(t, packed(t, packed(t, strings.Repeat("0 ", 80<<20))))))},
		"bomb in a head":         {typeDocx, word(t, "", "word/header1.xml", strings.Repeat("<w:p>", 4*size))},
		"deep XML":               {typeDocx, word(t, strings.Repeat("<w:p>", 1<<20))},
		"document type":          {typeDocx, zipped(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>`)},
		"styles in a circle":     {typeDocx, word(t, `<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, "word/styles.xml", `<w:styles><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>`)},
		"many styles":            {typeDocx, word(t, "", "word/styles.xml", "<w:styles>"+strings.Repeat(`<w:style w:styleId="A"/>`, size))},
		"many files":             {typeDocx, zipped(t, slicesOf("word/header%d.xml", 5000)...)},
		"not a zip":              {typeDocx, []byte("PK\x03\x04 cut")},
		"workbook bomb":          {typeXlsx, zipped(t, "[Content_Types].xml", "<x/>", "xl/workbook.xml", "<x/>", "xl/worksheets/sheet1.xml", strings.Repeat("<worksheet>", 2*size))},
		"empty OLE":              {docType, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
		"sectors in a circle":    {docType, ole(0)},
		"sectors of themselves":  {docType, ole(1)},
		"sectors far away":       {docType, ole(0x00ffffff)},
		"deep brackets":          {pdfType, onePage(strings.Repeat("[", 4<<20), "")},
		"deep object":            {pdfType, []byte("%PDF-1.7\n1 0 obj" + strings.Repeat("<</A", 1<<20))},
		"open hexadecimal":       {pdfType, onePage("BT /F 1 Tf <41", "")},
		"open string":            {pdfType, onePage("BT /F 1 Tf ((((", "")},
		"references in a circle": {pdfType, onePage("/X Do", "6 0 obj 7 0 R endobj 7 0 obj 6 0 R endobj")},
		"pages in a circle":      {pdfType, []byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]>>endobj 3 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]>>endobj")},
		"drawings in a circle":   {pdfType, onePage(strings.Repeat("/X Do ", 100_000), "6 0 obj"+form)},
		"objects in themselves":  {pdfType, onePage("", "7 0 obj<</Type/ObjStm/N 1/First 5/Length 8>>stream\n7 0  7 0 R\nendstream endobj")},
		"objects only claimed":   {pdfType, onePage("", flate(7, "/Type/ObjStm/N 3000000/First 3000000", strings.Repeat(" ", 3_000_000)+"1"))},
		"same objects again":     {pdfType, onePage("", flate(7, "/Type/ObjStm/N 3000000/First 12000000", strings.Repeat("9 0 ", 3_000_000)+"1"))},
		"stream bomb":            {pdfType, onePage("/X Do", flate(6, "/Type/XObject/Subtype/Form", strings.Repeat("0 ", 16*size)))},
		"text bomb":              {pdfType, onePage("/X Do", flate(6, "/Type/XObject/Subtype/Form", strings.Repeat("BT /F 1 Tf (aaaaaaaaaaaaaaaa) Tj ET ", 1<<16)))},
		"array bomb":             {pdfType, onePage("/X Do", flate(6, "/Type/XObject/Subtype/Form", "["+strings.Repeat("0 ", 4*size)))},
		"codes bomb": {pdfType, onePage("BT /F 1 Tf (aa) Tj", "5 0 obj<</Type/Font/Subtype/Type0/ToUnicode 8 0 R>>endobj\n"+
			flate(8, "", "beginbfrange "+strings.Repeat("<0000><ffff><0041>", 1<<18)+" endbfrange 99999999999 endbfchar"))},
		"widths bomb":         {pdfType, onePage("BT /F 1 Tf (a) Tj", "5 0 obj<</Subtype/Type0/DescendantFonts[<</W["+strings.Repeat("0 999999999 1 ", 60_000)+"]>>]>>endobj")},
		"wide rows":           {pdfType, onePage("/X Do", "6 0 obj<</Subtype/Form/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 99999999999>>/Length 9>>stream\n"+packed(t, "x")+"\nendstream endobj")},
		"many objects":        {pdfType, []byte("%PDF-1.7\n" + strings.Repeat("1 0 obj", 2<<20))},
		"many open streams":   {pdfType, []byte("%PDF-1.7\n" + strings.Repeat("1 0 obj<<>>stream\n", 1<<20))},
		"many packed objects": {pdfType, []byte("%PDF-1.7\n" + strings.Repeat("1 0 obj<</Type/ObjStm/N 9/First 9>>stream\n", 1<<16))},
		"only a head":         {pdfType, []byte("%PDF-1.7")},
		"long numbers":        {pdfType, onePage(strings.Repeat("9", 1<<20)+" TL T* 1e999 0 0 1 0 0 cm BT /F 1 Tf NaN Inf Td (a) Tj", "")},
	}
}

func slicesOf(pattern string, n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf(pattern, i), "<x/>")
	}
	return all
}

// TestHostileFiles reads them in bounded time and memory.
func TestHostileFiles(t *testing.T) {
	const limit, over, mostMemory = 2 * time.Second, 3 * time.Second, 150 << 20
	for name, file := range hostileFiles(t) {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		peak := watch(t)
		began := time.Now()
		got, err := readWithin(t.Context(), limit, file.mediaType, file.data)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		most := max(peak(), after.HeapAlloc) - min(before.HeapAlloc, after.HeapAlloc)
		if err != nil || got.State == briefing.TextWaiting || len([]rune(got.Text)) > maxText {
			t.Errorf("%s: got state %q, %d runes, %v", name, got.State, len([]rune(got.Text)), err)
		}
		if took > limit+over || most > mostMemory {
			t.Errorf("%s: took %v and %d MB", name, took, most>>20)
		}
	}
}

// TestObjectsThatAreOnlyClaimed counts the memory that they take in all.
func TestObjectsThatAreOnlyClaimed(t *testing.T) {
	const most = 40 << 20 // what is unpacked, as its buffer grows
	file := hostileFiles(t)["objects only claimed"]
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Read(t.Context(), file.mediaType, file.data); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > most {
		t.Errorf("a file of %d bytes took %d MB", len(file.data), took>>20)
	}
}

// TestPiecesOnEachOther reads an old Word file whose pieces all hold the same
// letters, and none that is shown.
func TestPiecesOnEachOther(t *testing.T) {
	text := bytes.Repeat([]byte{'a'}, 1<<20)
	text[0] = 0x13 // the code of a field, which never ends
	pieces := make([]piece, maxPiecesSize/12)
	for i := range pieces {
		pieces[i] = piece{to: len(text), at: pieceSingle}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := readPieces(&sink{ctx: t.Context()}, text, pieces, len(text)); !errors.Is(err, errFull) {
		t.Errorf("got %v, want an end", err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 8*maxLetters {
		t.Errorf("took %d MB", took>>20)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := readPieces(&sink{ctx: ended}, text, pieces, len(text)); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

// watch notes the most memory that is in use until the returned function is
// called.
func watch(t *testing.T) (peak func() uint64) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	most := make(chan uint64)
	go func() {
		var high uint64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			high = max(high, m.HeapAlloc)
			select {
			case <-ctx.Done():
				most <- high
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 { cancel(); return <-most }
}

// TestFilesAreCutAndFlipped reads whole files with parts missing or changed.
func TestFilesAreCutAndFlipped(t *testing.T) {
	doc := formattest.Save(t, "a.docx", word(t, paragraphs(sample, ".VnTime")))
	files := map[string][]byte{typeDocx: word(t, paragraphs(sample, ".VnTime"))}
	for to, mediaType := range map[string]string{"doc": "application/msword", "pdf": "application/pdf"} {
		data, err := os.ReadFile(formattest.Convert(t, to, doc)[0])
		if err != nil {
			t.Fatal(err)
		}
		files[mediaType] = data
	}
	rounds := 40
	if testtool.Long() {
		rounds = 400
	}
	random := rand.New(rand.NewPCG(1, 2))
	for mediaType, data := range files {
		for range rounds {
			bad := bytes.Clone(data)
			for range 1 + random.IntN(20) {
				bad[random.IntN(len(bad))] = byte(random.Uint32())
			}
			if random.IntN(3) == 0 {
				bad = bad[:random.IntN(len(bad))]
			}
			if _, err := Read(t.Context(), mediaType, bad); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestReadingEndsWithItsContext stops a reading that would take long.
func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, "application/pdf", onePage(strings.Repeat("0 ", 1<<20), "")); err == nil {
		t.Error("it went on")
	}
}

func TestLongTextsAreCut(t *testing.T) {
	got := readFile(t, "text/plain", []byte(strings.Repeat("à\n", maxText)))
	if n := len([]rune(got.Text)); !got.Cut || got.State != briefing.TextRead || n > maxText || n < maxText-10 {
		t.Errorf("got %d runes, %v", n, got.Cut)
	}
}

func FuzzRead(f *testing.F) {
	types := []string{"application/pdf", "application/msword", typeDocx, typeXlsx, "text/plain"}
	f.Add(0, onePage("BT /F 12 Tf 1 0 0 1 10 10 Tm [(a) -500 (b)] TJ ET", ""))
	f.Add(1, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Add(2, word(f, paragraphs(sample, ".VnTime")))
	f.Add(4, []byte("C\xe9ng h\xdfa x\xb7 h\xe9i"))
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		got, err := Read(t.Context(), types[uint(kind)%uint(len(types))], data)
		if err != nil || strings.ContainsAny(got.Text, "\x00\r\t") {
			t.Errorf("got %q, %v", got.Text, err)
		}
	})
}
