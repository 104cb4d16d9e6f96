// Ties the fields of a meeting to the places in the text that they were read
// from: a focused field shows its place, a clicked place opens its field.
const source = document.querySelector(".text .source");

if (source) {
	document.addEventListener("focusin", (event) => {
		const id = event.target.dataset?.mark;
		if (id && event.target.matches("input, select, textarea")) {
			emphasise(id);
		}
	});

	source.addEventListener("click", (event) => {
		const mark = event.target.closest("mark[data-field]");
		const field = mark && document.getElementById(mark.dataset.field);
		if (field) {
			field.focus();
			field.select?.();
		}
	});
}

// emphasise shows the pieces of one mark and scrolls the text, not the page.
function emphasise(id) {
	for (const mark of source.querySelectorAll("mark.now")) {
		mark.classList.remove("now");
	}
	const pieces = source.querySelectorAll(`mark[data-mark="${id}"]`);
	for (const piece of pieces) {
		piece.classList.add("now");
	}
	const first = pieces[0];
	if (first && (first.offsetTop < source.scrollTop || first.offsetTop + first.offsetHeight > source.scrollTop + source.clientHeight)) {
		source.scrollTop = Math.max(0, first.offsetTop - source.clientHeight / 3);
	}
}
