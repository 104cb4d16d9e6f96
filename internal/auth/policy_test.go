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
