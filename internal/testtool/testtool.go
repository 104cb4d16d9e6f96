// Package testtool tells tests what they run with: outside programs, such as
// pdftotext, and how much time there is.
package testtool

import (
	"os"
	"os/exec"
	"testing"
)

// Required is the environment variable that makes a missing program a failure
// instead of a skip. The release checks set it to 1.
const Required = "GIAOBAN_REQUIRE_TOOLS"

// Need returns the path of the named program. Without the program the test is
// skipped with a message, or fails when GIAOBAN_REQUIRE_TOOLS=1.
func Need(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
		return path
	case os.Getenv(Required) == "1":
		t.Fatalf("%s=1, but %s is not installed", Required, name)
	default:
		t.Skipf("%s is not installed", name)
	}
	return ""
}

// LongTests is the environment variable that makes tests run in their long form.
const LongTests = "GIAOBAN_LONG_TESTS"

// Long reports whether tests have the time for their long form: more rounds of
// the same.
func Long() bool { return os.Getenv(LongTests) != "" }
