package main

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

func TestServeOpensBeyondThisMachineOnlyWhenTold(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":8080", "192.0.2.1:80", "x"} {
		for _, command := range []string{"serve", "demo"} {
			if code, _, errs := call(t, t.TempDir(), "", command, "--addr", addr); code != 1 || !strings.Contains(errs, "127.0.0.1") {
				t.Errorf("%s %s: code %d, err %q", command, addr, code, errs)
			}
		}
	}
	for _, wrong := range [][]string{{"--tls-cert", "a.pem"}, {"--tls-key", "a.pem"}, {"--trusted-proxy", "nowhere"},
		{"--host", "http://giaoban.example"}, {"--host", "giaoban.example:8443"}, {"--host", "giaoban.example/x"}} {
		if code, _, errs := call(t, t.TempDir(), "", append([]string{"serve"}, wrong...)...); code != 2 || errs == "" {
			t.Errorf("%v: code %d, err %q, want 2", wrong, code, errs)
		}
	}
	for _, wide := range []string{"0.0.0.0/0", "::/0", "0.0.0.0/7", "2001:db8::/31", "fc00::/7"} {
		code, _, errs := call(t, t.TempDir(), "", "serve", "--trusted-proxy", wide)
		if code != 2 || !strings.Contains(errs, wide) || !strings.Contains(errs, "quá rộng") {
			t.Errorf("--trusted-proxy %s: code %d, err %q, want 2", wide, code, errs)
		}
	}
	for _, narrow := range []string{"10.0.0.0/8", "10.0.0.2", "2001:db8::/32", "::1"} {
		c := serveCommand{Addr: "127.0.0.1:0", TrustedProxy: []string{narrow}}
		if _, _, err := c.config(); err != nil {
			t.Errorf("--trusted-proxy %s: %v", narrow, err)
		}
	}
	for _, args := range [][]string{{}, {"--addr", "localhost:0"}, {"--host", "localhost"}} { // nobody could come by that name
		code, _, errs := call(t, t.TempDir(), "", append([]string{"serve", "--host", "giaoban.example"}, args...)...)
		if code != 2 || !strings.Contains(errs, "--host giaoban.example") || !strings.Contains(errs, "chính máy này") {
			t.Errorf("a name beyond this machine with %v: code %d, err %q, want 2", args, code, errs)
		}
	}
	if code, _, errs := call(t, t.TempDir(), "", "serve", "--tls-cert", "no.pem", "--tls-key", "no.pem"); code != 1 || !strings.Contains(errs, "no.pem") {
		t.Errorf("no certificate: code %d, err %q", code, errs)
	}
}

// startServe runs serve until it says its address, and returns what it said.
func startServe(t *testing.T, dir string, args ...string) (said string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	code := make(chan int, 1)
	errs := new(strings.Builder)
	go func() {
		code <- run(ctx, append([]string{"--data", dir, "serve"}, args...), streams{strings.NewReader(""), out, errs})
		out.Close()
	}()
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		said += lines.Text() + "\n"
		if strings.Contains(said, "mã cài đặt") {
			break
		}
	}
	go io.Copy(io.Discard, in)
	t.Cleanup(cancel)
	if !strings.Contains(said, "mã cài đặt") {
		t.Fatalf("serve said %q and %q", said, errs)
	}
	return said, func() int { cancel(); return <-code }
}

func TestFirstStartOverTLS(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	cert, key := certificate(t)
	said, stop := startServe(t, dir, "--addr", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key, "--host", "127.0.0.1", "--host", "GiaoBan.example")
	_, rest, _ := strings.Cut(said, "https://")
	address, _, _ := strings.Cut(rest, " ")
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // our own certificate
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Get("https://" + address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 200 || resp.Request.URL.Path != "/setup" || resp.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("got %d at %s with %v", resp.StatusCode, resp.Request.URL, resp.Header)
	}
	for host, want := range map[string]int{"giaoban.example": 303, "evil.example": 421} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", "https://"+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		other, err := transport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		other.Body.Close()
		if other.StatusCode != want {
			t.Errorf("as %s: got %d, want %d", host, other.StatusCode, want)
		}
	}
	if code := stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
	again, stop := startServe(t, dir, "--addr", "127.0.0.1:0")
	if codeIn(again) == codeIn(said) || len(codeIn(said)) < 19 {
		t.Errorf("the codes %q and %q", codeIn(said), codeIn(again))
	}
	stop()
}

