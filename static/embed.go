// Package static holds what browsers fetch beside the pages. Nothing comes
// from outside.
package static

import "embed"

// FS holds css/*.css, js/*.js and img/*.svg.
//
//go:embed css/*.css js/*.js img/*.svg
var FS embed.FS
