package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"strings"
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
// when read aloud or from paper.
const passwordLetters = "abcdefghkmnpqrstuvwxyz23456789"

// NewPassword returns a random password to hand over on paper, as
// "kf7m-a2xw-9cth-rn4e". Its owner changes it at the first sign-in.
func NewPassword() string {
	var groups [4]string
	for i := range groups {
		letters := make([]byte, 4)
		for j := range letters {
			n, err := rand.Int(rand.Reader, big.NewInt(int64(len(passwordLetters))))
			if err != nil {
				panic(err) // crypto/rand never fails
			}
			letters[j] = passwordLetters[n.Int64()]
		}
		groups[i] = string(letters)
	}
	return strings.Join(groups[:], "-")
}
