package demo

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"giaoban/internal/export"
	"giaoban/internal/format"
)

// WriteFiles writes the sample quarter's report in every office format into
// dir, which it creates, and returns the paths.
func WriteFiles(ctx context.Context, source export.Source, dir string) ([]string, error) {
	kind, _ := export.KindNamed("quarter")
	doc, err := kind.Build(ctx, source, export.Request{Period: Period})
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	var paths []string
	for _, f := range format.Offices() {
		path := filepath.Join(dir, doc.FileName+f.Ext)
		var file bytes.Buffer
		if err := f.Write(&file, doc); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}
