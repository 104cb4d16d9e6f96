// Package auth keeps passwords and session tokens: how they are made, hashed
// and compared. It does no input or output and knows no accounts.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"

	"giaoban/internal/vntext"

	"golang.org/x/crypto/argon2"
)

// The cost of a hash: argon2id with 46 MiB, one pass, one lane, the first
// choice of the OWASP Password Storage Cheat Sheet.
const (
	memoryKiB = 46 * 1024
	passes    = 1
	lanes     = 1
	keySize   = 32
	saltSize  = 16
)

// ErrHash says that a stored hash cannot be read.
var ErrHash = errors.New("not a password hash")

// A Hasher hashes passwords, few at a time: each takes 46 MiB, and a crowd at
// the sign-in page must not take the machine's memory.
type Hasher struct {
	places chan struct{}
	absent string // a hash that no password fits, for accounts that do not exist
}

// NewHasher returns a hasher that works on the smaller of the machine's cores
// and three passwords at once.
func NewHasher() *Hasher {
	h := &Hasher{places: make(chan struct{}, min(runtime.NumCPU(), 3))}
	h.absent = encode(make([]byte, saltSize), make([]byte, keySize))
	return h
}

// Hash returns the PHC string of a password with a new salt. It waits for its
// turn, at most as long as ctx.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltSize)
	rand.Read(salt) // never fails
	key, err := h.key(ctx, password, salt)
	if err != nil {
		return "", err
	}
	return encode(salt, key), nil
}

// Fits reports whether the password is the one of a hash. For an account that
// does not exist the hash is "": the answer is no, after the same work.
func (h *Hasher) Fits(ctx context.Context, hash, password string) (bool, error) {
	if hash == "" {
		hash = h.absent
	}
	salt, want, err := decode(hash)
	if err != nil {
		return false, err
	}
	got, err := h.key(ctx, password, salt)
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}

// key takes the password in NFC: two keyboards give different bytes for the
// same typing.
func (h *Hasher) key(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case h.places <- struct{}{}:
		defer func() { <-h.places }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	// Each hash leaves its 46 MiB behind, and the collector would let several
	// of them pile up before it runs by itself.
	defer runtime.GC()
	return argon2.IDKey([]byte(vntext.Normalize(password)), salt, passes, memoryKiB, lanes, keySize), nil
}

func encode(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memoryKiB, passes, lanes,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

// decode reads a PHC string with our cost; a change of the cost needs a rule
// for older hashes first.
func decode(hash string) (salt, key []byte, err error) {
	var salt64, key64 string
	prefix := fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, memoryKiB, passes, lanes)
	if len(hash) <= len(prefix) || hash[:len(prefix)] != prefix {
		return nil, nil, ErrHash
	}
	rest := hash[len(prefix):]
	for i := range rest {
		if rest[i] == '$' {
			salt64, key64 = rest[:i], rest[i+1:]
			break
		}
	}
	if salt, err = base64.RawStdEncoding.DecodeString(salt64); err != nil || len(salt) != saltSize {
		return nil, nil, ErrHash
	}
	if key, err = base64.RawStdEncoding.DecodeString(key64); err != nil || len(key) != keySize {
		return nil, nil, ErrHash
	}
	return salt, key, nil
}
