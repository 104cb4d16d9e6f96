package citation

import (
	"strings"

	b "giaoban/internal/briefing"
)

// mentionVerbs are the words for each verb, folded; the longest of those that
// end at one place counts. What makes a rule more detailed guides its use.
var mentionVerbs = []struct {
	words string
	verb  b.Verb
}{
	{" thuc hien ", b.Implements}, {" trien khai ", b.Implements}, {" thi hanh ", b.Implements}, {" cu the hoa ", b.Implements},
	{" huong dan ", b.Guides}, {" quy dinh chi tiet ", b.Guides},
	{" thay the ", b.Replaces}, {" thay cho ", b.Replaces},
	{" sua doi , bo sung ", b.Amends}, {" sua doi va bo sung ", b.Amends}, {" sua doi bo sung ", b.Amends},
	{" sua doi ", b.Amends}, {" bo sung ", b.Amends}, {" dieu chinh ", b.Amends},
	{" bai bo ", b.Repeals}, {" huy bo ", b.Repeals},
}

// A phrase is a verb with the words before it and those between it and the
// citation. Without a verb it is "kèm theo" alone.
type phrase struct {
	verb           b.Verb
	before, object string
}

// lastVerb finds the last verb of the words, or "kèm theo" at their end.
func lastVerb(words string) (p phrase, ok bool) {
	start, end := 0, 0
	for _, v := range mentionVerbs {
		i := strings.LastIndex(words, v.words)
		if e := i + len(v.words); i >= 0 && (e > end || e == end && i < start) {
			start, end, p.verb = i, e, v.verb
		}
	}
	if end == 0 {
		return phrase{before: words}, strings.HasSuffix(words, " kem theo ")
	}
	p.before, p.object = words[:start+1], words[end-1:]
	return p, true
}

// chunk cuts the words before the verb at the last comma or "và".
func (p *phrase) chunk() (before, chunk string) {
	at := 0
	for _, sign := range [...]string{" , ", " va "} {
		if i := strings.LastIndex(p.before, sign); i >= 0 {
			at = max(at, i+len(sign)-1)
		}
	}
	return p.before[:at], p.before[at:]
}

// governs returns what the phrase says that the directive does to the document
// that follows, no verb when it is unclear.
func (p phrase) governs() b.Verb {
	if p.verb == "" {
		return accompanies(p.before)
	}
	if hasAny(p.before, otherwise) || endsInAny(p.before, passive) {
		return ""
	}
	switch p.verb {
	case b.Implements:
		return p.implements()
	case b.Amends:
		if isFiller(p.object) || endsInAny(p.object, partOf) {
			return b.Amends
		}
		return ""
	case b.Guides:
		if isFiller(p.object) || endsInAny(p.object, partOf) && !hasAny(p.object, aside) {
			return b.Guides
		}
		return ""
	}
	part := hasAny(p.object, partWords)
	switch {
	case part && (isFiller(p.object) || endsInAny(p.object, partOf)):
		return b.Amends
	case !part && (isFiller(p.object) || strings.HasSuffix(p.object, " kem theo ") && beginsWithType(p.object)):
		return p.verb
	}
	return ""
}

// implements tells what carries a document out from what explains how to, and
// from what only speaks of it.
func (p *phrase) implements() b.Verb {
	_, chunk := p.chunk()
	if hasAny(chunk, aside) || endsInAny(chunk, []string{" nam ", " thang "}) || strings.HasSuffix(chunk, " viec ") && !strings.HasSuffix(chunk, " ve viec ") {
		return ""
	}
	if strings.HasSuffix(p.object, " kem theo ") {
		return p.annexed()
	}
	listed := beginsWithType(p.object) && endsInGlue(p.object) // "thực hiện Nghị quyết Đại hội và …"
	if isFiller(p.object) || listed || endsInAny(p.object, partOf) && !strings.Contains(p.object, " theo ") {
		return p.carriesOut()
	}
	return ""
}

// carriesOut tells to guide from to carry out.
func (p *phrase) carriesOut() b.Verb {
	if strings.Contains(p.before, " huong dan ") || strings.Contains(p.before, " quy dinh chi tiet ") {
		return b.Guides
	}
	return b.Implements
}

