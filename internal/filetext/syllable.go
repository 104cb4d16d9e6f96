package filetext

import (
	"slices"
	"strings"
)

// onsets are the consonants that a Vietnamese syllable begins with.
const onsets = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x "

// rimes are what may follow them, without tones.
const rimes = " a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây " +
	"e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu " +
	"o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot " +
	"ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uac uach uai uan uang uanh uat uau uay uăc uăn uăng uăt uâ uân uâng uât uây uc " +
	"ue uen ueo uet uê uêch uên uênh uêu ui uit uinh um un ung uơ uơn uô uôc uôi uôm uôn uông uôp uôt up ut uy uya uych uyên uyêt uyn uynh uyt uyu " +
	"ư ưa ưc ưi ưm ưn ưng ươ ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ym yn yt "

// toned are the vowels with their six tones, the bare one first.
const toned = "aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ"

// A speller knows the syllables of Vietnamese.
type speller struct {
	bare          map[rune]rune // a vowel with a tone to the one without
	onsets, rimes map[string]bool
}

func newSpeller() *speller {
	s := &speller{bare: map[rune]rune{}, onsets: map[string]bool{"": true}, rimes: map[string]bool{}}
	for group := range strings.FieldsSeq(toned) {
		vowels := []rune(group)
		for _, v := range vowels[1:] {
			s.bare[v] = vowels[0]
		}
	}
	for o := range strings.FieldsSeq(onsets) {
		s.onsets[o] = true
	}
	for r := range strings.FieldsSeq(rimes) {
		s.rimes[r] = true
	}
	return s
}

// syllable reports whether a word in small letters can be one of Vietnamese. It
// has at most one tone.
func (s *speller) syllable(word string) bool {
	letters := []rune(word)
	if len(letters) > 7 {
		return false
	}
	tones := 0
	for i, r := range letters {
		if v, ok := s.bare[r]; ok {
			letters[i] = v
			tones++
		}
	}
	if tones > 1 {
		return false
	}
	return slices.ContainsFunc([]int{0, 1, 2, 3}, func(n int) bool {
		return n < len(letters) && s.onsets[string(letters[:n])] && s.rimes[string(letters[n:])]
	})
}
