package article

import (
	"strings"
	"testing"
	"time"
)

// longText repeats one article to a length: the same meeting all along.
func longText(size int) string {
	s := tell(4).text
	return cut(strings.Repeat(s+"\n", size/len(s)+1), size)
}

// cut shortens s to at most size bytes, between runes.
func cut(s string, size int) string {
	return strings.ToValidUTF8(s[:size], "")
}

func BenchmarkRead(b *testing.B) {
	text := longText(1 << 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Read(text); err != nil {
			b.Fatal(err)
		}
	}
}

// hostile texts are of the kind that makes patterns slow: one endless
// sentence, the start of a pattern over and over, digits, brackets, names.
func hostile() map[string]string {
	return map[string]string{
		"one sentence":  "Ngày 9/4/2024, Ban Dân vận Huyện ủy tổ chức hội nghị giao ban ",
		"no space":      "dânvận",
		"digits":        "1",
		"numbers":       "12/4 ",
		"dates":         "ngày 1, 2, 3 va ",
		"quarters":      "quý I, ",
		"people":        "đồng chí Nguyễn Văn An - Trưởng Ban, ",
		"bare people":   "Nguyễn Văn An, Trưởng Ban Dân vận, ",
		"titles":        "đồng chí Trưởng Ban, Phó Ban, ",
		"capitals":      "Trưởng Nguyễn Trần Lê ",
		"cues":          "chủ trì hội nghị có ",
		"cues without":  "dự và chỉ đạo, ",
		"models":        "12 mô hình “Dân vận khéo”, ",
		"bare models":   "81/97 mô hình ",
		"levels":        "5 mô hình cấp xã, huyện, ",
		"organizing":    "tổ chức tổ chức tổ chức ",
		"hội nghị":      "hội nghị ",
		"delegates":     "các đại biểu đã thảo luận như , ",
		"brackets":      "((((",
		"quotes":        "“”\"",
		"lines":         "a\n",
		"empty lines":   "\n",
		"dated lines":   "Ngày 9/4/2024, Ban Dân vận tổ chức hội nghị giao ban.\n",
		"posting lines": "09/04/2024 21:02\n",
		"short lines":   "thứ hai 9/4\n",
		"marks":         "e\u0301\u0302\u0303",
		"symbols":       "Kế hoạch số 42-KH/BDV ngày 25/01/2024 ",
		"wrapped":       "dân vận khéo ở các xã và thị trấn của huyện nhà\n",
		"periods":       "3 tháng đầu năm, triển khai nhiệm vụ 9 tháng cuối năm ",
		"full stops":    ". A",
		"forms":         "5 mô hình tập thể và 6 mô hình cá nhân, ",
		"fields":        "5 mô hình trên các lĩnh vực kinh tế, xã hội, ",
		"places":        "tại xã Lộc Đà, tại hội trường ",
		"results":       "kết quả công tác dân vận năm 2020 ",
		"plans":         "nhiệm vụ công tác năm 2021 ",
		"leaders":       "thường trực đảng ủy đã trực tiếp ",
		"leading":       "sáng 9/4 chủ trì hội nghị giao ban ",
		"Ban Tổ chức":   "Ban Tổ chức ",
		"present":       "Tổng kết công tác dân vận năm 2020\nDự hội nghị có đồng chí Lê A.\n",
		"articles":      "Xã Lộc tổng kết công tác dân vận\nNgày 9/4/2024, Ban Dân vận tổ chức hội nghị giao ban.\n",
		"city":          "5 mô hình cấp thành phố thành phố ",
	}
}

// Read was measured to take at most 0.6 ms a kilobyte of the worst of these.
// The bound is twenty times that: the race detector costs ten, so only a change
// of order fails it.
func TestReadIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const size = 256 << 10
	for name, unit := range hostile() {
		t.Run(name, func(t *testing.T) {
			text := "Hội nghị giao ban công tác dân vận quý I năm 2024 của huyện nhà\n" + strings.Repeat(unit, size/len(unit))
			start := time.Now()
			_, _ = Read(text)
			if took := time.Since(start); took > 12*size/1024*time.Millisecond {
				t.Errorf("%d KB took %v, want at most 12 ms a KB", size/1024, took)
			} else {
				t.Logf("%v", took)
			}
		})
	}
}
