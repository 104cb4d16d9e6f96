package article

import "strings"

// surnames are folded Vietnamese family names, those of other peoples of the
// country too. They tell a name from a place or a title where no "đồng chí"
// stands before it.
var surnames = wordSet(`nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly
	dao kieu trinh dinh lam phung cao ta thai chu chau quach tong luu vuong la than tang tu ninh vi
	ha luc bach vien nghiem doan khuat mac khong ma dieu thach kim danh luong nong be hua trieu dam
	to mai truong ton van quan mai giang lo quang ca vang sung thao lau hang hau hu tan giap ksor rmah rcom siu
	kpa rlan y h ksa alang zoram briu po loong coor bhnuoch ho k' ho vo luu la cam sam si tong cu
	phu trang ung uong lai lac lieng mau mong nhan nhu ong phi pho sai tieu to tat te thi tri ung vy xa`)

// strongSurnames are so common that they open a name even inside a run of
// capitals: "Huyện ủy Gia Lâm Nguyễn Văn A".
var strongSurnames = wordSet(`nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong dinh trinh dao truong`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// maxName is how many words a name has at most.
const maxName = 5

// nameAt returns the end of the name that begins at ws[i], as an index of ws,
// or i when none begins there.
func (s *source) nameAt(ws []word, i int) int {
	if i >= len(ws) || s.titleAt(ws, i) > 0 {
		return i
	}
	j := i
	for j < len(ws) && (s.nameWord(ws[j]) || j > i && s.middleName(ws, j)) && (j == i || s.gap(ws[j-1], ws[j]) == " " && s.titleAt(ws, j) == 0) {
		j++
	}
	if j-i < 2 || j-i > maxName {
		return i
	}
	if ws[i].allCapitals(s) && ws[i].end-ws[i].start > 1 && !surnames[ws[i].of(s)] {
		return i
	}
	return j
}

// middleName reports whether ws[j] is a "thị" or "văn" that was written in
// lower case inside a name.
func (s *source) middleName(ws []word, j int) bool {
	w := ws[j]
	return (s.is(w.start, w.end, "thị") || s.is(w.start, w.end, "văn")) && j+1 < len(ws) &&
		s.gap(w, ws[j+1]) == " " && s.nameWord(ws[j+1])
}

// nameWord reports whether w can be part of a name: a capital and letters
// only. "UBND" and its like are no names, "NGUYỄN" is.
func (s *source) nameWord(w word) bool {
	if !w.capital || w.end-w.start > 8 || s.marked && s.is(w.start, w.end, "đảng") {
		return false
	}
	text := w.of(s)
	if strings.ContainsAny(text, "0123456789./") {
		return false
	}
	return text != "hdnd" && text != "ubnd" && text != "mttq" && text != "btv" && text != "bch" && text != "lhpn" && text != "tncs"
}

// nameAfterTitle looks for a name at the end of the run of capitals that holds
// ws[i], where a title stood before: the first common family name that leaves
// two to four words, else a rarer one after a word in lower case.
func (s *source) nameAfterTitle(ws []word, i int) (from, to int) {
	j := i
	for j < len(ws) && s.nameWord(ws[j]) && (j == i || s.gap(ws[j-1], ws[j]) == " " && s.titleAt(ws, j) == 0) {
		j++
	}
	for k := i; k < j; k++ {
		if n := j - k; n >= 2 && n <= 4 && strongSurnames[ws[k].of(s)] {
			if k == i+1 && surnames[ws[i].of(s)] {
				k = i // "Lương Nguyễn Minh Anh": hardly a place of one syllable
			}
			return k, j
		}
	}
	if n := j - i; n >= 2 && n <= 4 && surnames[ws[i].of(s)] {
		return i, j
	}
	for k := i; k < j; k++ {
		if j-k == 3 && surnames[ws[k].of(s)] {
			return k, j
		}
	}
	return 0, 0
}
