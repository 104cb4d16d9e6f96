package web

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Whose a column is: who may see what stands in it.
const (
	ofRegister = "register" // the office's: all roles but communes
	ofAll      = "all"      // everybody who is signed in
	ofUnit     = "unit"     // the office and the unit itself
	ofAccounts = "accounts" // administrators and the person
	ofDevices  = "devices"  // administrators and the person
	ofNames    = "names"    // of accounts: the same, and auditors
	ofTrail    = "trail"    // administrators and auditors
	ofOwner    = "owner"    // the person alone
	ofNobody   = "nobody"   // never shown
	ofNoText   = "no text"  // days, keys, choices, numbers and what is derived from other columns
)

// holders says of every column that holds text whose it is. A new column needs
// a line here, and then is part of every test that fills columns.
var holders = map[string]string{
	"account.name": ofNames, "account.full_name": ofNames, "account.role": ofNoText, "account.password": ofNobody,
	"agenda_item.kind": ofNoText, "agenda_item.topic": ofRegister, "agenda_item.presenter": ofRegister, "agenda_item.outcome": ofRegister,
	"attachment.entity": ofNoText, "attachment.name": ofAll, "attachment.media_type": ofNoText, "attachment.sha256": ofNoText,
	"attachment_text.state": ofNoText, "attachment_text.text": ofAll,
	"audit.actor": ofTrail, "audit.origin": ofTrail, "audit.action": ofTrail, "audit.entity": ofTrail, "audit.before": ofTrail,
	"audit.after": ofTrail, "audit.reason": ofTrail, "audit.mac": ofNobody, "audit_about.entity": ofNoText,
	"citation.text": ofRegister, "citation.genre": ofNoText, "citation.number": ofRegister, "citation.symbol": ofRegister,
	"citation.entity": ofNoText, "citation.field": ofNoText, "citation.symbol_key": ofNoText, "citation.decided_by": ofRegister,
	"citation.issuer": ofRegister, "citation.date": ofNoText, "citation.title": ofRegister, "citation.verb": ofNoText,
	"declared_count.measure": ofNoText, "declared_count.level": ofNoText, "declared_count.qualifier": ofNoText, "declared_count.label": ofRegister,
	"directive.genre": ofNoText, "directive.number": ofAll, "directive.symbol": ofAll, "directive.symbol_key": ofNoText,
	"directive.sort": ofNoText, "directive.issuer": ofAll, "directive.date": ofNoText, "directive.title": ofAll,
	"directive.title_fold": ofNoText, "directive.place": ofAll, "directive.term": ofAll, "directive.family": ofNoText,
	"directive.effective_from": ofNoText, "directive.effective_to": ofNoText,
	"directive_alias.genre": ofNoText, "directive_alias.number": ofAll, "directive_alias.symbol": ofAll, "directive_alias.symbol_key": ofNoText,
	"directive_alias.issuer": ofAll, "directive_alias.place": ofAll, "directive_alias.term": ofAll, "directive_alias.date": ofNoText,
	"directive_alias.title": ofAll, "directive_alias.title_fold": ofNoText,
	"directive_relation_refused.verb": ofNoText, "directive_relation_refused.refused_by": ofRegister,
	"directive_relation.verb": ofNoText, "directive_relation.since": ofNoText, "directive_relation.note": ofRegister,
	"meeting.title": ofRegister, "meeting.title_sort": ofNoText, "meeting.held_on": ofNoText, "meeting.posted_on": ofNoText,
	"meeting.report_period": ofNoText, "meeting.report_label": ofRegister, "meeting.plan_period": ofNoText, "meeting.plan_from": ofNoText,
	"meeting.plan_to": ofNoText, "meeting.plan_label": ofRegister, "meeting.organizer": ofRegister, "meeting.organizer_sort": ofNoText,
	"meeting.place": ofRegister, "meeting.source": ofRegister, "meeting.spans": ofNoText,
	"meeting.begins": ofNoText, "meeting.ends": ofNoText, "meeting.state": ofNoText, "meeting.locked_after": ofNoText,
	"meeting_kind.name": ofRegister, "meeting_kind.name_fold": ofNoText, "meeting_kind.period": ofNoText,
	"office.valid_from": ofNoText, "office.name": ofRegister, "office.superior": ofRegister, "office.place_line": ofRegister,
	"office.symbol": ofRegister, "office.recipients": ofRegister, "office.signers": ofRegister, "office.layout": ofNoText,
	"participation.role": ofNoText, "participation.name": ofRegister, "participation.title": ofRegister, "participation.label": ofRegister,
	"period.key": ofNoText, "period.from_day": ofNoText, "period.to_day": ofNoText, "period.due_day": ofNoText,
	"person.name": ofRegister, "person.name_fold": ofNoText, "person.name_sort": ofNoText,
	"saved_search.name": ofOwner, "saved_search.query": ofOwner, "saved_search.filter": ofOwner,
	// The search index repeats what other columns hold, and is made anew from them.
	"search_record.kind": ofNoText, "search_record.date": ofNoText, "search_record.period": ofNoText, "search_record.issuer": ofNoText,
	"search_record.genre": ofNoText, "search_record.validity": ofNoText, "search_record.title": ofNoText, "search_record.text": ofNoText,
	"search_record.tokens": ofNoText, "search_record.changes_on": ofNoText, "search_change.kind": ofNoText, "search_symbol.key": ofNoText, "search_symbol.label": ofNoText,
	"session.token_key": ofNoText, "session.address": ofDevices, "session.device": ofDevices,
	"setting.name": ofNoText, "setting.value": ofNoText,
	"sign_in_place.address": ofNobody, "sign_in_try.account_name": ofNobody, "sign_in_try.address": ofNobody,
	"topic.text":        ofRegister,
	"unit_version.name": ofUnit, "unit_version.name_sort": ofNoText, "unit_version.short_name": ofUnit, "unit_version.kind": ofUnit, "unit_version.level": ofNoText,
	"unit_version.code": ofUnit, "unit_version.valid_from": ofNoText, "unit_version.valid_to": ofNoText,
}

