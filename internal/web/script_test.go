package web

import (
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// TestScripts runs testdata/*.script. Each line is one step:
//
//	open PATH                go to a page
//	field NAME = VALUE       type into a field of the page's form
//	field NAME < FILE        … the text of a file in testdata
//	upload "BYTES"           choose a file with these bytes
//	press VALUE              press the button of that value and send the form
//	follow                   go where the answer sends the browser
//	remember NAME            keep this page open beside the others
//	return NAME              go back to a page that was kept open
//	store draft TITLE DAY    put a draft into the database
//	status NUMBER            check the status of the answer
//	at PATH                  check where the answer sends the browser
//	see TEXT                 check that people see the text
//	unseen TEXT              check that they do not
//	holds NAME = VALUE       check what a field of the form holds
//	html FRAGMENT            check the page's source
//	meetings NUMBER          check how many meetings are stored
//
// Empty lines and lines with # only speak to the reader.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.script")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d scripts, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".script"), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := &player{site: newSite(t), kept: map[string]tab{}}
			for i, line := range strings.Split(string(b), "\n") {
				line = strings.TrimSpace(line)
				if line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				if err := p.step(line); err != nil {
					t.Fatalf("%s:%d: %s\n%v\n--- page:\n%s", file, i+1, line, err, text(p.page.body))
				}
			}
		})
	}
}

// A tab is a page as it stands in the browser, with what was typed.
type tab struct {
	page  reply
	typed map[string]string
	file  []byte
}

type player struct {
	*site
	tab
	kept map[string]tab
}

func (p *player) step(line string) error {
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "open":
		p.tab = tab{page: p.get(rest), typed: map[string]string{}}
	case "field":
		return p.enter(rest)
	case "upload":
		s, err := strconv.Unquote(rest)
		p.file = []byte(s)
		return err
	case "press":
		form := formIn(p.t, p.page.body)
		maps.Copy(form.values, p.typed)
		form.values["do"] = rest
		p.tab = tab{page: p.post(form.action, form.values, p.file), typed: map[string]string{}}
	case "follow":
		p.tab = tab{page: p.get(p.page.header.Get("Location")), typed: map[string]string{}}
	case "remember":
		p.kept[rest] = tab{p.page, maps.Clone(p.typed), p.file}
	case "return":
		p.tab = p.kept[rest]
	case "store":
		title, day, _ := strings.Cut(strings.TrimPrefix(rest, "draft "), " on ")
		return p.db.SaveMeeting(p.t.Context(), store.Actor{Name: "test"},
			&briefing.Meeting{Title: title, HeldOn: briefing.Day(day), Sample: strings.Contains(title, "mẫu")})
	default:
		return p.check(verb, rest)
	}
	return nil
}

// enter types into a field.
func (p *player) enter(rest string) error {
	if name, file, ok := strings.Cut(rest, " < "); ok {
		b, err := os.ReadFile(filepath.Join("testdata", file))
		p.typed[name] = string(b)
		return err
	}
	name, value, _ := strings.Cut(rest, " =")
	value = strings.TrimPrefix(value, " ")
	if s, err := strconv.Unquote(value); err == nil {
		value = s
	}
	p.typed[name] = value
	return nil
}

func (p *player) check(verb, want string) error {
	var got string
	switch verb {
	case "status":
		got = fmt.Sprint(p.page.status)
	case "at":
		got = p.page.header.Get("Location")
	case "see":
		if !strings.Contains(text(p.page.body), want) {
			return fmt.Errorf("people do not see %q", want)
		}
		return nil
	case "unseen":
		if strings.Contains(text(p.page.body), want) {
			return fmt.Errorf("people see %q", want)
		}
		return nil
	case "html":
		if !strings.Contains(p.page.body, want) {
			return fmt.Errorf("no %q in the page", want)
		}
		return nil
	case "holds":
		name, value, _ := strings.Cut(want, " =")
		got, want = formIn(p.t, p.page.body).values[name], strings.TrimPrefix(value, " ")
	case "meetings":
		all, err := p.db.Meetings(p.t.Context(), briefing.MeetingFilter{})
		if err != nil {
			return err
		}
		got = fmt.Sprint(len(all))
	default:
		return fmt.Errorf("no step %q", verb)
	}
	if got != want {
		return fmt.Errorf("got %q, want %q", got, want)
	}
	return nil
}

var (
	tags     = regexp.MustCompile(`(?s)<(?:style|script)\b.*?</(?:style|script)>|<(?:[^>"]|"[^"]*")*>`)
	inline   = regexp.MustCompile(`</?(?:a|b|em|mark|span|strong|kbd)\b(?:[^>"]|"[^"]*")*>`)
	forms    = regexp.MustCompile(`(?s)<form\b[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.*?)</form>`)
	controls = regexp.MustCompile(`(?s)<input\b((?:[^>"]|"[^"]*")*)>|<textarea\b((?:[^>"]|"[^"]*")*)>\n?(.*?)</textarea>|<select\b((?:[^>"]|"[^"]*")*)>(.*?)</select>`)
	chosen   = regexp.MustCompile(`<option value="([^"]*)"( selected)?`)
	links    = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
)

// text returns what people see of a page, in one line.
func text(page string) string {
	page = tags.ReplaceAllString(inline.ReplaceAllString(page, ""), " ")
	return strings.Join(strings.Fields(html.UnescapeString(page)), " ")
}

func linksIn(page string) []string {
	var all []string
	for _, found := range links.FindAllStringSubmatch(page, -1) {
		all = append(all, html.UnescapeString(found[1]))
	}
	return all
}

// A pageForm is a form of a page with the values that its fields hold.
type pageForm struct {
	action string
	values map[string]string
}

// formIn returns the last form of a page that can be posted, with its values.
func formIn(t *testing.T, page string) pageForm {
	t.Helper()
	all := forms.FindAllStringSubmatch(page, -1)
	if len(all) == 0 {
		t.Fatalf("no form in the page: %s", text(page))
	}
	found := all[len(all)-1]
	form := pageForm{html.UnescapeString(found[1]), map[string]string{}}
	for _, c := range controls.FindAllStringSubmatch(found[2], -1) {
		attributes, value := c[1]+c[2]+c[4], c[3]
		if c[1] != "" {
			value = attribute(c[1], "value")
		}
		if c[4] != "" {
			for i, option := range chosen.FindAllStringSubmatch(c[5], -1) {
				if i == 0 || option[2] != "" {
					value = option[1]
				}
			}
		}
		if name := attribute(attributes, "name"); name != "" && attribute(attributes, "type") != "file" {
			form.values[name] = html.UnescapeString(value)
		}
	}
	return form
}

func attribute(attributes, name string) string {
	_, after, ok := strings.Cut(" "+attributes, " "+name+`="`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(after, `"`)
	return value
}
