package bounded

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestReadersShareTheirRoom(t *testing.T) {
	room := int64(10)
	for _, tt := range []struct {
		text string
		want error
	}{{"123456", nil}, {"1234", nil}, {"1", ErrTooLarge}} {
		if _, err := io.ReadAll(&Reader{t.Context(), strings.NewReader(tt.text), &room}); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.text, err, tt.want)
		}
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := (&Reader{ctx, strings.NewReader("a"), new(int64)}).Read(make([]byte, 1)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("got %d, %v", n, err)
	}
}

func TestTokens(t *testing.T) {
	var text strings.Builder
	collect := func(token xml.Token) error {
		if t, ok := token.(xml.CharData); ok {
			text.Write(t)
		}
		return nil
	}
	if err := Tokens(strings.NewReader("<a>một<b/> hai</a>"), collect); err != nil || text.String() != "một hai" {
		t.Errorf("got %q, %v", text.String(), err)
	}
	if err := Tokens(strings.NewReader(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`), collect); !errors.Is(err, ErrDocumentType) {
		t.Errorf("a document type: %v", err)
	}
	if err := Tokens(strings.NewReader("<a"), collect); err == nil || errors.Is(err, ErrDocumentType) {
		t.Errorf("cut short: %v", err)
	}
	stop := errors.New("stop")
	if err := Tokens(strings.NewReader("<a/>"), func(xml.Token) error { return stop }); err != stop {
		t.Errorf("got %v, want what the caller said", err)
	}
}

func TestTokensAreBounded(t *testing.T) {
	each := func(xml.Token) error { return nil }
	for name, text := range map[string]string{
		"a long text":      "<a>" + strings.Repeat("a", maxToken+1) + "</a>",
		"a long attribute": `<a b="` + strings.Repeat("a", maxToken) + `"/>`,
		"deep elements":    strings.Repeat("<a>", maxDepth+1),
	} {
		if err := Tokens(strings.NewReader(text), each); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := Tokens(strings.NewReader(strings.Repeat("<a>"+strings.Repeat("b", 1<<20)+"</a>", 20)), each); err != nil {
		t.Errorf("many tokens: %v", err)
	}
}
