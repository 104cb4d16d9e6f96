package main

import (
	"fmt"
	"runtime/debug"
)

// version is the program's version, as in CHANGELOG.md.
const version = "0.1.0"

// versionCommand prints the version.
type versionCommand struct{}

// Run is called by kong.
func (versionCommand) Run(std streams) error {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				revision = " (" + s.Value[:12] + ")"
			}
		}
	}
	_, err := fmt.Fprintf(std.out, "giaoban %s%s\n", version, revision)
	return err
}
