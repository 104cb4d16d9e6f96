package web

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"testing"
	"unicode/utf16"
)

// holding is an archive with files of the given names.
func holding(t *testing.T, names ...string) []byte {
	t.Helper()
	b := new(bytes.Buffer)
	w := zip.NewWriter(b)
	for _, name := range names {
		if _, err := w.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func picture(t *testing.T, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	b := new(bytes.Buffer)
	if err := encode(b, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oldOffice is the head of an OLE file with a stream of a name.
func oldOffice(stream string) []byte {
	b := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1024)...)
	for _, unit := range utf16.Encode([]rune(stream)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return b
}

// TestKindsOfFiles asks for forty files, among them such that are two things.
func TestKindsOfFiles(t *testing.T) {
	pngFile := picture(t, func(b *bytes.Buffer, i image.Image) error { return png.Encode(b, i) })
	jpgFile := picture(t, func(b *bytes.Buffer, i image.Image) error { return jpeg.Encode(b, i, nil) })
	word, sheet := holding(t, "[Content_Types].xml", "word/document.xml"), holding(t, "[Content_Types].xml", "xl/workbook.xml")
	pdf, doc := []byte("%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"), oldOffice("WordDocument")
	then := func(first, second []byte) []byte { return append(bytes.Clone(first), second...) }
	for _, c := range []struct {
		name    string
		content []byte
		taken   bool
	}{
		{"a.pdf", pdf, true}, {"A.PDF", pdf, true}, {"a.docx", word, true}, {"a.xlsx", sheet, true}, {"a.doc", doc, true},
		{"a.png", pngFile, true}, {"a.jpg", jpgFile, true}, {"a.jpeg", jpgFile, true}, {"a.txt", []byte("Chỉ thị 24-CT/TU\r\n"), true},
		{"a.txt", []byte("C\xe9ng h\xdfa x\xb7 h\xe9i\n"), true}, {"a.txt", []byte("\xff\xfeA\x00"), true}, {"báo cáo.v2.docx", word, true},

		{"a.exe", []byte("MZ\x90\x00"), false}, {"a.pdf", []byte("MZ\x90\x00"), false}, {"a.html", []byte("<html>"), false},
		{"a.pdf", []byte("<html>"), false}, {"a.svg", []byte("<svg/>"), false}, {"a.png", []byte("<svg/>"), false},
		{"a.pdf.exe", pdf, false}, {"a.docm", word, false}, {"a.xls", oldOffice("Workbook"), false}, {"a.doc", oldOffice("Workbook"), false},
		{"a.doc", oldOffice("EncryptedPackage"), false}, {"a.docx", oldOffice("EncryptedPackage"), false}, {"a.doc", word, false},
		{"a.docx", sheet, false}, {"a.xlsx", word, false}, {"a.docx", holding(t, "META-INF/MANIFEST.MF"), false},
		{"a.docx", holding(t, "word/document.xml", "word/vbaProject.bin"), false}, {"a.xlsx", holding(t, "xl/workbook.xml", "xl/VBAPROJECT.BIN"), false},
		{"a.docx", []byte("PK\x03\x04 cut"), false}, {"a.pdf", then(pdf, word), false}, {"a.png", then(pngFile, word), false},
		{"a.jpg", then(jpgFile, sheet), false}, {"a.doc", then(doc, word), false}, {"a.png", jpgFile, false}, {"a.jpg", pngFile, false},
		{"a.png", pngFile[:10], false}, {"a.jpg", jpgFile[:4], false}, {"a.txt", []byte("MZ\x90\x00"), false}, {"a", pdf, false}, {".pdf", nil, false},
	} {
		kind, ok := fileKindOf(c.name, c.content)
		if taken := ok && len(c.content) > 0; taken != c.taken {
			t.Errorf("%s (%.12q…): taken %v as %q, want %v", c.name, c.content, taken, kind.mediaType, c.taken)
		}
	}
}
