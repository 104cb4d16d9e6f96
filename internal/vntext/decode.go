package vntext

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// Decode returns the text of a file. UTF-16, which Notepad writes under
// "Unicode" and a byte order mark announces, becomes UTF-8; all else comes back
// byte for byte, valid or not.
func Decode(b []byte) string {
	var order binary.ByteOrder
	switch {
	case len(b)%2 != 0:
		return string(b)
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		order = binary.LittleEndian
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		order = binary.BigEndian
	default:
		return string(b)
	}
	units := make([]uint16, len(b)/2-1)
	for i := range units {
		units[i] = order.Uint16(b[2*i+2:])
	}
	return string(utf16.Decode(units))
}
