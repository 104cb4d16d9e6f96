// Package data holds the reference data and the sample quarter. At run time
// the folder beside it also holds the database, which is no part of the source.
package data

import "embed"

// FS holds reference/ and sample/.
//
//go:embed reference sample
var FS embed.FS
