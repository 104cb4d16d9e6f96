package export

// A Layout is how official documents of one family look, as a versioned
// setting. Lengths are millimetres, sizes are points.
type Layout struct {
	Name     string // rule it follows: "36-HD/VPTW"; "" for the program's own
	Margins  Margins
	Motto    []string // lines at the top right
	Star     bool     // "*" below the issuer
	NumberAs string   // "Số %s-%s": number, then symbol
	Sizes    Sizes
	Seal     float64 // room between position and signer

	Landscape bool // on its long side, for wide lists
}

// Margins are the distances of the text from the edges of A4 paper.
type Margins struct{ Top, Right, Bottom, Left float64 }

// Sizes are the sizes of the parts of a document.
type Sizes struct {
	Motto, Superior, Issuer, Number, Place, Genre, Abstract, Body, Recipients, RecipientsHead, Table, Page float64
}

// PartyLayout is the layout of Party documents: Hướng dẫn 36-HD/VPTW of
// 3/4/2018; margins from a secondary source.
func PartyLayout() Layout {
	return Layout{
		Name:     "36-HD/VPTW",
		Margins:  Margins{Top: 20, Right: 15, Bottom: 20, Left: 30},
		Motto:    []string{"ĐẢNG CỘNG SẢN VIỆT NAM"},
		Star:     true,
		NumberAs: "Số %s-%s",
		Sizes: Sizes{Motto: 15, Superior: 14, Issuer: 14, Number: 14, Place: 14, Genre: 16, Abstract: 14,
			Body: 14, Recipients: 12, RecipientsHead: 14, Table: 12, Page: 14},
		Seal: 35,
	}
}

// SheetLayout is the layout of a sheet that is no official document.
func SheetLayout() Layout {
	return Layout{
		Margins: Margins{Top: 20, Right: 15, Bottom: 20, Left: 20},
		Sizes:   Sizes{Genre: 14, Body: 13, Table: 12, Page: 11},
	}
}

// ListLayout is the layout of a wide list.
func ListLayout() Layout {
	return Layout{
		Margins:   Margins{Top: 18, Right: 15, Bottom: 18, Left: 15},
		Sizes:     Sizes{Genre: 14, Body: 12, Table: 11, Page: 10},
		Landscape: true,
	}
}
