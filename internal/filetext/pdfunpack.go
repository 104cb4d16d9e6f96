package filetext

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
	"slices"

	"giaoban/internal/bounded"
)

// unpack returns the content of a stream. Where it is damaged there is what
// comes before; what cannot be unpacked is empty.
func (f *pdfFile) unpack(stream *pdfStream) ([]byte, error) {
	filters, err := f.arrayOf(stream.dict["Filter"])
	if err != nil || len(filters) > 4 {
		return nil, err
	}
	params, err := f.arrayOf(stream.dict["DecodeParms"])
	if err != nil {
		return nil, err
	}
	data := stream.raw
	for i, filter := range filters {
		name, err := f.resolve(filter)
		if err != nil {
			return nil, err
		}
		var r io.Reader
		switch name {
		case pdfName("FlateDecode"), pdfName("Fl"):
			r, err = zlib.NewReader(bytes.NewReader(data))
		case pdfName("ASCII85Decode"), pdfName("A85"):
			data = bytes.TrimPrefix(data, []byte("<~"))
			data, _, _ = bytes.Cut(data, []byte("~"))
			r = ascii85.NewDecoder(bytes.NewReader(data))
		case pdfName("ASCIIHexDecode"), pdfName("AHx"):
			l := &pdfLexer{data: data}
			r = bytes.NewReader([]byte(l.hex()))
		default: // of pictures
			return nil, nil
		}
		if err != nil {
			return nil, nil
		}
		data, _ = io.ReadAll(&bounded.Reader{Ctx: f.ctx, R: r, Room: &f.room}) // what came before the damage
		if f.room < 0 {
			return nil, errFull
		}
		if ended := f.ctx.Err(); ended != nil {
			return nil, ended
		}
		if i < len(params) {
			if data, err = f.predicted(data, params[i]); err != nil {
				return nil, err
			}
		}
	}
	return data, nil
}

// predicted undoes what makes rows of bytes pack better: each byte says how it
// differs from those before and above it.
func (f *pdfFile) predicted(data []byte, params any) ([]byte, error) {
	dict, err := f.dictOf(params)
	if err != nil || intOf(dict["Predictor"]) < 10 {
		return data, err
	}
	width := intOf(dict["Columns"])
	if width <= 0 || width > len(data) || dict["Colors"] != nil && intOf(dict["Colors"]) != 1 {
		return nil, nil
	}
	above := make([]byte, width)
	var all []byte
	for row := range slices.Chunk(data, width+1) {
		how, row := row[0], slices.Clone(row[1:])
		for i := range row {
			var left, corner byte
			if i > 0 {
				left, corner = row[i-1], above[i-1]
			}
			switch how {
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				row[i] += paeth(left, above[i], corner)
			}
		}
		all = append(all, row...)
		copy(above, row)
	}
	return all, nil
}

// paeth returns the one of three neighbours that is nearest to what they
// foretell (RFC 2083, 6.6).
func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	near := func(v byte) int { return max(p-int(v), int(v)-p) }
	switch {
	case near(left) <= near(above) && near(left) <= near(corner):
		return left
	case near(above) <= near(corner):
		return above
	}
	return corner
}
