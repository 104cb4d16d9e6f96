package web

// routes names every route and who may use it.
func (s *server) routes() {
	s.route("GET", "/livez", Public, s.livez)
	s.route("GET", staticRoot+":version/*file", Public, s.asset)

	s.route("GET", "/setup", SettingUp, s.setupPage)
	s.route("POST", "/setup", SettingUp, s.setUp)
	s.route("GET", "/signin", Guests, s.signInPage)
	s.route("POST", "/signin", Guests, s.signIn)
	s.route("POST", "/signout", Owner, s.signOut)
	s.route("GET", "/password", Owner, s.passwordPage)
	s.route("POST", "/password", Owner, s.changePassword)
	s.route("GET", "/devices", Anyone, s.devices)
	s.route("POST", "/devices", Anyone, s.endDevice)

	s.route("GET", "/accounts", Administrators, s.accounts)
	s.route("POST", "/accounts", Administrators, s.createAccount)
	s.route("GET", "/accounts/new", Administrators, s.newAccount)
	s.route("GET", "/accounts/:id", Administrators, s.editAccount)
	s.route("POST", "/accounts/:id", Administrators, s.updateAccount)
	s.route("POST", "/accounts/:id/disable", Administrators, s.disableAccount)
	s.route("POST", "/accounts/:id/password", Administrators, s.resetPassword)
	s.route("POST", "/accounts/:id/devices", Administrators, s.endDevices)
	s.route("GET", "/session-limit", Administrators, s.limitPage)
	s.route("POST", "/session-limit", Administrators, s.setLimit)

	s.route("GET", "/", Anyone, s.overview)
	s.route("GET", "/help", Anyone, s.help)
	s.route("POST", "/sample/remove", Administrators, s.removeSample)

	s.route("GET", "/meetings", Office, s.searches(s.meetings))
	s.route("POST", "/meetings", Editors, s.createMeeting)
	s.route("GET", "/meetings/new", Editors, s.newMeeting)
	s.route("GET", "/meetings/import", Editors, s.importPage)
	s.route("POST", "/meetings/import", Editors, s.limited(mostImports, s.importText))
	s.route("GET", "/meetings/:id", Office, s.meeting)
	s.route("GET", "/meetings/:id/edit", Editors, s.editMeeting)
	s.route("POST", "/meetings/:id/edit", Editors, s.updateMeeting)

	s.route("GET", "/directives", Anyone, s.searches(s.directives))
	s.route("GET", "/directives/:id", Anyone, s.directive)

	s.route("GET", "/quarters/:period", Office, s.quarter)
	s.route("GET", "/exports", Office, s.exports)
	s.route("GET", "/exports/:kind", Office, s.limited(mostExports, s.download))

	s.route("GET", "/audit", Auditors, s.audit)
	s.route("GET", "/audit/export", Auditors, s.limited(mostExports, s.auditExport))
	s.route("GET", "/audit/verify", Auditors, s.limited(mostVerifies, s.auditVerify))
	s.route("GET", "/audit/:id", Auditors, s.auditEntry)
	s.route("GET", "/history/:entity/:id", historians, s.history)

	s.route("GET", "/office", Office, s.office)
	s.route("POST", "/office", Administrators, s.saveOffice)
	s.route("GET", "/office/new", Administrators, s.newOffice)
	s.route("GET", "/office/edit", Administrators, s.editOffice)

	s.route("GET", "/units", Office, s.units)
	s.route("POST", "/units/reference", Administrators, s.addReferenceUnits)
	s.route("GET", "/units/import", Administrators, s.unitImport)
	s.route("POST", "/units/import", Administrators, s.limited(mostImports, s.readUnitFile))
	s.route("GET", "/units/template", Administrators, s.unitTemplate)

	s.route("GET", "/backups", Administrators, s.backups)
	s.route("POST", "/backups", Administrators, s.makeBackup)
	s.route("GET", "/backups/:name", Administrators, s.fetchBackup)
	s.route("POST", "/backups/:name/check", Administrators, s.checkBackup)
	s.route("GET", "/backups/:name/remove", Administrators, s.askRemoval)
	s.route("POST", "/backups/:name/remove", Administrators, s.removeBackup)
}
