package formattest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/testtool"
)

// Save writes data to a new file of the given name and returns its path.
func Save(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Convert opens files in LibreOffice, saves each in the format of the given
// extension and returns the paths of the results, in the same order. It takes
// seconds, so tests share one call.
func Convert(t testing.TB, to string, files ...string) []string {
	t.Helper()
	soffice := testtool.Need(t, "soffice")
	out, profile := t.TempDir(), t.TempDir()
	args := append([]string{"-env:UserInstallation=file://" + profile, "--headless", "--convert-to", to, "--outdir", out}, files...)
	message, err := exec.Command(soffice, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, message)
	}
	var made []string
	for _, f := range files {
		base := filepath.Base(f)
		path := filepath.Join(out, strings.TrimSuffix(base, filepath.Ext(base))+"."+to)
		if _, err := os.Stat(path); err != nil {
			t.Fatalf("soffice made nothing of %s:\n%s", base, message)
		}
		made = append(made, path)
	}
	return made
}

// PDFPages returns the text of every page of a PDF file, laid out as it looks.
func PDFPages(t testing.TB, path string) []string {
	t.Helper()
	text, err := exec.Command(testtool.Need(t, "pdftotext"), "-layout", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// Unzip returns the parts of a zip file by name.
func Unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

// WellFormed fails the test unless every part of an office file is XML.
func WellFormed(t testing.TB, data []byte) {
	t.Helper()
	for name, text := range Unzip(t, data) {
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.RawToken(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
		// RawToken does not see an element that never ends.
		if err := xml.Unmarshal([]byte(text), new(struct{})); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
