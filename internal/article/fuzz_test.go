package article

import (
	"encoding/json"
	"testing"

	"giaoban/internal/vntext"
)

// Whatever the text, Read gives an error or a reading whose spans hold and
// whose text reads the same again.
func FuzzRead(f *testing.F) {
	f.Add(sample)
	for n := range 6 {
		f.Add(tell(n).text)
	}
	for name := range hostile() {
		f.Add(hostile()[name])
	}
	f.Add("- Chủ trì: đ/c A\n12/4 81/97 mô hình “Dân vận khéo” cấp xã, huyện (trong đó")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Read(text)
		if err != nil {
			return
		}
		if got := vntext.Normalize(r.Text); got != r.Text {
			t.Errorf("text is not normalised: %q", r.Text)
		}
		checkSpans(t, r)
		if _, err := json.Marshal(r); err != nil {
			t.Error(err)
		}
		_ = r.Summary()
	})
}
