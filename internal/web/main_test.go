package web

import (
	"os"
	"runtime/debug"
	"testing"
)

// collected is how far the heap grows, in percent, before it is collected. Tests
// keep many programs at once and would spend a third of their time collecting.
const collected = 400

func TestMain(m *testing.M) {
	debug.SetGCPercent(collected)
	os.Exit(m.Run())
}

// collectAsServed collects as the served program does until the test ends, for
// tests that measure memory.
func collectAsServed(t *testing.T) {
	t.Helper()
	debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(collected) })
}
