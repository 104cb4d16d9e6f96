package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"slices"
	"strings"
	"unicode"
)

// tokenSize is the size of a token in bytes: 256 bits, twice what OWASP ASVS
// 5.0, V7.2.3 asks for.
const tokenSize = 32

// NewToken returns a random secret for a cookie or a link, in URL-safe letters.
func NewToken() string {
	b := make([]byte, tokenSize)
	rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// TokenKey returns the hash under which a token is stored: who reads the
// database must not be able to take over a session.
func TokenKey(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// passwordLetters are letters and digits that cannot be taken for each other
// when read aloud, from paper or from handwriting: no b6, g9q, il1j, o0, s5,
// uv or z2.
const passwordLetters = "acdefhkmnprtwxy3478"

// A password to hand over has this many groups of this many letters.
const (
	passwordGroups = 4
	passwordGroup  = 4
)

// NewPassword returns a random password to hand over on paper, as
// "kf7m-a3xw-4cth-rn8e". Its owner changes it at the first sign-in.
func NewPassword() string {
	letters := make([]byte, passwordGroups*passwordGroup)
	for i := range letters {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(passwordLetters))))
		if err != nil {
			panic(err) // crypto/rand never fails
		}
		letters[i] = passwordLetters[n.Int64()]
	}
	return grouped(letters)
}

// ReadNewPassword returns what NewPassword made from how somebody typed it off
// paper: in capitals, with or without hyphens and spaces. What is no such
// password comes back as typed.
func ReadNewPassword(typed string) string {
	var letters []byte
	for _, r := range strings.ToLower(typed) {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			letters = append(letters, byte(r))
		default:
			return typed
		}
	}
	if len(letters) != passwordGroups*passwordGroup {
		return typed
	}
	return grouped(letters)
}

func grouped(letters []byte) string {
	var groups []string
	for group := range slices.Chunk(letters, passwordGroup) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-")
}
