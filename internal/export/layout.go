package export

// A Layout is how official documents of one family look, as a versioned
// setting. Lengths are millimetres, sizes are points.
type Layout struct {
	Name     string // rule it follows: "36-HD/VPTW"; "" for the program's own
	Margins  Margins
	Motto    []string // lines at the top right
	Star     bool     // "*" below the issuer; else a rule
	NumberAs string   // "Số %s-%s": number, then symbol
	SymbolAs string   // "%s/%s": code of the genre, then symbol of the office
	Sizes    Sizes
	Seal     float64 // room between position and signer

	SlantedTo bool   // "Nơi nhận" stands in bold italics; else underlined
	ItemEnd   string // after every recipient but the last
	Signs     Signs
	Keeps     string // recipient that keeps the file copy, with the name of the office where it says %s

	Landscape bool // on its long side, for wide lists
}

// Signs are the signs before the authority to sign: on behalf of a body, for
// somebody, by his order.
type Signs struct{ Behalf, For, Order string }

// Margins are the distances of the text from the edges of A4 paper.
type Margins struct{ Top, Right, Bottom, Left float64 }

// Sizes are the sizes of the parts of a document; MottoEnd is that of the
// motto's last line, 0 when all its lines are alike.
type Sizes struct {
	Motto, MottoEnd, Superior, Issuer, Number, Place, Genre, Abstract, Body, Recipients, RecipientsHead, Table, Page float64
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
		SymbolAs: "%s/%s",
		ItemEnd:  ",",
		Signs:    Signs{Behalf: "T/M", For: "K/T", Order: "T/L"},
		Keeps:    "Lưu %s",
		Sizes: Sizes{Motto: 15, Superior: 14, Issuer: 14, Number: 14, Place: 14, Genre: 16, Abstract: 14,
			Body: 14, Recipients: 12, RecipientsHead: 14, Table: 12, Page: 14},
		Seal: 35,
	}
}

// StateLayout is the layout of documents of the state: Nghị định
// 30/2020/NĐ-CP of 5/3/2020, Phụ lục I.
func StateLayout() Layout {
	return Layout{
		Name:     "30/2020/NĐ-CP",
		Margins:  Margins{Top: 20, Right: 15, Bottom: 20, Left: 30},
		Motto:    []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"},
		NumberAs: "Số: %s/%s",
		SymbolAs: "%s-%s",
		ItemEnd:  ";",
		Signs:    Signs{Behalf: "TM.", For: "KT.", Order: "TL."},
		Keeps:    "Lưu: VT",
		Sizes: Sizes{Motto: 12, MottoEnd: 13, Superior: 12, Issuer: 12, Number: 13, Place: 13, Genre: 14, Abstract: 14,
			Body: 14, Recipients: 11, RecipientsHead: 12, Table: 12, Page: 13},
		Seal:      30,
		SlantedTo: true,
	}
}

// Layouts lists the layouts of official documents in the order of menus.
func Layouts() []Layout { return []Layout{PartyLayout(), StateLayout()} }

// LayoutNamed returns the layout that follows the named rule, that of the Party
// for "", and whether there is one.
func LayoutNamed(name string) (Layout, bool) {
	for _, l := range Layouts() {
		if name == "" || l.Name == name {
			return l, true
		}
	}
	return Layout{}, false
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
