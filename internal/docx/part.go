package docx

import (
	"time"

	"giaoban/internal/export"
)

// A part is one file of the package.
type part struct {
	name        string
	contentType string // after contentTypeRoot; "" for the lists of parts themselves
	relation    string // of the document to it, after relationRoot; "" for none
	id          string // of that relation
	write       func(*writer)
}

const (
	contentTypeRoot = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	relationRoot    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordSpaces      = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// The relations that the section of the document names.
const (
	headerID = "rIdHeader"
	firstID  = "rIdFirst"
	turnedID = "rIdTurned"
	footerID = "rIdFooter"
)

// parts returns every file of the package in the order that they are written.
func parts(d *export.Document) []part {
	base := pageOf(d)
	b := &body{doc: d, page: base}
	own := []part{
		{"word/document.xml", "document.main+xml", "", "", b.write},
		{"word/styles.xml", "styles+xml", "styles", "rIdStyles", b.page.writeStyles},
		{"word/numbering.xml", "numbering+xml", "numbering", "rIdNumbering", b.page.writeNumbering},
		{"word/settings.xml", "settings+xml", "settings", "rIdSettings", writeSettings},
		{"word/header.xml", "header+xml", "header", headerID, func(x *writer) { b.writeHeader(x, base.room()) }},
	}
	if b.page.official {
		own = append(own, part{"word/first.xml", "header+xml", "header", firstID, func(x *writer) { b.writeFirstHeader(x, base.room()) }})
	} else {
		own = append(own, part{"word/footer.xml", "footer+xml", "footer", footerID, writeFooter})
	}
	if !base.layout.Landscape {
		own = append(own, part{"word/turned.xml", "header+xml", "header", turnedID, func(x *writer) { b.writeHeader(x, base.turned().room()) }})
	}
	lists := []part{
		{name: "[Content_Types].xml", write: func(x *writer) { writeContentTypes(x, own) }},
		{name: "_rels/.rels", write: writeRootRelations},
		{name: "docProps/core.xml", write: func(x *writer) { writeCore(x, d) }},
		{name: "docProps/app.xml", write: writeApp},
		{name: "word/_rels/document.xml.rels", write: func(x *writer) { writeRelations(x, own) }},
	}
	return append(lists, own...)
}

func writeContentTypes(x *writer, own []part) {
	x.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>`)
	for _, p := range own {
		x.printf(`<Override PartName="/%s" ContentType="%s%s"/>`, p.name, contentTypeRoot, p.contentType)
	}
	x.WriteString(`</Types>`)
}

func writeRootRelations(x *writer) {
	x.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relationRoot + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + relationRoot + `extended-properties" Target="docProps/app.xml"/>` +
		`</Relationships>`)
}

func writeRelations(x *writer, own []part) {
	x.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, p := range own {
		if p.relation != "" {
			x.printf(`<Relationship Id="%s" Type="%s%s" Target="%s"/>`, p.id, relationRoot, p.relation, p.name[len("word/"):])
		}
	}
	x.WriteString(`</Relationships>`)
}

func writeCore(x *writer, d *export.Document) {
	x.WriteString(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	x.text(d.Title)
	x.WriteString(`</dc:title>`)
	if d.Letterhead != nil && d.Letterhead.Issuer != "" {
		x.WriteString(`<dc:creator>`)
		x.text(d.Letterhead.Issuer)
		x.WriteString(`</dc:creator>`)
	}
	if d.AuditHead != "" {
		x.WriteString(`<dc:description>`)
		x.text(export.AuditNote(d.AuditHead))
		x.WriteString(`</dc:description>`)
	}
	x.WriteString(`<dc:language>vi-VN</dc:language>`)
	if !d.Made.IsZero() {
		made := d.Made.UTC().Format(time.RFC3339)
		x.printf(`<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created>`, made)
		x.printf(`<dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified>`, made)
	}
	x.WriteString(`</cp:coreProperties>`)
}

func writeApp(x *writer) {
	x.WriteString(`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
		`<Application>Giao ban</Application></Properties>`)
}

// writeSettings names the layout rules of Word 2013 and later; without them
// Word opens the file in a compatibility mode.
func writeSettings(x *writer) {
	x.WriteString(`<w:settings ` + wordSpaces + `><w:defaultTabStop w:val="720"/>` +
		`<w:characterSpacingControl w:val="doNotCompress"/><w:compat>` +
		`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>` +
		`</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>`)
}
