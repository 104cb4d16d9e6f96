package filetext

import "math"

// A pdfPage draws a page and notes what is written.
type pdfPage struct {
	*pdfFile
	fonts map[any]*pdfFont // by reference
	state pdfState
	saved []pdfState
	forms int // drawings on the page so far
	wrote bool
	x, y  float64 // where the last text ended
}

// A pdfState is how and where text is drawn.
type pdfState struct {
	font           *pdfFont
	size           float64
	space, word    float64 // added after every letter, after every space
	stretch        float64
	leading, rise  float64
	text, line, to matrix // to is that of the page
}

// A matrix moves and scales: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

func moved(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y} }

func (p *pdfPage) page(dict pdfDict) error {
	p.state = pdfState{stretch: 1, text: moved(0, 0), line: moved(0, 0), to: moved(0, 0)}
	parts, err := p.arrayOf(dict["Contents"])
	if err != nil {
		return err
	}
	var content []byte
	for _, one := range parts {
		v, err := p.resolve(one)
		if err != nil {
			return err
		}
		if stream, ok := v.(*pdfStream); ok {
			data, err := p.unpack(stream)
			if err != nil {
				return err
			}
			content = append(append(content, data...), '\n')
		}
	}
	return p.draw(content, dict["Resources"], 0)
}

// draw follows the operators of a page or a drawing on it.
func (p *pdfPage) draw(content []byte, resources any, depth int) error {
	dict, err := p.dictOf(resources)
	if err != nil {
		return err
	}
	l := &pdfLexer{sink: p.sink, data: content}
	var args []any
	for {
		v, err := l.next(0)
		if err != nil {
			return err
		}
		operator, ok := v.(pdfWord)
		if !ok {
			if v == (any)(pdfEnd{}) {
				return nil
			}
			if args = append(args, v); len(args) > maxStack {
				args = args[:0]
			}
			continue
		}
		if operator == "ID" {
			l.skipImage()
		} else if err := p.operate(operator, args, dict, depth); err != nil {
			return err
		}
		args, l.held = args[:0], 0
	}
}

// skipImage goes behind the bytes of a picture in the text.
func (l *pdfLexer) skipImage() {
	for at := l.at; at+3 < len(l.data); at++ {
		if isPDFSpace(l.data[at]) && l.data[at+1] == 'E' && l.data[at+2] == 'I' && isPDFSpace(l.data[at+3]) {
			l.at = at + 3
			return
		}
	}
	l.at = len(l.data)
}

func (p *pdfPage) operate(operator pdfWord, args []any, resources pdfDict, depth int) error {
	s := &p.state
	switch operator {
	case "q":
		if len(p.saved) < maxStates {
			p.saved = append(p.saved, *s)
		}
	case "Q":
		if last := len(p.saved) - 1; last >= 0 {
			*s, p.saved = p.saved[last], p.saved[:last]
		}
	case "cm":
		s.to = matrixOf(args).times(s.to)
	case "BT":
		s.text, s.line = moved(0, 0), moved(0, 0)
	case "Tm":
		s.text = matrixOf(args)
		s.line = s.text
	case "TD", "Td":
		if operator == "TD" {
			s.leading = -number(args, 1)
		}
		p.nextLine(number(args, 0), number(args, 1))
	case "T*":
		p.nextLine(0, -s.leading)
	case "TL":
		s.leading = number(args, 0)
	case "Tc":
		s.space = number(args, 0)
	case "Tw":
		s.word = number(args, 0)
	case "Tz":
		s.stretch = number(args, 0) / 100
	case "Ts":
		s.rise = number(args, 0)
	case "Tf":
		return p.setFont(args, resources)
	case "Tj", "TJ", "'", "\"":
		return p.show(operator, args)
	case "Do":
		return p.drawForm(args, resources, depth)
	}
	return nil
}

func number(args []any, i int) float64 {
	if i >= len(args) {
		return 0
	}
	n, _ := args[i].(float64)
	return min(max(n, -unlimited), unlimited)
}

func matrixOf(args []any) (m matrix) {
	for i := range m {
		m[i] = number(args, i)
	}
	return m
}

func (p *pdfPage) nextLine(x, y float64) {
	p.state.line = moved(x, y).times(p.state.line)
	p.state.text = p.state.line
}

func (p *pdfPage) setFont(args []any, resources pdfDict) error {
	p.state.size = number(args, 1)
	fonts, err := p.dictOf(resources["Font"])
	if err != nil || len(args) == 0 {
		return err
	}
	name, _ := args[0].(pdfName)
	ref, shared := fonts[name].(pdfRef)
	font, known := p.fonts[ref]
	if !shared || !known {
		if font, err = p.fontOf(fonts[name]); err != nil {
			return err
		}
	}
	if shared {
		if len(p.fonts) >= maxFonts {
			clear(p.fonts)
		}
		p.fonts[ref] = font
	}
	p.state.font = font
	return nil
}

// drawForm draws what a name stands for, when it is no picture.
func (p *pdfPage) drawForm(args []any, resources pdfDict, depth int) error {
	objects, err := p.dictOf(resources["XObject"])
	if p.forms++; err != nil || len(args) == 0 || depth >= maxForms || p.forms > maxDrawn {
		return err
	}
	name, _ := args[0].(pdfName)
	v, err := p.resolve(objects[name])
	if err != nil {
		return err
	}
	form, ok := v.(*pdfStream)
	if !ok || form.dict["Subtype"] != (any)(pdfName("Form")) {
		return nil
	}
	content, err := p.unpack(form)
	if err != nil {
		return err
	}
	before := p.state
	if m, ok := form.dict["Matrix"].([]any); ok && len(m) == 6 {
		p.state.to = matrixOf(m).times(p.state.to)
	}
	own := form.dict["Resources"]
	if own == nil {
		own = resources
	}
	err = p.draw(content, own, depth+1)
	p.state = before
	return err
}

// show notes the text of an operator that draws it.
func (p *pdfPage) show(operator pdfWord, args []any) error {
	s := &p.state
	if operator == "\"" && len(args) == 3 {
		s.word, s.space = number(args, 0), number(args, 1)
	}
	if operator != "Tj" && operator != "TJ" {
		p.nextLine(0, -s.leading)
	}
	if len(args) == 0 || s.font == nil {
		return nil
	}
	list, ok := args[len(args)-1].([]any)
	if !ok {
		list = args[len(args)-1:]
	}
	for _, one := range list {
		switch one := one.(type) {
		case float64:
			s.text = moved(-one/1000*s.size*s.stretch, 0).times(s.text)
		case pdfString:
			if err := p.write(one); err != nil {
				return err
			}
		}
	}
	return nil
}

// write notes a text, behind a space or an end of line where it stands away from
// the one before.
func (p *pdfPage) write(codes pdfString) error {
	s := &p.state
	text, width, letters, spaces := s.font.read(codes)
	at := s.text.times(s.to)
	size := math.Abs(s.size) * math.Hypot(at[2], at[3])
	advance := (width/1000*s.size + float64(letters)*s.space + float64(spaces)*s.word) * s.stretch
	s.text = moved(advance, 0).times(s.text)
	if text == "" {
		return nil
	}
	gap := ""
	switch {
	case !p.wrote:
	case math.Abs(at[5]-p.y) > sameLine*size:
		gap = "\n"
	case at[4]-p.x > wordGap*size || p.x-at[4] > 2*size:
		gap = " "
	}
	end := s.text.times(s.to)
	p.wrote, p.x, p.y = true, end[4], end[5]
	if gap != "" {
		if err := p.add(gap, plain); err != nil {
			return err
		}
	}
	return p.add(text, s.font.name)
}
