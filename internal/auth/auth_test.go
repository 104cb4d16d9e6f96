package auth_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"

	"giaoban/internal/auth"

	"golang.org/x/text/unicode/norm"
)

func TestPasswordFitsItsHashAlone(t *testing.T) {
	h := auth.NewHasher()
	const password = "Đường làng mùa gặt"
	hash, err := h.Hash(t.Context(), password)
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=47104,t=1,p=1$") {
		t.Fatalf("got %q, %v", hash, err)
	}
	if again, _ := h.Hash(t.Context(), password); again == hash {
		t.Error("two hashes share a salt")
	}
	for typed, want := range map[string]bool{
		password: true, norm.NFD.String(password): true,
		"đường làng mùa gặt": false, password + " ": false, "": false,
	} {
		if got, err := h.Fits(t.Context(), hash, typed); got != want || err != nil {
			t.Errorf("%q: got %v, %v, want %v", typed, got, err, want)
		}
	}
	if got, err := h.Fits(t.Context(), "", password); got || err != nil {
		t.Errorf("an absent account: got %v, %v", got, err)
	}
	for _, bad := range []string{"x", "$argon2id$v=19$m=47104,t=1,p=1$", hash[:len(hash)-2], strings.Replace(hash, "t=1", "t=2", 1)} {
		if ok, err := h.Fits(t.Context(), bad, password); ok || !errors.Is(err, auth.ErrHash) {
			t.Errorf("%q: got %v, %v", bad, ok, err)
		}
	}
}

func TestFewPasswordsAreHashedAtOnce(t *testing.T) {
	h := auth.NewHasher()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak uint64
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			if _, err := h.Fits(context.Background(), "", "x"); err != nil {
				t.Error(err)
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			mu.Lock()
			peak = max(peak, m.HeapInuse)
			mu.Unlock()
		})
	}
	wg.Wait()
	runtime.ReadMemStats(&after)
	if used := int64(peak-before.HeapInuse) >> 20; used > 46*3*2 {
		t.Errorf("12 at once took %d MiB", used)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Hash(ctx, "x"); err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestCheckPassword(t *testing.T) {
	for password, good := range map[string]bool{
		"ba con trâu gặm cỏ":                      true,
		"xK9#mQ2$vL7!":                            true,
		"đồng lúa chín vàng 36":                   true,
		strings.Repeat("sông núi biển trời ", 13): true,
		"ngắn quá":                                false,
		strings.Repeat("xyz 123 ", 40):            false,
		"passwordpassword":                        false,
		"123456123456":                            false,
		"qwertyuiop123":                           false,
		"DânVậnGiaLâm2024":                        false,
		"nguyenvanan1234":                         false,
		"nguyen van an 2024!":                     false,
		"aaaaaaaaaaaaaaaa":                        false,
		"mật khẩu mật khẩu":                       false,
		"tab\tở giữa câu này":                     false,
		"bad \xff byte in here":                   false,
	} {
		if got := auth.CheckPassword(password, "nguyenvanan", "Nguyễn Văn An", "Gia Lâm"); (got == "") != good {
			t.Errorf("%q: got %q, want good %v", password, got, good)
		}
	}
}

func TestTokens(t *testing.T) {
	a, b := auth.NewToken(), auth.NewToken()
	if a == b || len(a) < 43 || auth.TokenKey(a) == auth.TokenKey(b) || strings.Contains(auth.TokenKey(a), a) {
		t.Errorf("tokens %q and %q", a, b)
	}
}

func TestNewPasswordsAreGood(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		p := auth.NewPassword()
		if seen[p] || auth.CheckPassword(p) != "" {
			t.Errorf("%q: seen %v, %s", p, seen[p], auth.CheckPassword(p))
		}
		seen[p] = true
	}
}
