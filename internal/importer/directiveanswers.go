package importer

import (
	"fmt"

	"giaoban/internal/briefing"
)

// Asks reports whether a person has to answer for the row.
func (r *DirectiveRow) Asks() bool { return r.Faults == nil && len(r.Doubts) > 0 }

// Question tells apart what a person is asked about the row; "" for nothing.
// After another question an answer does not hold any more.
func (r *DirectiveRow) Question() string {
	if !r.Asks() {
		return ""
	}
	key := fmt.Sprint(len(r.Doubts))
	for _, d := range r.Placing.Near {
		key += fmt.Sprintf(",%d", d.ID)
	}
	return key
}

// Good returns the directives of the rows without faults, in their order.
func (l *Directives) Good() []briefing.ListedDirective {
	var all []briefing.ListedDirective
	for i := range l.Rows {
		if l.Rows[i].Faults == nil {
			all = append(all, l.Rows[i].Directive)
		}
	}
	return all
}

// Compare notes what the register knows of each of the directives that Good
// returns. One that several entries stand for cannot be stored; one that others
// are like raises a doubt.
func (l *Directives) Compare(placings []briefing.Placing) {
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Faults != nil {
			continue
		}
		r.Placing = placings[0]
		placings = placings[1:]
		switch r.Placing.Standing {
		case briefing.KnownEntry:
			r.Doubts = nil // nothing of it is stored
		case briefing.UnclearEntry:
			r.fault("", "symbol", "Trong sổ có nhiều mục có thể là văn bản này. Gộp các mục đó trong sổ trước.")
		case briefing.VagueRelation:
			name := "implements"
			if r.Cells[directiveColumn("implements")] == "" {
				name = "replaces"
			}
			r.fault("", name, "Sổ hoặc tệp này có nhiều văn bản cùng ký hiệu đó. Ghi thêm ngày, cơ quan ban hành, như 24-CT/TU ngày 07/8/2023 của Thành ủy Hà Nội.")
		}
		for _, d := range r.Placing.Near {
			message := "Có phải là văn bản đã có trong sổ: " + d.Line() + "?"
			if differs := r.Directive.Differs(&d); differs != "" {
				message += " Khác " + differs + "."
			}
			r.doubt("", "symbol", message)
		}
	}
}

// Questions returns what is asked about rows, by number: to answer all with yes.
func (l *Directives) Questions() map[int]string {
	all := map[int]string{}
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Asks() {
			all[r.Number] = r.Question()
		}
	}
	return all
}

// Answer notes which rows a person answers for, by number: each answer is the
// question that was asked.
func (l *Directives) Answer(answers map[int]string) {
	for i := range l.Rows {
		r := &l.Rows[i]
		r.Sure = r.Asks() && answers[r.Number] == r.Question()
	}
}

// Chosen returns the directives to store: of the rows without faults those that
// need no answer or have it.
func (l *Directives) Chosen() []briefing.ListedDirective {
	var all []briefing.ListedDirective
	for _, r := range l.Rows {
		if r.Faults != nil || r.Asks() && !r.Sure {
			continue
		}
		for _, d := range r.Placing.Near {
			r.Directive.Apart = append(r.Directive.Apart, d.ID)
		}
		all = append(all, r.Directive)
	}
	return all
}

// Asking counts the rows that wait for an answer.
func (l *Directives) Asking() int {
	n := 0
	for i := range l.Rows {
		if l.Rows[i].Asks() && !l.Rows[i].Sure {
			n++
		}
	}
	return n
}

// Count returns how many of the rows that are to be stored have a standing.
func (l *Directives) Count(s briefing.Standing) int {
	n := 0
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Faults == nil && (!r.Asks() || r.Sure) && r.Placing.Standing == s {
			n++
		}
	}
	return n
}

// AllDoubts returns what waits for an answer, in the order of the file.
func (l *Directives) AllDoubts() []Fault {
	var all []Fault
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Asks() && !r.Sure {
			all = append(all, r.Doubts...)
		}
	}
	return all
}

func (r *DirectiveRow) doubt(sheet, name, message string) {
	r.Doubts = append(r.Doubts, Fault{sheet, r.Number, directiveColumns()[directiveColumn(name)].head, message})
}
