// Package templates holds the pages: the layout, the partials that all pages
// use, and one folder for each aggregate or for what several share.
package templates

import "embed"

// FS holds layout.html, partials/*.html and FOLDER/NAME.html.
//
//go:embed layout.html partials/*.html overview/*.html meetings/*.html directives/*.html citations/*.html
//go:embed attachments/*.html search/*.html audit/*.html office/*.html units/*.html backups/*.html
//go:embed exports/*.html help/*.html errors/*.html sessions/*.html accounts/*.html setup/*.html removal/*.html
var FS embed.FS
