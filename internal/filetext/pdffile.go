package filetext

import (
	"bytes"
	"cmp"
	"strconv"
)

// Bounds of a file.
const (
	maxObjects = 500_000
	maxLinks   = 32 // references that lead to references
)

// A pdfFile finds the objects of a PDF file. It looks for them where they
// stand, and not in the table of contents of the file: that may be wrong, or
// lead round in circles.
type pdfFile struct {
	*sink
	data    []byte
	room    int64            // bytes left to unpack
	objects map[int]place    // by number
	noted   int              // objects so far, also those that newer ones replaced
	packed  map[int]*pdfPack // objects that hold others, by where they stand
}

// A place is where an object stands: in the file, or in one that holds others.
type place struct {
	at    int
	index int // among those that stand together, from 1; 0 for none
}

// A pdfPack is what an object that holds others holds.
type pdfPack struct {
	data    []byte
	offsets []int
}

// openPDF finds the objects of a file.
func openPDF(s *sink, data []byte) (*pdfFile, error) {
	f := &pdfFile{sink: s, data: data, room: maxUnpacked, objects: map[int]place{}, packed: map[int]*pdfPack{}}
	if err := f.findObjects(); err != nil {
		return nil, err
	}
	if len(f.objects) == 0 {
		return nil, errBroken
	}
	return f, nil
}

// findObjects notes where objects stand. What stands later in the file is
// newer.
func (f *pdfFile) findObjects() error {
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("obj"))
		if i < 0 {
			return nil
		}
		at += i + len("obj")
		if err := f.alive(); err != nil {
			return err
		}
		number, ok := numberBefore(f.data[:at-len("obj")])
		if !ok {
			continue
		}
		if err := f.note(number, place{at: at}); err != nil {
			return err
		}
		if bytes.Contains(f.data[at:min(at+400, len(f.data))], []byte("/ObjStm")) {
			if err := f.unpackObjects(at); err != nil {
				return err
			}
		}
	}
}

// note keeps where an object stands, and fails when there are too many.
func (f *pdfFile) note(number int, at place) error {
	if f.noted++; f.noted > maxObjects {
		return errBroken
	}
	f.objects[number] = at
	return nil
}

// numberBefore reads "12 0 " at the end of data backwards.
func numberBefore(data []byte) (int, bool) {
	end := len(data)
	field := func() string {
		for end > 0 && isPDFSpace(data[end-1]) {
			end--
		}
		from := end
		for from > 0 && from > end-10 && data[from-1] >= '0' && data[from-1] <= '9' {
			from--
		}
		digits := string(data[from:end])
		end = from
		return digits
	}
	generation, number := field(), field()
	n, err := strconv.Atoi(number)
	return n, err == nil && generation != ""
}

// unpackObjects notes the objects that one holds. When it is broken they are
// just not there.
func (f *pdfFile) unpackObjects(at int) error {
	v, err := f.parse(at)
	if err != nil {
		return f.ctx.Err()
	}
	stream, ok := v.(*pdfStream)
	if !ok || stream.dict["Type"] != (any)(pdfName("ObjStm")) {
		return nil
	}
	n, first := intOf(stream.dict["N"]), intOf(stream.dict["First"])
	data, err := f.unpack(stream)
	if err != nil {
		return err
	}
	if n <= 0 || first <= 0 || first > len(data) || n > first {
		return nil
	}
	pack := &pdfPack{data: data[first:]}
	l := &pdfLexer{sink: f.sink, data: data[:first]}
	for i := range n {
		number, err1 := l.next(0)
		offset, err2 := l.next(0)
		if err := cmp.Or(err1, err2); err != nil {
			return err
		}
		if offset == (any)(pdfEnd{}) { // fewer than it claims
			break
		}
		pack.offsets = append(pack.offsets, intOf(offset))
		if err := f.note(intOf(number), place{at, i + 1}); err != nil {
			return err
		}
	}
	f.packed[at] = pack
	return nil
}

// parse reads the object behind the word "obj".
func (f *pdfFile) parse(at int) (any, error) {
	l := &pdfLexer{sink: f.sink, data: f.data, at: at, refs: true}
	v, err := l.next(0)
	if err != nil {
		return nil, err
	}
	dict, ok := v.(pdfDict)
	if !ok {
		return v, nil
	}
	l.skipSpace()
	if !bytes.HasPrefix(f.data[l.at:], []byte("stream")) {
		return dict, nil
	}
	from := l.at + len("stream")
	if bytes.HasPrefix(f.data[from:], []byte("\r\n")) {
		from += 2
	} else if from < len(f.data) {
		from++
	}
	return &pdfStream{dict, f.streamAt(min(from, len(f.data)), intOf(dict["Length"]))}, nil
}

// streamAt returns the bytes of a stream: as many as it claims where that is
// borne out, else all up to its end.
func (f *pdfFile) streamAt(from, length int) []byte {
	const end = "endstream"
	if length > 0 && length <= len(f.data)-from {
		if rest := bytes.TrimLeft(f.data[from+length:min(len(f.data), from+length+20)], "\r\n "); bytes.HasPrefix(rest, []byte(end)) {
			return f.data[from : from+length]
		}
	}
	if i := bytes.Index(f.data[from:], []byte(end)); i >= 0 {
		return f.data[from : from+i]
	}
	return f.data[from:]
}

// resolve follows references. What leads nowhere is nil.
func (f *pdfFile) resolve(v any) (any, error) {
	for range maxLinks {
		number, ok := v.(pdfRef)
		if !ok {
			return v, nil
		}
		where, ok := f.objects[int(number)]
		if !ok {
			return nil, nil
		}
		var err error
		if where.index == 0 {
			v, err = f.parse(where.at)
		} else {
			v, err = f.packedAt(where)
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (f *pdfFile) packedAt(where place) (any, error) {
	pack := f.packed[where.at]
	if pack == nil {
		return nil, nil
	}
	at := pack.offsets[where.index-1]
	if at < 0 || at >= len(pack.data) {
		return nil, nil
	}
	l := &pdfLexer{sink: f.sink, data: pack.data, at: at, refs: true}
	return l.next(0)
}

// dictOf returns the dictionary that v is, leads to or carries; nil for none.
func (f *pdfFile) dictOf(v any) (pdfDict, error) {
	v, err := f.resolve(v)
	switch v := v.(type) {
	case pdfDict:
		return v, err
	case *pdfStream:
		return v.dict, err
	}
	return nil, err
}

// arrayOf returns the array that v is or leads to; one of v alone otherwise.
func (f *pdfFile) arrayOf(v any) ([]any, error) {
	v, err := f.resolve(v)
	switch v := v.(type) {
	case nil:
		return nil, err
	case []any:
		return v, err
	}
	return []any{v}, err
}

func intOf(v any) int {
	n, _ := v.(float64)
	if n < -1<<40 || n > 1<<40 {
		return 0
	}
	return int(n)
}
