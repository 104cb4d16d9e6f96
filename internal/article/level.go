package article

import (
	"regexp"
	"strings"

	"giaoban/internal/briefing"
)

var levelPhrase = regexp.MustCompile(`\bcap (trung uong|tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran|co so|tw)\b((?:,| va|/| -) ?(?:cap )?(?:trung uong|tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran|co so)\b)*|kheo["']? (co so)\b`)

// levelOf returns the level that the words around a number state; "" when they
// name none or several. It also reports a "cấp thành phố" that may be either.
func (s *source) levelOf(t tally, city briefing.Level) (level briefing.Level, unknown bool) {
	words := s.plain[t.noun:t.end]
	if !strings.Contains(words, "cap ") && !strings.Contains(words, "co so") {
		words = lastPart(t.head)
	}
	found := map[briefing.Level]bool{}
	for _, m := range levelPhrase.FindAllString(words, -1) {
		for _, name := range levelName.FindAllString(m, -1) {
			l := levels[name]
			if l == "" {
				if l = city; l == "" {
					l, unknown = briefing.District, true
				}
			}
			found[l] = true
		}
	}
	if len(found) != 1 {
		return "", false
	}
	for l := range found {
		level = l
	}
	return level, unknown
}

var levelName = regexp.MustCompile(`\b(?:trung uong|tw|tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran|co so)\b`)

// levels by folded name; thành phố has none of its own.
var levels = map[string]briefing.Level{
	"trung uong": briefing.Central, "tw": briefing.Central, "tinh": briefing.Province,
	"huyen": briefing.District, "quan": briefing.District, "thi xa": briefing.District,
	"xa": briefing.Commune, "phuong": briefing.Commune, "thi tran": briefing.Commune, "co so": briefing.Base,
}

// centralCities are the cities of provincial rank.
var centralCities = regexp.MustCompile(`^(?:ha noi|tp\.? ?hcm|ho chi minh|hcm|hai phong|da nang|can tho|hue)\b`)

var (
	cityUnit     = regexp.MustCompile(`\b(?:thanh uy|thanh pho|tp)\b\.?(?: thanh pho| tp\.?)? ?([a-z]+(?: [a-z]+){0,2})`)
	belowTheCity = regexp.MustCompile(`\b(?:huyen uy|quan uy|thi uy|huyen [a-z]|quan [a-z0-9])`)
)

// cityLevel returns the level that "cấp thành phố" means in the text: that of
// a province where the organiser is of a huyện or quận, or the city is one of
// provincial rank, and that of a district for other named cities. "" when the
// text does not say.
func (s *source) cityLevel(places ...string) briefing.Level {
	for _, place := range places {
		if belowTheCity.MatchString(place) {
			return briefing.Province
		}
		for _, m := range cityUnit.FindAllStringSubmatch(place, -1) {
			if centralCities.MatchString(m[1]) {
				return briefing.Province
			}
			if !cityCommon.MatchString(m[1]) {
				return briefing.District
			}
		}
	}
	return ""
}

// cityCommon begins what follows "thành phố" where no name does.
var cityCommon = regexp.MustCompile(`^(?:va|to|da|la|trong|nam|co|cho|den|cac|ve|thuoc|voi|tai|duoc|giao|so|tong|phoi|dang|khoa|nay)\b`)
