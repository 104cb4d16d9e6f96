package auth

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/internal/vntext"
)

// Length of a password in letters. The longest bounds the work of hashing.
const (
	MinLength = 12
	MaxLength = 256
)

// common holds the 3,000 most frequent passwords, one a line: the first of the
// list "passwords" of zxcvbn 4.4.2 (MIT, see common-LICENSE.txt).
//
//go:embed common.txt
var common string

// everyday are words that come to mind first in this work.
var everyday = []string{"dan van", "giao ban", "huyen uy", "mat khau", "password", "quan tri", "admin", "viet nam", "ha noi",
	"xin chao", "anh yeu em", "em yeu anh", "yeu em", "con yeu", "gia dinh", "nguyen", "can bo"}

// CheckPassword says what is wrong with a new password, in Vietnamese, or "".
// It refuses what is short, frequent, figures alone, or little more than words
// that others know of the user (the names given in context and the everyday
// words), rows of keys, repeats and years. It asks for no mixture of signs
// (OWASP ASVS 5.0, V6.2.5).
func CheckPassword(password string, context ...string) string {
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl):
		return "Mật khẩu có ký tự không gõ được."
	case n < MinLength:
		return fmt.Sprintf("Mật khẩu cần ít nhất %d ký tự; ba bốn từ không liên quan với nhau là dễ nhớ nhất.", MinLength)
	case n > MaxLength:
		return fmt.Sprintf("Mật khẩu dài quá %d ký tự.", MaxLength)
	}
	rest := vntext.Fold(password)
	known := slices.Concat(everyday, context)
	// The longest first: "ban dan van" must not leave its "ban" behind.
	slices.SortStableFunc(known, func(a, b string) int { return len(b) - len(a) })
	for _, word := range known {
		if word = vntext.Fold(vntext.Words(word)); utf8.RuneCountInString(word) >= 3 {
			rest = strings.ReplaceAll(rest, word, "")
			rest = strings.ReplaceAll(rest, strings.ReplaceAll(word, " ", ""), "")
		}
	}
	letters := strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	switch {
	case isCommon(rest) || isCommon(letters):
		return "Mật khẩu này hay bị đoán; chọn mật khẩu khác."
	case isDigits(strings.Join(strings.FieldsFunc(password, func(r rune) bool { return strings.ContainsRune(" -./", r) }), "")):
		return "Mật khẩu chỉ gồm chữ số thì dễ đoán, kể cả số điện thoại hay ngày sinh. Chọn ba bốn từ không liên quan với nhau."
	case tries(rest) < enoughTries:
		return "Mật khẩu quá dễ đoán: phần lớn là dãy phím, dãy số, chữ lặp lại hoặc từ hay dùng. Chọn ba bốn từ không liên quan với nhau."
	case distinct(rest) < 5:
		return "Mật khẩu quá dễ đoán: ngoài tên và từ quen thuộc chỉ còn vài ký tự. Chọn mật khẩu khác."
	}
	return ""
}

// isCommon reports whether a folded text is a frequent password, or one
// repeated.
func isCommon(s string) bool {
	for word := range strings.Lines(common) {
		word = strings.TrimSpace(word)
		if len(s) >= len(word) && len(s)%len(word) == 0 && strings.Repeat(word, len(s)/len(word)) == s {
			return true
		}
	}
	return false
}

// distinct counts the different runes of s that are no spaces.
func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		if r != ' ' {
			seen[r] = true
		}
	}
	return len(seen)
}
