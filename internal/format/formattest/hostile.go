package formattest

import "strings"

// Hostile returns texts that have broken file formats: of markup, formulas,
// encodings and sizes. Each must come back as it is, in NFC.
func Hostile() []string {
	return []string{
		"</w:t></w:r>", "<script>alert(1)</script>", "&lt;b&gt; & \"x\" 'y' ]]>", "<!-- -- -->", "<?xml version=\"9\"?>",
		"=1+1", "=cmd|'/C calc'!A0", "+84 912 345 678", "-5", "@SUM(1+1)", "=HYPERLINK(\"//evil\",\"x\")", "'=1", "=",
		"_x0041_", "_x005F_x0041_", "_x000D_", "__x0041__", "_xZZZZ_",
		"e\u0302\u0323 trong ba cách viết: ệ, ẹ\u0302, e\u0323\u0302", "Đ Ð đ ð", "\u0301 dấu đứng một mình",
		"😀 👨‍👩‍👧 🇻🇳 𠮷", "cụm\u200bẩn\u00adkín", "“Dân vận khéo” – 24–CT/TU", "العربية עברית",
		"dòng một\ndòng hai\n\ndòng bốn", "cột\tcột", " đầu và cuối ", "hai  dấu cách",
		"0123", "1e309", "09/04/2024", "1.270", "TRUE", "#REF!", "%s%n{{.}}", "\\(()) endobj",
		strings.Repeat("a", 100<<10), strings.Repeat("Dân vận khéo ", 3080),
	}
}

// Broken returns texts with characters that no file format can hold: they must
// show as U+FFFD.
func Broken() []string {
	return []string{"nul\x00giữa", "\x01\x1b[31m", "hỏng \xff\xfe", "cắt \xe1\xbb", "\uFFFE\uFFFF", "vòi\vtrang\f", "\u0080\u009f", "\x7f"}
}
