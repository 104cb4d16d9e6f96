// Helps with the search box at the top of every page: "/" goes there, and what
// is typed is completed. Then counts the results of a page that came without
// counts. Both work without it.
const box = document.querySelector(".find input");

if (box) {
	complete(box);
	addEventListener("keydown", (event) => {
		const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
		if (event.key !== "/" || typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
			return;
		}
		event.preventDefault();
		box.focus();
		box.select();
	});
}

const uncounted = document.querySelector("[data-count]");

if (uncounted) {
	count(uncounted.href);
}

// count takes the counts from a page that has them; without an answer the link
// to that page stays.
async function count(address) {
	try {
		const answer = await fetch(address);
		if (answer.ok) {
			const page = new DOMParser().parseFromString(await answer.text(), "text/html");
			for (const id of ["total", "facets"]) {
				document.getElementById(id).replaceWith(page.getElementById(id));
			}
		}
	} catch (error) {
		console.info(error);
	}
}

// complete makes a field one that offers a list of suggestions.
function complete(field) {
	const list = document.createElement("ul");
	list.id = "suggestions";
	list.className = "suggestions";
	list.setAttribute("role", "listbox");
	list.setAttribute("aria-label", "Gợi ý");
	list.hidden = true;
	const said = document.createElement("span");
	said.className = "hidden";
	said.setAttribute("role", "status");
	field.form.append(list, said);
	field.setAttribute("role", "combobox");
	field.setAttribute("aria-autocomplete", "list");
	field.setAttribute("aria-controls", list.id);
	field.setAttribute("aria-expanded", "false");

	let asked = new AbortController();
	let timer = 0;
	let active = -1;

	field.addEventListener("input", (event) => {
		if (!event.isComposing) {
			later();
		}
	});
	field.addEventListener("compositionend", later);
	field.addEventListener("blur", close);
	field.addEventListener("keydown", (event) => {
		// While an input method composes a letter, keys are not ours.
		if (event.isComposing || list.hidden) {
			return;
		}
		const last = list.children.length - 1;
		if (event.key === "ArrowDown") {
			choose(active === last ? -1 : active + 1);
		} else if (event.key === "ArrowUp") {
			choose(active === -1 ? last : active - 1);
		} else if (event.key === "Enter" && active >= 0) {
			location.assign(list.children[active].dataset.url);
		} else if (event.key === "Escape") {
			close();
		} else {
			return;
		}
		event.preventDefault();
	});
	// The field must not lose the focus before the click arrives.
	list.addEventListener("mousedown", (event) => event.preventDefault());
	list.addEventListener("click", (event) => {
		const option = event.target.closest("[role=option]");
		if (option) {
			location.assign(option.dataset.url);
		}
	});

	function later() {
		clearTimeout(timer);
		asked.abort();
		timer = setTimeout(ask, 120);
	}

	async function ask() {
		const text = field.value.trim();
		if (!text) {
			close();
			return;
		}
		asked = new AbortController();
		const { signal } = asked;
		try {
			const answer = await fetch("/search/suggest?q=" + encodeURIComponent(text), { signal });
			const found = answer.ok && !answer.redirected ? await answer.json() : [];
			if (!signal.aborted && document.activeElement === field) {
				show(found);
			}
		} catch (error) {
			if (!signal.aborted) {
				close();
			}
		}
	}

	function show(found) {
		list.replaceChildren(...found.map(option));
		active = -1;
		field.removeAttribute("aria-activedescendant");
		list.hidden = found.length === 0;
		field.setAttribute("aria-expanded", String(!list.hidden));
		said.textContent = list.hidden ? "" : `${found.length} gợi ý`;
	}

	function close() {
		clearTimeout(timer);
		asked.abort();
		show([]);
	}

	function choose(next) {
		list.children[active]?.setAttribute("aria-selected", "false");
		active = next;
		const option = list.children[active];
		if (!option) {
			field.removeAttribute("aria-activedescendant");
			return;
		}
		option.setAttribute("aria-selected", "true");
		option.scrollIntoView({ block: "nearest" });
		field.setAttribute("aria-activedescendant", option.id);
	}
}

// option makes one line of the list of suggestions.
function option(suggestion, i) {
	const line = document.createElement("li");
	line.id = `suggestion-${i}`;
	line.dataset.url = suggestion.url;
	line.setAttribute("role", "option");
	line.setAttribute("aria-selected", "false");
	const text = document.createElement("span");
	const letters = Array.from(suggestion.text);
	let at = 0;
	for (const [from, to] of suggestion.marks) {
		const mark = document.createElement("mark");
		mark.textContent = letters.slice(from, to).join("");
		text.append(letters.slice(at, from).join(""), mark);
		at = to;
	}
	text.append(letters.slice(at).join(""));
	const kind = document.createElement("span");
	kind.className = "kind";
	kind.textContent = suggestion.kind;
	line.append(text, " ", kind);
	return line;
}