// annexed reads a verb with what came along with a document as its object:
// "thực hiện Quy chế ban hành kèm theo Quyết định …". In "Quy chế thực hiện dân
// chủ (ban hành kèm theo …)" it is the directive itself that came along.
func (p *phrase) annexed() b.Verb {
	typed := beginsWithType(p.object)
	bracket := endsInAny(p.object, []string{" ( ban hanh kem theo ", " ( kem theo "})
	switch {
	case typed && !bracket:
		return p.carriesOut()
	case !typed && (bracket || strings.HasSuffix(p.object, " ban hanh kem theo ")):
		return b.Accompanies
	}
	return ""
}

// accompanies reads "kèm theo" that no other verb stands before. Who sends a
// document along with a letter has it the other way round.
func accompanies(words string) b.Verb {
	if endsInAny(words, []string{" gui kem theo ", " co kem theo ", " dinh kem theo "}) {
		return ""
	}
	return b.Accompanies
}

// otherwise are the words before a verb that make it something else: a look
// back, a check, a proposal, a body or the money.
var otherwise = []string{
	" so ket ", " tong ket ", " danh gia ", " ket qua ", " tinh hinh ", " bao cao ", " kiem tra ", " giam sat ", " khao sat ", " ra soat ",
	" thanh tra ", " gop y ", " y kien ", " du thao ", " de nghi ", " kien nghi ", " de xuat ", " to trinh ", " xin ", " ban chi dao ",
	" to cong tac ", " kinh phi ", " du toan ", " tien do ", " khong ", " chua ", " tam dung ", " ngung ", " cong bo ", " danh muc ", " can cu ",
}

// aside are words right before a verb, or between it and the document, that
// make the document a subject only.
var aside = []string{
	" tuyen truyen ", " pho bien ", " thi dua ", " khen thuong ", " bieu duong ", " kinh nghiem ", " tim hieu ", " cuoc thi ", " hoi thi ",
	" hoi nghi ", " hoi thao ", " tap huan ", " don doc ", " ky niem ", " qua trinh ", " theo ",
	" so ket ", " tong ket ", " kiem tra ", " giam sat ", " danh gia ", " bao cao ",
}

// passive stand before what is done to a document by another one.
var passive = []string{" duoc ", " bi "}

// partOf end what is a part of the document, or comes with it.
var partOf = []string{" cua ", " tai ", " trong ", " kem theo ", " ban hanh theo "}

// partWords name parts of a document.
var partWords = []string{" dieu ", " khoan ", " diem ", " muc ", " chuong ", " phu luc ", " mot phan ", " noi dung ", " cum tu ", " bieu mau ", " danh muc "}

// fillers may stand between a verb and the document.
var fillers = map[string]bool{
	"cac": true, "nhung": true, "mot": true, "so": true, "noi": true, "dung": true, "toan": true, "bo": true, "nghiem": true, "tuc": true,
	"co": true, "hieu": true, "qua": true, "tot": true, "tinh": true, "than": true, "cho": true, "van": true, "ban": true, "dieu": true,
	"khoan": true, "diem": true, "va": true, ",": true, ":": true, "ngay": true, "thoi": true, "kip": true, "dong": true,
}

// isFiller reports whether the words between verb and document say nothing of
// their own; numbers of articles and "các nghị quyết:" count as such.
func isFiller(object string) bool {
	for word := range strings.FieldsSeq(object) {
		if !fillers[word] && !isDigit(word[0]) {
			return beginsWithType(object) && strings.Count(object, " ") <= 8 && strings.HasSuffix(object, " : ")
		}
	}
	return true
}

// beginsWithType reports whether the words begin with the type of a document,
// after fillers.
func beginsWithType(words string) bool {
	list := strings.Fields(words)
	for len(list) > 1 && fillers[list[0]] {
		list = list[1:]
	}
	first := strings.Join(list[:min(len(list), 2)], "")
	for _, w := range typeWords {
		if w.name == first || len(list) > 0 && w.name == list[0] {
			return true
		}
	}
	return false
}

func endsInAny(words string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(words, e) {
			return true
		}
	}
	return false
}
