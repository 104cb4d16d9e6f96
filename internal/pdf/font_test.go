package pdf

import (
	"slices"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

const alphabet = "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆFGHIÌỈĨÍỊJKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVWXYỲỶỸÝỴZ"

func TestEveryFaceHasEveryLetterInUse(t *testing.T) {
	fonts, err := loadMetrics()
	if err != nil {
		t.Fatal(err)
	}
	printed := alphabet + strings.ToLower(alphabet) + "0123456789 .,;:!?()[]{}/\\-–—…*+=%&@#\"'“”‘’«»\u00A0₫№"
	for f := range faces {
		for _, r := range printed {
			if !fonts[f].has(r) {
				t.Errorf("face %d lacks %q", f, r)
			}
		}
		// clean asks one face for all: the others must print the same letters.
		for r := range rune(0x10000) {
			if fonts[f].has(r) != fonts[regular].has(r) {
				t.Errorf("face %d: has %U %v, regular %v", f, r, fonts[f].has(r), fonts[regular].has(r))
			}
		}
	}
}

func TestWidthsAreThoseOfTheFile(t *testing.T) {
	fonts, err := loadMetrics()
	if err != nil {
		t.Fatal(err)
	}
	f := gofpdf.New("P", "mm", "A4", "")
	for style := range faces {
		data, err := style.file()
		if err != nil {
			t.Fatal(err)
		}
		f.AddUTF8FontFromBytes(family, style.style(), data)
		f.SetFont(family, style.style(), 14)
		for _, r := range alphabet + strings.ToLower(alphabet) + " 0123456789-/.,;:“”…*" {
			got, want := fonts[style].width(string(r), 14), f.GetStringWidth(string(r))
			if d := got - want; d < -0.0001 || d > 0.0001 {
				t.Errorf("face %d: %q is %.4f mm wide, gofpdf draws it %.4f", style, r, got, want)
			}
		}
	}
}

func TestACutFontIsAnError(t *testing.T) {
	data, err := regular.file()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 3, 11, 100, 1000, len(data) / 2} {
		if _, err := readMetrics(slices.Clip(data[:n])); err == nil {
			t.Errorf("the first %d bytes pass for a font", n)
		}
	}
}
