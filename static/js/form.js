// Helps with the forms that people fill in: Ctrl+S saves, a draft as a draft,
// Ctrl+Enter confirms and saves, Enter goes to the next field as in Excel, and
// leaving with unsaved changes asks first. Forms work without it. Signing in
// is no such form: there Enter sends, as everywhere.
const typed = "input:not([type=hidden]):not([hidden]), select, textarea";
const forms = [...document.querySelectorAll("form[method=post]")]
	.filter((form) => form.querySelector(typed) && !form.closest(".entrance"));

// What came back to be mended or looked at is not stored.
let unsaved = forms.length > 0 && document.querySelector("main[data-unsaved]") !== null;
let sending = false;

for (const form of forms) {
	form.addEventListener("input", () => { unsaved = true; });
}
addEventListener("submit", () => { sending = true; });
// A page that comes back from the browser's history was not sent.
addEventListener("pageshow", () => { sending = false; });
addEventListener("beforeunload", (event) => {
	if (unsaved && !sending) {
		event.preventDefault();
		event.returnValue = "";
	}
});

addEventListener("keydown", (event) => {
	const form = forms.includes(event.target.form) ? event.target.form : forms[0];
	// While an input method composes a letter, keys are not ours.
	if (!form || event.isComposing) {
		return;
	}
	const control = event.ctrlKey || event.metaKey;
	if (control && event.key.toLowerCase() === "s") {
		event.preventDefault();
		// A reflex must not make half-checked work official.
		(form.querySelector("[value=draft]") ?? saving(form))?.click();
	} else if (control && event.key === "Enter") {
		event.preventDefault();
		saving(form)?.click();
	} else if (event.key === "Enter" && isLine(event.target, form)) {
		event.preventDefault();
		focusAfter(event.target, form, event.shiftKey ? -1 : 1);
	}
});

// saving is the button that stores a form; null for one that removes.
function saving(form) {
	return form.querySelector(".primary:not([value=remove])");
}

// isLine tells whether an element of a form holds one line of text, however it
// wraps.
function isLine(element, form) {
	return element.form === form && element.matches("input:not([type=file]), select, .rows textarea");
}

// focusAfter moves to the next or the previous field and selects its text. The
// button follows the last field: it takes an Enter of its own.
function focusAfter(element, form, step) {
	const fields = [...form.elements].filter((e) => e.matches(typed));
	const next = fields[fields.indexOf(element) + step] ?? (step > 0 ? form.querySelector(".primary") : null);
	next?.focus();
	next?.select?.();
}
