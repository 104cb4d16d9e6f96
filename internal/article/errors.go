package article

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/internal/vntext"
)

// MaxBytes is the longest text that Read takes.
const MaxBytes = 16 << 20

// What Read cannot read. Messages are for the user.
var (
	ErrEmpty         = errors.New("văn bản trống: hãy dán nội dung bài viết hoặc biên bản rồi thử lại")
	ErrBinary        = errors.New("đây không phải là văn bản (có thể là tệp Word, PDF hoặc ảnh): hãy chép phần chữ ra rồi dán vào")
	ErrEncoding      = errors.New("bảng mã không đọc được: hãy lưu lại tệp dưới dạng Unicode (UTF-8) rồi thử lại")
	ErrTooLong       = errors.New("văn bản dài quá 16 MB: hãy chia nhỏ, mỗi lần một hội nghị")
	ErrNotVietnamese = errors.New("văn bản không phải tiếng Việt, hoặc dùng bảng mã cũ như TCVN3: hãy dán bài viết tiếng Việt, phông Unicode")
	ErrTwoMeetings   = errors.New("văn bản có hai hội nghị khác nhau: hãy tách ra, mỗi lần đọc một hội nghị")
	ErrDate          = errors.New("ngày họp không có thật")
)

// A DateError is a day of the meeting that the calendar lacks; it is ErrDate.
type DateError struct{ Written string }

func (e *DateError) Error() string {
	return fmt.Sprintf("ngày họp “%s” không có thật: hãy sửa trong văn bản rồi đọc lại", e.Written)
}

// Is makes errors.Is(err, ErrDate) hold.
func (e *DateError) Is(target error) bool { return target == ErrDate }

// checkText refuses what cannot be a text at all.
func checkText(text string) error {
	switch {
	case len(text) > MaxBytes:
		return ErrTooLong
	case strings.HasPrefix(text, "\xff\xfe"), strings.HasPrefix(text, "\xfe\xff"):
		return ErrEncoding // UTF-16
	case binary(text):
		return ErrBinary
	case !utf8.ValidString(text):
		return ErrEncoding
	case vntext.Words(text) == "":
		return ErrEmpty
	}
	return nil
}

// binary reports whether text holds NUL or many control characters.
func binary(text string) bool {
	control := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == 0:
			return true
		case c < 0x20 && c != '\t' && c != '\n' && c != '\v' && c != '\f' && c != '\r':
			control++
		}
	}
	return control > 4 && control*50 > len(text)
}

// commonSyllables are frequent in Vietnamese, folded, and in no other language
// that a user may paste by mistake.
var commonSyllables = wordSet(`cua va cac duoc trong nhung nguoi khong cong tac dan van huyen uy hoi nghi ban dong chi nhan thuc hien
	ngay thang nam quy to chuc tinh xa phuong thanh pho nuoc nha nhieu viec voi cho den tai ve phat trien quan ly bao cao hoat giao`)

// vietnamese reports whether the text reads as Vietnamese, with marks or
// without. Short texts pass: a few letters prove nothing.
func (s *source) vietnamese() bool {
	const least = 200
	letters, own := 0, 0
	for _, r := range s.runes {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		switch {
		case r >= 0x1EA0 && r <= 0x1EF9:
			own++
		case strings.ContainsRune("ăâđơưĂÂĐƠƯ", r):
			own++
		}
	}
	if letters < least || own*20 >= letters {
		return true
	}
	total, common := 0, 0
	for _, w := range s.words(0, len(s.plain)) {
		total++
		if commonSyllables[w.of(s)] {
			common++
		}
	}
	return common*4 >= total
}
