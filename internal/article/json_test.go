package article

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"giaoban/internal/briefing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample is a short article with one of everything.
const sample = `công tác đảng

Ban Dân vận Huyện ủy Sông Mây giao ban công tác dân vận quý III, triển khai nhiệm vụ quý IV năm 2022
Ngày đăng 08/10/2022 | 10:05 | Lượt xem: 71

Sáng 6/10, tại Hội trường Huyện ủy, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý III, triển khai nhiệm vụ quý IV năm 2022. Đồng chí Nguyễn Văn An – UVBTV, Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.
Thay mặt lãnh đạo Ban, đồng chí Trần Thị Bình thông qua báo cáo.
Phong trào thi đua “Dân vận khéo” có gần 1.250 mô hình đang được duy trì; 81/97 mô hình được công nhận; toàn huyện có 12 mô hình “Dân vận khéo”.
Các đại biểu đã thảo luận về các nội dung như hòa giải ở cơ sở, chuyển đổi số và bảo vệ môi trường.
`

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant %s\n%s", got, path, want)
	}
}

// withCitations adds what another package finds, so that the golden file does
// not depend on it.
func withCitations(r *Reading) *Reading {
	r.Citations = []briefing.Citation{
		{Text: "217-QĐ/TW", Genre: briefing.QuyetDinh, Number: "217", Symbol: "217-QĐ/TW", Issuer: "Bộ Chính trị",
			Date: "2013-12-12", Span: briefing.Span{3, 12}},
		{Text: "Luật Thanh niên năm 2020", Genre: briefing.Luat, Title: "Thanh niên", Year: 2020, Span: briefing.Span{20, 44}},
	}
	return r
}

func TestMarshalJSON(t *testing.T) {
	r, err := Read(sample)
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, r)
	compact, err := json.Marshal(withCitations(r))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, compact, "", "  "); err != nil {
		t.Fatal(err)
	}
	b.WriteByte('\n')
	golden(t, "sample.json", b.Bytes())
}

func TestMarshalJSONWithoutMeeting(t *testing.T) {
	got, err := json.Marshal(&Reading{Text: "a"})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"meeting":null,"citations":[],"warnings":[]}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSummary(t *testing.T) {
	r, err := Read(sample)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "sample.txt", []byte(withCitations(r).Summary()))
}
