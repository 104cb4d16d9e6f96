package web

import (
	"cmp"
	"context"
	"strconv"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

// fewValues is how many values of a facet are shown at once.
const fewValues = 8

// A facet is one property of the results with how many have each value.
type facet struct {
	Label  string
	Values []facetValue
	More   []facetValue // folded
}

// A facetValue is a value with the address that adds it to the filters, or takes
// it away where it is chosen.
type facetValue struct {
	link
	Count  string
	Chosen bool
}

// valueNames are the names of units by id: the values that do not name
// themselves.
type valueNames map[int64]string

// valueNames reads the names that a reader may know: of all units, or of the own.
func (s *server) valueNames(ctx context.Context, scope search.Scope) (valueNames, error) {
	if scope.All {
		return s.unitNames(ctx)
	}
	own, err := s.unitName(ctx, scope.Unit)
	return valueNames{scope.Unit: own}, err
}

func facetLabel(f search.Facet) string {
	switch f {
	case search.FacetKind:
		return "Mục"
	case search.FacetPeriod:
		return "Kỳ báo cáo"
	case search.FacetUnit:
		return "Đơn vị"
	case search.FacetIssuer:
		return "Cơ quan ban hành"
	case search.FacetGenre:
		return "Loại"
	case search.FacetYear:
		return "Năm"
	case search.FacetValidity:
		return "Hiệu lực, trạng thái"
	}
	return ""
}

// label returns a value of a facet as people know it; an unknown one as it is.
func (n valueNames) label(f search.Facet, value string) string {
	label := ""
	switch f {
	case search.FacetKind:
		label = briefing.EntityLabel(value)
	case search.FacetPeriod:
		if period := briefing.PeriodKey(value); period.Valid() {
			label = period.Label()
		}
	case search.FacetUnit:
		if id, err := strconv.ParseInt(value, 10, 64); err == nil {
			label = n[id]
		}
	case search.FacetGenre:
		label = briefing.Genre(value).Label()
	case search.FacetValidity:
		label = cmp.Or(briefing.Validity(value).Label(), briefing.MeetingState(value).Label())
	}
	return cmp.Or(label, shortText(value))
}

// chosen lists the filters of the address, each with the address without it.
func (a searchAddress) chosen(names valueNames) []link {
	var all []link
	filter := a.filter()
	for _, f := range search.Facets() {
		if value := filter[f]; value != "" {
			all = append(all, link{facetLabel(f) + ": " + names.label(f, value), a.with(string(f), "")})
		}
	}
	return all
}

// facetsOf makes the lists of values beside the results.
func facetsOf(a searchAddress, counts store.SearchCounts, names valueNames) []facet {
	var all []facet
	filter := a.filter()
	for _, f := range search.Facets() {
		one := facet{Label: facetLabel(f)}
		for i, c := range counts.Facets[f] {
			v := facetValue{link: link{names.label(f, c.Value), a.with(string(f), c.Value)}, Count: number(c.Count)}
			if filter[f] == c.Value {
				v.URL, v.Chosen = a.with(string(f), ""), true
			}
			if i < fewValues {
				one.Values = append(one.Values, v)
			} else if i < 10*fewValues {
				one.More = append(one.More, v)
			}
		}
		if one.Values != nil {
			all = append(all, one)
		}
	}
	return all
}
