package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
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
