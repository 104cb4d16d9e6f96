// Helps with long forms: Ctrl+S saves, a draft as a draft, Ctrl+Enter confirms
// and saves, Enter goes to the next field as in Excel, and leaving with unsaved changes asks first. Forms
// work without it.
const form = document.querySelector("form[method=post] [data-save]")?.form;

if (form) {
	let unsaved = "changed" in form.dataset;
	let sending = false;

	form.addEventListener("input", () => { unsaved = true; });
	form.addEventListener("submit", () => { sending = true; });
	// A page that comes back from the browser's history was not sent.
	addEventListener("pageshow", () => { sending = false; });
	addEventListener("beforeunload", (event) => {
		if (unsaved && !sending) {
			event.preventDefault();
			event.returnValue = "";
		}
	});

	addEventListener("keydown", (event) => {
		// While an input method composes a letter, keys are not ours.
		if (event.isComposing) {
			return;
		}
		if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
			event.preventDefault();
			// A reflex must not make half-checked work official.
			(form.querySelector("[value=draft]") ?? form.querySelector("[data-save]")).click();
		} else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
			event.preventDefault();
			form.querySelector("[data-save]").click();
		} else if (event.key === "Enter" && isLine(event.target)) {
			event.preventDefault();
			focusAfter(event.target, event.shiftKey ? -1 : 1);
		}
	});
}

// isLine tells whether an element holds one line of text, however it wraps.
function isLine(element) {
	return element.form === form && element.matches("input:not([type=file]), select, .rows textarea");
}

// focusAfter moves to the next or the previous field and selects its text.
function focusAfter(element, step) {
	const fields = [...form.elements].filter((e) => e.matches("input:not([type=hidden]), select, textarea"));
	const next = fields[fields.indexOf(element) + step];
	next?.focus();
	next?.select?.();
}
