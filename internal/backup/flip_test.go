package backup_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"giaoban/internal/backup"
	"giaoban/internal/testtool"
)

// Every bit of the file counts: a flipped one is found, or stands for nothing
// that is read, so that the members are the same.
func TestOneChangedBitIsFound(t *testing.T) {
	_, file, _ := made(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flips := 300
	if testtool.Long() {
		flips = 1000
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	path := filepath.Join(t.TempDir(), "b.zip")
	found, silent := 0, 0
	for range flips {
		flipped := bytes.Clone(whole)
		at, bit := random.IntN(len(whole)), random.IntN(8)
		flipped[at] ^= 1 << bit
		if err := os.WriteFile(path, flipped, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Verify(t.Context(), path); err != nil {
			found++
			continue
		}
		silent++
		if !sameMembers(t, whole, flipped) {
			t.Errorf("seed %d: bit %d of byte %d is not found", seed, bit, at)
		}
	}
	t.Logf("%d of %d flips found, %d changed nothing that is read", found, flips, silent)
	if found < flips*3/4 {
		t.Errorf("seed %d: only %d of %d flips found", seed, found, flips)
	}
	for _, n := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Verify(t.Context(), path); !errors.Is(err, backup.ErrNotBackup) {
			t.Errorf("cut to %d bytes: got %v", n, err)
		}
	}
}
