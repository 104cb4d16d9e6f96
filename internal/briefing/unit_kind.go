package briefing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A unitKind is a kind of units whose level everybody knows.
type unitKind struct {
	name  string
	level Level
}

// unitKinds lists the kinds of the state's units and of what lies below them.
func unitKinds() []unitKind {
	return []unitKind{
		{"tỉnh", Province}, {"thành phố trực thuộc trung ương", Province},
		{"quận", District}, {"huyện", District}, {"thị xã", District},
		{"xã", Commune}, {"phường", Commune}, {"thị trấn", Commune}, {"đặc khu", Commune},
		{"thôn", Base}, {"tổ dân phố", Base}, {"ấp", Base}, {"bản", Base}, {"khu phố", Base},
	}
}

// LevelOfKind returns the level of a kind that everybody knows, "xã", and
// whether it is one.
func LevelOfKind(kind string) (Level, bool) {
	for _, k := range unitKinds() {
		if k.name == kind {
			return k.level, true
		}
	}
	return "", false
}

// KindIn returns the known kind that a name begins with, "xã" of "Xã Đa Tốn";
// "" for none.
func KindIn(name string) string {
	longest := ""
	for _, k := range unitKinds() {
		if len(k.name) > len(longest) && strings.HasPrefix(strings.ToLower(name), k.name+" ") {
			longest = k.name
		}
	}
	return longest
}

// FullUnitName returns the name of a unit with its kind, "Xã Đa Tốn", where the
// name has none and everybody knows the kind; otherwise the name itself.
func FullUnitName(name, kind string) string {
	if _, known := LevelOfKind(kind); !known || name == "" || KindIn(name) != "" {
		return name
	}
	first, size := utf8.DecodeRuneInString(kind)
	return string(unicode.ToUpper(first)) + kind[size:] + " " + name
}

// ShortUnitName returns the name of a unit without its kind: "Đa Tốn" of
// "Xã Đa Tốn".
func ShortUnitName(name, kind string) string {
	if kind != "" && strings.HasPrefix(strings.ToLower(name), kind+" ") {
		return strings.TrimSpace(name[len(kind):])
	}
	return name
}
