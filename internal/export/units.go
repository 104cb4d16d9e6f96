package export

import (
	"context"
	"fmt"

	"giaoban/internal/briefing"
)

// units builds the list of units that are valid on the day of the request, or
// at the end of its period; without either that of every version of all units.
// The importer reads the workbook back where each unit has one version in it; a
// unit above others that is not valid on the day is named but not listed, and a
// register without it is told so.
func units(ctx context.Context, src Source, req Request) (*Document, error) {
	if req.Period != "" && !req.Period.Valid() {
		return nil, ErrPeriod
	}
	all, err := src.AllUnits(ctx)
	if err != nil {
		return nil, fmt.Errorf("units: %w", err)
	}
	on := req.On
	if on == "" && req.Period != "" {
		on = req.Period.Calendar().To
	}
	d := &Document{Kind: "units", Period: req.Period, Title: "Danh sách đơn vị", Layout: ListLayout(),
		FileName: fileName("DS", "Don-vi", string(on))}
	if on != "" {
		d.Title += " ngày " + on.Label()
	}
	var listed []briefing.Unit
	for _, u := range all {
		if on == "" || u.ValidOn(on) {
			listed = append(listed, u)
			d.Sample = d.Sample || u.Sample
		}
	}
	d.Blocks = []Block{UnitTable(listed, briefing.NamesOn(all, on))}
	return d, nil
}

// UnitTable lists the tree of units as the importer reads it. Names are those
// of the units above them.
func UnitTable(units []briefing.Unit, names map[int64]string) Table {
	t := Table{
		Key:   "units",
		Sheet: "Đơn vị",
		Columns: []Column{
			{Key: "no", Head: "STT", Width: 12, Kind: IndexKind},
			{Key: "name", Head: "Tên đơn vị", Width: 48},
			{Key: "short_name", Head: "Tên gọi tắt", Width: 34},
			{Key: "kind", Head: "Loại", Width: 22},
			{Key: "level", Head: "Cấp", Width: 28},
			{Key: "code", Head: "Mã", Width: 18},
			{Key: "parent", Head: "Đơn vị cấp trên", Width: 40},
			{Key: "valid_from", Head: "Từ ngày", Width: 24, Kind: DateKind},
			{Key: "valid_to", Head: "Đến ngày", Width: 24, Kind: DateKind},
		},
		Empty: "Chưa có đơn vị nào.",
	}
	for i, u := range briefing.UnitTree(units) {
		t.Rows = append(t.Rows, []Value{Index(i + 1), Text(u.Name), Text(u.ShortName), Text(u.Kind), Coded(u.Level, u.Level.Label()),
			Text(u.Code), Text(names[u.Parent]), Date(u.ValidFrom), Date(u.ValidTo)})
	}
	return t
}
