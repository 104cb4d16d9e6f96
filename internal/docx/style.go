package docx

import "fmt"

// A style is one paragraph style, named as people see it in Word's list.
type style struct{ id, name, paragraph, run string }

const (
	bold      = `<w:b/><w:bCs/>`
	italic    = `<w:i/><w:iCs/>`
	center    = `<w:jc w:val="center"/>`
	right     = `<w:jc w:val="right"/>`
	keepNext  = `<w:keepNext/>`
	noSpace   = `<w:spacing w:before="0" w:after="0"/>`
	tight     = `<w:spacing w:before="20" w:after="20"/>`
	justified = `<w:jc w:val="both"/>`
	markProps = `<w:b/><w:bCs/><w:color w:val="9A1B1E"/><w:sz w:val="20"/><w:szCs w:val="20"/>`

	// cellPadding is the room left and right of a table's texts, in twips.
	cellPadding = 85
	// firstLine is the indent of a paragraph's first line, in millimetres.
	firstLine = 12.7
)

// sized returns the run properties for a size in points.
func sized(points float64) string {
	half := int(points*2 + 0.5)
	return fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, half, half)
}

// styles returns the paragraph styles of a document. Only an official one has
// indented first lines.
func (p page) styles() []style {
	s := p.layout.Sizes
	indent := ""
	if p.official {
		indent = fmt.Sprintf(`<w:ind w:firstLine="%d"/>`, twips(firstLine))
	}
	flow := `<w:spacing w:before="0" w:after="120" w:line="264" w:lineRule="auto"/>` + indent + justified
	heading := keepNext + `<w:keepLines/><w:spacing w:before="120" w:after="120"/>` + indent + `<w:jc w:val="left"/><w:outlineLvl w:val="%d"/>`
	leader := fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs><w:spacing w:before="0" w:after="120"/>`, p.room())
	side := fmt.Sprintf(`<w:ind w:left="%d" w:right="%d"/>`, twips(12), twips(12))
	seal := fmt.Sprintf(`<w:spacing w:before="%d" w:after="0"/>`, twips(p.layout.Seal))
	return []style{
		{"Title", "Title", keepNext + `<w:spacing w:before="240" w:after="0"/>` + center, bold + sized(s.Genre)},
		{"Subtitle", "Subtitle", keepNext + noSpace + side + center, bold + sized(s.Abstract)},
		{"BodyText", "Body Text", flow, ""},
		{"Heading1", "heading 1", fmt.Sprintf(heading, 0), bold},
		{"Heading2", "heading 2", fmt.Sprintf(heading, 1), bold},
		{"Heading3", "heading 3", fmt.Sprintf(heading, 2), bold + italic},
		{"ListParagraph", "List Paragraph", `<w:numPr><w:numId w:val="1"/></w:numPr>` + flow, ""},
		{"Caption", "caption", keepNext + `<w:keepLines/><w:spacing w:before="120" w:after="80"/>` + center, bold + sized(s.Table)},
		{"Header", "header", noSpace, sized(s.Page)},
		{"Footer", "footer", noSpace + center, sized(s.Table)},

		{"Blank", "Dòng để trống", leader, ""},
		{"Rule", "Nét kẻ", `<w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/>`, sized(2)},
		{"TableText", "Bảng - chữ", tight, sized(s.Table)},
		{"TableNumber", "Bảng - số", tight + right, sized(s.Table)},
		{"TableCenter", "Bảng - giữa", tight + center, sized(s.Table)},
		{"TableHead", "Bảng - tiêu đề cột", keepNext + tight + center, bold + sized(s.Table)},

		{"Superior", "Cơ quan cấp trên", noSpace + center, sized(s.Superior)},
		{"Issuer", "Cơ quan ban hành", noSpace + center, bold + sized(s.Issuer)},
		{"Number", "Số, ký hiệu", noSpace + center, sized(s.Number)},
		{"Motto", "Tiêu đề văn bản", noSpace + center, bold + sized(s.Motto)},
		{"MottoEnd", "Tiêu ngữ", noSpace + center, bold + sized(s.MottoEnd)},
		{"PlaceDate", "Địa danh, ngày tháng", noSpace + center, italic + sized(s.Place)},
		{"RecipientsHead", "Nơi nhận", keepNext + noSpace, sized(s.RecipientsHead)},
		{"Recipients", "Nơi nhận - danh sách", `<w:numPr><w:numId w:val="2"/></w:numPr>` + noSpace, sized(s.Recipients)},
		{"Position", "Chức vụ người ký", keepNext + noSpace + center, bold},
		{"Signer", "Họ tên người ký", seal + center, bold},
	}
}

// writeStyles writes the styles part: Times New Roman in Vietnamese throughout.
func (p page) writeStyles(x *writer) {
	x.WriteString(`<w:styles ` + wordSpaces + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>` +
		sized(p.layout.Sizes.Body) + `<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>` +
		`</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`)
	for _, s := range p.styles() {
		x.printf(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/>`, s.id, s.name)
		x.WriteString(`<w:pPr>` + s.paragraph + `</w:pPr><w:rPr>` + s.run + `</w:rPr></w:style>`)
	}
	x.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>` +
		`<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		x.printf(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	x.printf(`</w:tblBorders><w:tblCellMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
		cellPadding, cellPadding)
	x.WriteString(`</w:styles>`)
}

// writeNumbering writes the two lists with dashes: items of the body, indented
// like its paragraphs, and recipients at the margin.
func (p page) writeNumbering(x *writer) {
	inBody := 0
	if p.official {
		inBody = twips(firstLine)
	}
	x.WriteString(`<w:numbering ` + wordSpaces + `>`)
	indents := []string{
		fmt.Sprintf(`<w:ind w:left="0" w:firstLine="%d"/>`, inBody),
		`<w:ind w:left="0" w:firstLine="0"/>`,
	}
	for i, indent := range indents {
		x.printf(`<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>`, i)
		x.printf(`<w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/><w:pPr>%s</w:pPr></w:lvl></w:abstractNum>`, indent)
	}
	for i := range indents {
		x.printf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, i+1, i)
	}
	x.WriteString(`</w:numbering>`)
}
