package web

import (
	"archive/zip"
	"bytes"
	"image"
	_ "image/jpeg" // the formats that are checked
	_ "image/png"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"giaoban/internal/vntext"
)

// A fileKind is one kind of file that may belong to a record.
type fileKind struct {
	extensions []string
	mediaType  string
	begins     string // the bytes that every such file begins with
	is         func(content []byte) bool
}

// acceptedFiles are the kinds of fileKinds, in words.
const acceptedFiles = "PDF, Word (.docx, .doc), Excel (.xlsx), ảnh (.png, .jpg) hay văn bản thuần (.txt)"

func fileKinds() []fileKind {
	const office = "application/vnd.openxmlformats-officedocument."
	holds := func(name string) func([]byte) bool {
		return func(content []byte) bool { return archiveHolds(content, name) }
	}
	return []fileKind{
		{[]string{".pdf"}, "application/pdf", "%PDF-", noArchive},
		{[]string{".docx"}, office + "wordprocessingml.document", "PK\x03\x04", holds("word/document.xml")},
		{[]string{".xlsx"}, office + "spreadsheetml.sheet", "PK\x03\x04", holds("xl/workbook.xml")},
		{[]string{".doc"}, "application/msword", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", isOldWord},
		{[]string{".png"}, "image/png", "\x89PNG\r\n\x1a\n", isPicture},
		{[]string{".jpg", ".jpeg"}, "image/jpeg", "\xff\xd8\xff", isPicture},
		{[]string{".txt"}, "text/plain", "", isText},
	}
}

// fileKindOf returns the kind of a file by its name and its bytes, which must
// agree; ok is false for every other file.
func fileKindOf(name string, content []byte) (kind fileKind, ok bool) {
	for _, k := range fileKinds() {
		if slices.Contains(k.extensions, strings.ToLower(path.Ext(name))) {
			return k, bytes.HasPrefix(content, []byte(k.begins)) && k.is(content)
		}
	}
	return fileKind{}, false
}

// archiveHolds reports whether an archive holds a file, and no program that
// somebody's office would run.
func archiveHolds(content []byte, name string) bool {
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	return slices.ContainsFunc(r.File, func(f *zip.File) bool { return f.Name == name }) &&
		!slices.ContainsFunc(r.File, func(f *zip.File) bool { return strings.EqualFold(path.Base(f.Name), "vbaProject.bin") })
}

// noArchive reports whether a file is not an archive as well: those are read
// from their end.
func noArchive(content []byte) bool {
	_, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	return err != nil
}

// isOldWord tells a Word file from others of its time: it names its text so.
func isOldWord(content []byte) bool {
	var name []byte
	for _, unit := range utf16.Encode([]rune("WordDocument")) {
		name = append(name, byte(unit), byte(unit>>8))
	}
	return bytes.Contains(content, name) && noArchive(content)
}

func isPicture(content []byte) bool {
	_, _, err := image.DecodeConfig(bytes.NewReader(content))
	return err == nil && noArchive(content)
}

// isText reports whether a file holds letters and nothing else.
func isText(content []byte) bool {
	return !strings.ContainsFunc(vntext.Decode(content), func(r rune) bool {
		return unicode.IsControl(r) && r < 0x80 && !strings.ContainsRune("\t\r\n\f", r)
	})
}

// fileName makes the name of a file of somebody else's safe to show and to
// store under: without folders, signs that nobody sees, and names of devices.
func fileName(sent string) string {
	sent = strings.NewReplacer("%22", `"`, "%0D", "", "%0A", "").Replace(sent) // as browsers send them
	name := sent[strings.LastIndexAny(sent, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`"*:<>?|`, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimLeft(vntext.Words(vntext.Normalize(name)), ". ")
	if runes := []rune(name); len(runes) > 150 {
		ext := []rune(path.Ext(name))
		name = string(runes[:150-min(len(ext), 10)]) + string(ext[:min(len(ext), 10)])
	}
	if isDevice(name) {
		name = "_" + name
	}
	return name
}

// isDevice reports whether Windows takes a name for a device: CON, LPT1.txt.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch stem = strings.TrimSpace(stem); stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	port, ok := strings.CutPrefix(stem, "COM")
	if !ok {
		port, ok = strings.CutPrefix(stem, "LPT")
	}
	return ok && len([]rune(port)) == 1 && strings.Contains("0123456789¹²³", port)
}
