package auth_test

import (
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"giaoban/internal/auth"
)

// Every one of the most frequent passwords is refused, also repeated until it
// is long enough and in capitals, and a word also with figures around it.
func TestFrequentPasswordsAreRefused(t *testing.T) {
	b, err := os.ReadFile("common.txt")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(string(b))
	if len(words) != 3000 {
		t.Errorf("got %d words, want 3,000", len(words))
	}
	for _, word := range words {
		long := strings.Repeat(word, (auth.MinLength+len(word)-1)/len(word))
		variants := []string{word, long, strings.ToUpper(long)}
		if !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
			variants = append(variants, long+"2024", "1"+long+"!")
		}
		for _, password := range variants {
			if auth.CheckPassword(password) == "" {
				t.Errorf("%q passes", password)
			}
		}
	}
	if licence, err := os.ReadFile("common-LICENSE.txt"); err != nil || !strings.Contains(string(licence), "Permission is hereby granted") {
		t.Errorf("the list has no licence: %v", err)
	}
}

func TestPasswordsMayBeLongAndInAnyScript(t *testing.T) {
	const pattern = "sông núi biển trời 36 mưa gió nắng "
	long := []rune(strings.Repeat(pattern, 8))
	for _, n := range []int{auth.MinLength - 1, auth.MinLength, 15, 64, 65, 128, auth.MaxLength, auth.MaxLength + 1} {
		password := string(long[:n])
		got := auth.CheckPassword(password)
		if want := n >= auth.MinLength && n <= auth.MaxLength; (got == "") != want {
			t.Errorf("%d letters: got %q, want good %v", utf8.RuneCountInString(password), got, want)
		}
	}
	for _, password := range []string{"山川異域風月同天共結來緣", "пять больших дубов", "👍🌾🚜🌧️🐃🏞️🎋🪷🦆🐓🐖🌶️"} {
		if got := auth.CheckPassword(password); got != "" {
			t.Errorf("%q: got %q", password, got)
		}
	}
}

// What others know of somebody is no secret, however it is written.
func TestWordsThatOthersKnowAreRefused(t *testing.T) {
	known := []string{"tran.an", "Trần Văn An", "Xã Đa Tốn", "Đa Tốn", "Ban Dân vận", "Huyện ủy Gia Lâm", "Gia Lâm", "BDVHU"}
	for _, password := range []string{"tran.an tran.an", "Trần Văn An 1975", "tranvanan1975", "TRANVANAN@123", "xadaton2024!!", "Đa Tốn Đa Tốn 1",
		"huyenuygialam", "Huyện ủy Gia Lâm", "bandanvan2024", "danvan-giaoban", "BDVHU-BDVHU-12", "matkhau123456"} {
		if auth.CheckPassword(password, known...) == "" {
			t.Errorf("%q passes", password)
		}
	}
	if got := auth.CheckPassword("Gia Lâm mùa lúa trổ đòng", known...); got != "" {
		t.Errorf("a good one that names a place: got %q", got)
	}
}

// What is long enough but follows a pattern is refused; a few words that have
// nothing to do with each other are not.
func TestPatternsAreRefused(t *testing.T) {
	for _, password := range []string{
		"123456789012", "098765432109", "abcdefghijkl", "zyxwvutsrqpo", "aaaaaaaaaaaab", "111111222222",
		"qwertyuiopas", "asdfghjklzxc", "zxcvbnmasdfg", "1qaz2wsx3edc", "1q2w3e4r5t6y", "qazwsxedcrfv",
		"abcabcabcabc", "abc123abc123", "a1b2c3d4e5f6", "112233445566", "aabbccddeeff", "abcd1234efgh",
		"thu thu thu thu", "hoa hoa hoa hoa 1", "matkhau12345", "Mật khẩu 2024!", "Vietnam@2024!", "Hanoi123456!",
		"Admin@123456", "P@ssw0rd2024!", "anhyeuem1990", "0912345678 90", "15/08/1990-1990", "quantri123456",
		"dragonmonkey", "xyz-xyz-xyz-xyz",
	} {
		if auth.CheckPassword(password) == "" {
			t.Errorf("%q passes", password)
		}
	}
	for _, password := range []string{
		"nhà vườn ao cá", "mèo vàng leo mái", "sáng nay trời mưa", "cơm nếp chè đỗ đen", "xe đạp qua cầu tre",
		"gió bấc thổi rèm cửa", "con đò sang sông muộn", "ba chiếc ghế gỗ", "hạt gạo làng ta 68", "tiếng trống hội làng",
		"bưởi Diễn ngọt lắm", "quạt nan bà ngồi", "Trăng rằm soi bến", "cá rô đồng kho khế", "ruộng bậc thang xanh",
		"bếp củi đỏ lửa hồng", "thuyen-giay-tha-troi", "ngõ nhỏ hoa sữa thơm", "chợ phiên vùng cao", "đêm hè bắt đom đóm",
	} {
		if got := auth.CheckPassword(password); got != "" {
			t.Errorf("%q: got %q", password, got)
		}
	}
}

// A password from paper is known however it is typed; any other stays as it is.
func TestPasswordsFromPaperAreRead(t *testing.T) {
	made := auth.NewPassword()
	plain := strings.ReplaceAll(made, "-", "")
	for _, typed := range []string{made, plain, strings.ToUpper(made), strings.ReplaceAll(made, "-", " "),
		" " + made + "\n", strings.ReplaceAll(made, "-", " – ")} {
		if got := auth.ReadNewPassword(typed); got != made {
			t.Errorf("%q: got %q, want %q", typed, got, made)
		}
	}
	for _, typed := range []string{"", "Ba Bốn Từ Dễ Nhớ", plain[1:], plain + "a", "Abcd-Efgh-Ijkl-Mnọp"} {
		if got := auth.ReadNewPassword(typed); got != typed {
			t.Errorf("%q became %q", typed, got)
		}
	}
	if strings.ContainsAny(plain, "bgijloqsuvz012569") {
		t.Errorf("%q holds letters that look alike", made)
	}
}
