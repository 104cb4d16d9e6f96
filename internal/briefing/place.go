package briefing

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/internal/vntext"
)

// Local reports whether the codes of a symbol name a body only together with its
// place: there is a TU in every province, a HU in every district, and a UBND in
// both.
func Local(symbol string) bool {
	codes := symbolCodes(symbol)
	return !central(codes) && slices.ContainsFunc(codes, isLocal)
}

// OfProvince reports whether the codes of a symbol name a body of a province: TU,
// BTGTU.
func OfProvince(symbol string) bool {
	codes := symbolCodes(symbol)
	return !central(codes) && slices.ContainsFunc(codes, func(code string) bool { return strings.HasSuffix(code, "tu") })
}

// isLocal reports whether a folded code is one of a local Party committee or of
// its office (BDVHU), of another local body, or of an office of the province
// (STP).
func isLocal(code string) bool {
	for _, end := range []string{"tu", "hu", "qu", "du", "txu", "duk"} {
		if strings.HasSuffix(code, end) {
			return true
		}
	}
	for _, body := range []string{"ubnd", "hdnd", "mttq", "ldld", "dtn", "hnd", "hpn", "hccb"} {
		if strings.Contains(code, body) {
			return true
		}
	}
	return len(code) > 2 && code[0] == 's'
}

// central reports whether folded codes name a body of the centre of the Party,
// the Front or a union: TW, BDVTW, MTTW, TWĐTN.
func central(codes []string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return strings.Contains(code, "tw") })
}

// symbolCodes returns what follows the number of a symbol, folded: ct and tu.
func symbolCodes(symbol string) []string { return strings.Split(SymbolKey(symbol), "-")[1:] }

// ownPlace returns the place of the directive's issuer as words to compare; ""
// while it is not established.
func (d *Directive) ownPlace() string {
	if d.Place == "" {
		return placeIn(d.Issuer)
	}
	return placeWords(d.Place)
}

// AsksPlace reports whether it depends on the place of its text whether a
// citation means d: neither symbol, issuer nor day tells where that was issued,
// and d is known to be of one place.
func (d *Directive) AsksPlace(c *Citation) bool {
	return Local(c.Symbol) && placeIn(c.Issuer) == "" && d.ownPlace() != "" && (c.Date == "" || c.Date != d.Date)
}

// Of reports whether d is known to be of one of the places.
func (d *Directive) Of(places []string) bool {
	own := d.ownPlace()
	return own != "" && slices.ContainsFunc(places, func(p string) bool { return p != "" && placesAgree(own, placeWords(p)) })
}

// TextPlaces returns where a directive's own text looks for what it cites without
// a place: among ours, or where d itself is from when that is elsewhere.
func (d *Directive) TextPlaces(ours []string) []string {
	if own := d.ownPlace(); own != "" && !d.Of(ours) {
		return []string{own}
	}
	return ours
}

// placesAgree reports whether two places, as words to compare, can be one: one
// of them is not known, or stands in the other.
func placesAgree(a, b string) bool {
	return a == "" || b == "" || strings.Contains(" "+a+" ", " "+b+" ") || strings.Contains(" "+b+" ", " "+a+" ")
}

// placeWords returns a place as words to compare, without the kind of unit that
// it is: "TP. Hà Nội" is Hà Nội.
func placeWords(place string) string {
	if name := placeIn(place); name != "" {
		return name
	}
	return vntext.Fold(vntext.Words(place))
}

var (
	// beforePlace matches what stands before the name of a place: the last word in
	// an issuer for a unit or its committee.
	beforePlace = regexp.MustCompile(`(?i)^(?:.*[\s.,(])?(?:(?:tỉnh|thành|huyện|quận|thị|đảng) (?:ủy|uỷ|đoàn)|` +
		`thành phố|thị xã|thị trấn|tỉnh|huyện|quận|xã|phường|tp|tx|tt)[\s.]+`)
	// afterPlace matches what follows it.
	afterPlace = regexp.MustCompile(`(?i)(?:[,;&()]|(?:^|\s)(?:và|khóa|khoá|nhiệm kỳ|về)(?:\s|$)).*$`)
)

// placeIn returns the place that an issuer names, as words to compare: that of
// "Ban Thường vụ Thành ủy Hà Nội". "" where it names none.
func placeIn(issuer string) string {
	issuer = vntext.Words(issuer)
	before := beforePlace.FindString(issuer)
	if before == "" {
		return ""
	}
	return vntext.Fold(vntext.Words(afterPlace.ReplaceAllString(issuer[len(before):], "")))
}
