// Helps with the forms that people fill in: Ctrl+S saves, a draft as a draft,
// Ctrl+Enter confirms and saves, Enter goes to the next field as in Excel, and
// leaving with unsaved changes asks first. Forms work without it. Signing in
// is no such form, nor is a decision on a citation: there Enter sends, as
// everywhere.
const typed = "input:not([type=hidden]):not([hidden]), select, textarea";
const forms = [...document.querySelectorAll("form[method=post]")]
	.filter((form) => form.querySelector(typed) && !form.closest(".entrance, .queue"));

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
		const next = after(event.target, form, event.shiftKey ? -1 : 1);
		if (next) {
			event.preventDefault();
			next.focus();
			next.select?.();
		}
	}
});

// saving is the button that stores a form; null for one that removes, or that
// replaces all data.
function saving(form) {
	return form.querySelector(".primary:not([value=remove], [value=restore])");
}

// isLine tells whether an element of a form holds one line of text, however it
// wraps.
function isLine(element, form) {
	return element.form === form && element.matches("input:not([type=file]), select, .rows textarea");
}

// after is the next or the previous field. The button follows the last one: it
// takes an Enter of its own; null where there is none, and Enter sends.
function after(element, form, step) {
	const fields = [...form.elements].filter((e) => e.matches(typed));
	return fields[fields.indexOf(element) + step] ?? (step > 0 ? form.querySelector(".primary") : null);
}
