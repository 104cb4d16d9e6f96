package format_test

import (
	"os/exec"
	"strings"
	"testing"

	"giaoban/internal/format/formattest"
	"giaoban/internal/testtool"
)

// The head of the audit trail stands in the properties of every file.
func TestFilesCarryTheAuditHead(t *testing.T) {
	d := formattest.Report()
	d.AuditHead = "12:" + strings.Repeat("9f", 32)
	for _, name := range []string{"docx", "xlsx"} {
		if core := formattest.Unzip(t, write(t, name, d))["docProps/core.xml"]; !strings.Contains(core, "Dấu nhật ký "+d.AuditHead) {
			t.Errorf("%s: got properties %s", name, core)
		}
	}
	if js := string(write(t, "json", d)); !strings.Contains(js, `"audit_head": "`+d.AuditHead+`"`) {
		t.Error("json: no head")
	}
	info, err := exec.Command(testtool.Need(t, "pdfinfo"), formattest.Save(t, "a.pdf", write(t, "pdf", d))).Output()
	if err != nil || !strings.Contains(string(info), "Dấu nhật ký "+d.AuditHead) {
		t.Errorf("pdf: got %s, %v", info, err)
	}
}