func codeIn(said string) string {
	_, code, _ := strings.Cut(said, "mã cài đặt: ")
	return strings.TrimSpace(code)
}

// certificate writes a certificate for this machine and its key.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	public, err := x509.CreateCertificate(rand.Reader, about, about, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "cert.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: public}))),
		writeFile(t, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret})))
}

// TestOnlyTheOwnerReadsTheData looks at every file that the program made.
func TestOnlyTheOwnerReadsTheData(t *testing.T) {
	dir := startedDemo(t)
	if code, _, errs := call(t, dir, "", "backup", filepath.Join(dir, "copy.zip")); code != 0 {
		t.Fatal(errs)
	}
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		files++
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: mode %v, want nothing for others", path, info.Mode())
		}
		return nil
	})
	if err != nil || files < 6 {
		t.Errorf("%d files, %v", files, err)
	}
}

func TestUserCommands(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	code, out, errs := call(t, dir, "", "user", "add", "Tran.An", "--role", "administrator", "--full-name", "Trần An")
	if code != 1 || out != "" || !strings.Contains(errs, "chữ thường") {
		t.Errorf("capital letters: code %d, out %q, err %q", code, out, errs)
	}
	code, out, errs = call(t, dir, "", "user", "add", "tran.an", "--role", "administrator", "--full-name", "Trần An")
	if code != 0 || !strings.Contains(out, "Mật khẩu dùng một lần: ") {
		t.Fatalf("code %d, out %q, err %q", code, out, errs)
	}
	first := out
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	units := []briefing.Unit{{Name: "Huyện A", ShortName: "A", Kind: "huyện", Level: briefing.District},
		{Name: "Xã Cũ", ShortName: "Cũ", Kind: "xã", Level: briefing.Commune, ValidTo: "2020-12-31"}}
	if err := errors.Join(db.InsertUnits(t.Context(), actor(), units), db.Close()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"user", "add", "tran.an", "--role", "staff", "--full-name", "B"}, 1, "đã có"},
		{[]string{"user", "add", "b.b", "--role", "root", "--full-name", "B"}, 2, "vai trò"},
		{[]string{"user", "add", "b.b", "--role", "commune", "--full-name", "B", "--unit", "Đa Tốn"}, 1, "Đa Tốn"},
		{[]string{"user", "add", "b.b", "--role", "commune", "--full-name", "B"}, 1, "đơn vị"},
		{[]string{"user", "add", "b.b", "--role", "commune", "--full-name", "B", "--unit", "Huyện A"}, 1, "đơn vị cấp xã"},
		{[]string{"user", "add", "b.b", "--role", "commune", "--full-name", "B", "--unit", "Xã Cũ"}, 1, "đang có hiệu lực"},
		{[]string{"user", "add", "b.b"}, 2, "thiếu"},
		{[]string{"user", "passwd", "nobody"}, 1, "nobody"},
	} {
		code, out, errs := call(t, dir, "", c.args...)
		if code != c.code || out != "" || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: code %d, out %q, err %q", c.args, code, out, errs)
		}
	}
	member := &briefing.Account{Name: "xa.mot", FullName: "Lê Ba", Role: briefing.CommuneStaff}
	if db, err = store.Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	communes := []briefing.Unit{{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune}}
	err = db.InsertUnits(t.Context(), actor(), communes)
	member.Unit = communes[0].ID
	if err := errors.Join(err, db.InsertAccount(t.Context(), actor(), member, ""), db.Close()); err != nil {
		t.Fatal(err)
	}
	if _, out, _ := call(t, dir, "", "user", "list"); !strings.Contains(out, "Lê Ba, Xã Một\n") {
		t.Errorf("list does not tell the unit: %q", out)
	}
	if code, out, _ := call(t, dir, "", "user", "list"); code != 0 || !strings.Contains(out, "tran.an") || !strings.Contains(out, "Quản trị") {
		t.Errorf("list: code %d, out %q", code, out)
	}
	if code, out, _ := call(t, dir, "", "user", "passwd", "tran.an", "--reason", "Quên mật khẩu"); code != 0 || out == first || !strings.Contains(out, "dùng một lần") {
		t.Errorf("passwd: code %d, out %q", code, out)
	}
}