// unseen are columns that no page and no file shows yet.
var unseen = []string{"person.name", "directive.number", "directive_alias.number", "directive_alias.title", "unit_version.short_name"}

// shapes are columns whose text has a form.
var shapes = map[string]string{"office.recipients": `["%s"]`, "office.signers": `[{"Authority":"","Position":"Trưởng ban","Name":"%s"}]`,
	"saved_search.filter": `{"issuer":"%s"}`, "audit.before": `{"FullName":"%s"}`, "audit.after": `{"FullName":"%s"}`}

// A planted text stands in one field of one row.
type planted struct {
	column  string
	holder  string
	unit    int64 // that the row belongs to; 0 for the office
	account int64 // whose row it is; 0 for nobody's
	text    string
}

// plant puts a text of its own into every field of every row that can hold one.
// The text may depend on the column and its number.
func (f *fullSite) plant(text func(column string, n int) string) []planted {
	t, db := f.t, f.raw()
	t.Helper()
	// The trail cannot be changed, but continued.
	for _, unit := range append(f.units[:], 0) {
		id, entity := "1", "meeting"
		if unit != 0 {
			id, entity = selected(t, db, `SELECT min(id) FROM account WHERE unit_id = $1`, unit)[0], "account"
		}
		must(t, db, `
			INSERT INTO audit (id, at, actor, origin, action, entity, entity_id, before, after, reason, mac)
			SELECT max(id) + 1, max(at), '', '', 'update', $1, $2, '', '', '', x'00' FROM audit`, entity, id)
	}
	// What the text of a directive or of its file cites is as public as the text.
	publicCitations := selected(t, db, `SELECT id FROM citation WHERE entity = 'directive'
		OR entity = 'attachment' AND entity_id IN (SELECT id FROM attachment WHERE entity = 'directive')`)
	// However short the text of a file gets, its citations stand in it.
	must(t, db, `UPDATE citation SET span_from = 0, span_to = 1 WHERE entity = 'attachment'`)
	known, have := map[string]bool{}, map[string]bool{}
	all := columns(t, db)
	for _, c := range all {
		have[c.String()] = true
	}
	var out []planted
	type change struct {
		stmt string
		args []any
	}
	var changes []change
	for _, c := range all {
		if c.kind != "TEXT" && c.kind != "BLOB" {
			continue
		}
		holder := holders[c.String()]
		known[c.String()] = true
		switch {
		case holder == "":
			t.Errorf("say in holders whose the new column %s is", c)
			continue
		case holder == ofNoText || c.kind == "BLOB" || c.table == "audit" && c.name == "entity":
			continue
		}
		unit, account := "0", "0"
		switch {
		case have[c.table+".unit_id"]:
			unit = "coalesce(unit_id, 0)"
		case have[c.table+".account_id"]:
			unit = "coalesce((SELECT unit_id FROM account a WHERE a.id = account_id), 0)"
		case c.table == "audit":
			unit = "coalesce((SELECT unit_id FROM account a WHERE entity = 'account' AND a.id = entity_id), 0)"
		}
		if c.table == "account" {
			account = "id"
		} else if have[c.table+".account_id"] {
			account = "account_id"
		}
		where := ""
		if c.table == "audit" {
			where = " WHERE mac = x'00'"
		}
		for _, row := range selected(t, db, `SELECT rowid || ' ' || `+unit+` || ' ' || `+account+` FROM `+c.table+where+` ORDER BY rowid`) {
			part := strings.Fields(row)
			p := planted{column: c.String(), holder: holder, text: text(c.String(), len(out))}
			if c.table == "citation" && c.name != "decided_by" && slices.Contains(publicCitations, part[0]) {
				p.holder = ofAll
			}
			p.unit, _ = strconv.ParseInt(part[1], 10, 64)
			p.account, _ = strconv.ParseInt(part[2], 10, 64)
			out = append(out, p)
			value := p.text
			if shape := shapes[c.String()]; shape != "" {
				quoted, err := json.Marshal(p.text)
				f.need(err)
				value = strings.Replace(shape, `"%s"`, string(quoted), 1)
			}
			if c.String() == "meeting.source" { // the places of the values stay right
				changes = append(changes, change{`UPDATE meeting SET source = source || ' ' || $1 WHERE rowid = $2`, []any{value, part[0]}})
				continue
			}
			changes = append(changes, change{`UPDATE ` + c.table + ` SET ` + c.name + ` = $1 WHERE rowid = $2`, []any{value, part[0]}})
		}
	}
	for column := range holders {
		if !known[column] {
			t.Errorf("holders names %s, which is no column", column)
		}
	}
	db.SetMaxOpenConns(1)
	must(t, db, `DROP TRIGGER audit_no_update`)
	must(t, db, `BEGIN`)
	for _, c := range changes {
		must(t, db, c.stmt, c.args...)
	}
	must(t, db, `COMMIT`)
	_, err := f.db.RebuildSearch(t.Context())
	f.need(err)
	return out
}
