package briefing

import "slices"

// A Measure says what was counted of the "Dân vận khéo" models. They are
// different numbers, each of its own cohort, and never one "count".
type Measure string

const (
	Registered   Measure = "registered" // đăng ký
	Active       Measure = "active"     // đang thực hiện, duy trì
	Effective    Measure = "effective"  // hiệu quả
	Recognized   Measure = "recognized" // được công nhận
	Exemplary    Measure = "exemplary"  // tiêu biểu
	Proposed     Measure = "proposed"   // đề nghị khen thưởng
	Rewarded     Measure = "rewarded"   // được khen thưởng
	OtherMeasure Measure = "other"
)

// Measures lists every measure in the order of a model's life.
func Measures() []Measure {
	return []Measure{Registered, Active, Effective, Recognized, Exemplary, Proposed, Rewarded, OtherMeasure}
}

// Label returns the measure's name, "đăng ký"; "" for an unknown one.
func (m Measure) Label() string {
	switch m {
	case Registered:
		return "đăng ký"
	case Active:
		return "đang thực hiện"
	case Effective:
		return "hiệu quả"
	case Recognized:
		return "được công nhận"
	case Exemplary:
		return "tiêu biểu"
	case Proposed:
		return "đề nghị khen thưởng"
	case Rewarded:
		return "được khen thưởng"
	case OtherMeasure:
		return "khác"
	}
	return ""
}

// A Level is the level of recognition that a model seeks or got, not the level
// of the unit that registers it. "" means not stated.
type Level string

const (
	Central  Level = "central"
	Province Level = "province"
	District Level = "district"
	Commune  Level = "commune"
	Base     Level = "base"
)

// Levels lists every level from the top.
func Levels() []Level { return []Level{Central, Province, District, Commune, Base} }

// Label returns the level's name, "cấp huyện"; "không nêu cấp" when not stated.
func (l Level) Label() string {
	switch l {
	case Central:
		return "cấp Trung ương"
	case Province:
		return "cấp tỉnh, thành phố"
	case District:
		return "cấp huyện"
	case Commune:
		return "cấp xã"
	case Base:
		return "cấp cơ sở"
	}
	return "không nêu cấp"
}

// Valid reports whether l is a level or not stated.
func (l Level) Valid() bool {
	switch l {
	case "", Central, Province, District, Commune, Base:
		return true
	}
	return false
}

// A Qualifier says how near a written number is to the true one.
type Qualifier string

const (
	Exact  Qualifier = ""
	Nearly Qualifier = "nearly" // gần
	Over   Qualifier = "over"   // hơn, trên
)

// Qualifiers lists every qualifier, the exact one first.
func Qualifiers() []Qualifier { return []Qualifier{Exact, Nearly, Over} }

// Label returns "gần", "trên" or "".
func (q Qualifier) Label() string {
	switch q {
	case Nearly:
		return "gần"
	case Over:
		return "trên"
	}
	return ""
}

// A Count is a number of models as a meeting declared it (số liệu được nêu).
// It stands beside the register and is never computed.
type Count struct {
	Measure   Measure
	Level     Level
	Value     int64
	Qualifier Qualifier
	Label     string // as written, without the number
	Span      Span
}

// ByLevel returns the counts from the highest level down, those without a
// level last, and each level in the order of a model's life.
func ByLevel(counts []Count) []Count {
	levels := append(Levels(), "")
	rank := func(c Count) int {
		return 100*slices.Index(levels, c.Level) + slices.Index(Measures(), c.Measure)
	}
	sorted := slices.Clone(counts)
	slices.SortStableFunc(sorted, func(a, b Count) int { return rank(a) - rank(b) })
	return sorted
}
