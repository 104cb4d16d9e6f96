package docx

import (
	"strings"
	"testing"

	"giaoban/internal/export"
	"giaoban/internal/format/formattest"
)

// annex returns a table of many narrow columns.
func annex() export.Table {
	t := export.Table{Key: "annex", Title: "Biểu 1 – Tổng hợp mô hình"}
	heads := "TT|Đơn vị|Tổng số|Tập thể|Cá nhân|KT|VH-XH|QP-AN|HTCT|Khác|Tỉnh/TP|Huyện|Xã/Cơ sở|Mới|Duy trì|Công nhận|Khen thưởng|Ghi chú"
	row := []export.Value{export.Index(1), export.Text("Xã Đa Tốn")}
	for i, head := range strings.Split(heads, "|") {
		c := export.Column{Head: head, Kind: export.NumberKind, Width: 1}
		switch i {
		case 0:
			c.Kind = export.IndexKind
		case 1, 17:
			c.Kind, c.Width = export.TextKind, 3
		default:
			row = append(row, export.Number(int64(1000*i)))
		}
		t.Columns = append(t.Columns, c)
	}
	t.Rows = [][]export.Value{append(row, export.None())}
	return t
}

func TestOnlyAWideTableTurnsThePaper(t *testing.T) {
	d := formattest.Report()
	d.Blocks = []export.Block{export.Paragraph{Text: "trước"}, export.Heading{Level: 1, Text: "PHỤ LỤC"}, annex(), annex(),
		export.Paragraph{Text: "sau"}, formattest.Directives(4)}
	document := formattest.Unzip(t, write(t, d))["word/document.xml"]
	if n := strings.Count(document, `w:orient="landscape"`); n != 1 {
		t.Errorf("%d sections lie on their long side, want 1", n)
	}
	if n := strings.Count(document, `<w:titlePg/>`); n != 1 {
		t.Errorf("%d sections have a first page without a number, want 1", n)
	}
	order := []string{">trước<", "<w:titlePg/>", ">PHỤ LỤC<", `w:orient="landscape"`, ">sau<", ">Trích yếu<", ">Nơi nhận<"}
	at := -1
	for _, want := range order {
		i := strings.Index(document, want)
		if i <= at {
			t.Errorf("%s stands at %d, want it after %d", want, i, at)
		}
		at = i
	}
}

func TestEveryRelationHasItsPart(t *testing.T) {
	sheet := &export.Document{Layout: export.SheetLayout(), Blocks: []export.Block{annex(), export.Paragraph{Text: "sau"}}}
	for _, d := range []*export.Document{formattest.Report(), formattest.List(1), sheet} {
		parts := formattest.Unzip(t, write(t, d))
		for i, rest := range strings.Split(parts["word/document.xml"], `r:id="`) {
			id, _, _ := strings.Cut(rest, `"`)
			if i > 0 && !strings.Contains(parts["word/_rels/document.xml.rels"], `Id="`+id+`"`) {
				t.Errorf("%s: no relation %s", d.Title, id)
			}
		}
		for i, rest := range strings.Split(parts["word/_rels/document.xml.rels"], `Target="`) {
			if name, _, _ := strings.Cut(rest, `"`); i > 0 && parts["word/"+name] == "" {
				t.Errorf("%s: no part %s", d.Title, name)
			}
		}
	}
}

func TestAWideTableAtTheEndLeavesNoEmptyPage(t *testing.T) {
	d := formattest.Report()
	d.Blocks, d.Closing = []export.Block{annex()}, nil
	document := formattest.Unzip(t, write(t, d))["word/document.xml"]
	if n := strings.Count(document, "<w:sectPr>"); n != 2 {
		t.Errorf("%d sections, want 2", n)
	}
	if i := strings.LastIndex(document, "<w:sectPr>"); !strings.Contains(document[i:], `w:orient="landscape"`) {
		t.Error("the last section stands upright")
	}
}
