// Puts the items of an agenda in order by drag, by the buttons and by Alt+↑/↓.
// Only the numbers of the rows change: the program sorts by them, and the page
// works without this.
const box = document.querySelector(".rows.items");
const body = box?.querySelector("tbody");
const rows = () => [...body.rows];
const input = (row, name) => row.querySelector(`[name$=".${name}"]`);

if (body) {
	box.addEventListener("click", (event) => {
		const [, way] = event.target.closest("button")?.value.match(/^(up|down):/) ?? [];
		if (way) {
			event.preventDefault();
			move(event.target.closest("tr"), way, event.target.closest("button"));
		}
	});
	box.addEventListener("keydown", (event) => {
		const way = {ArrowUp: "up", ArrowDown: "down"}[event.key];
		const row = event.target.closest("tbody tr");
		if (event.altKey && way && row) {
			event.preventDefault();
			move(row, way, event.target);
		}
	});
	box.addEventListener("input", showTimes);
	drag();
}

// move exchanges a row with its neighbour; what had the keyboard keeps it.
function move(row, way, focused) {
	const other = way === "up" ? row.previousElementSibling : row.nextElementSibling;
	if (!other) {
		return;
	}
	way === "up" ? other.before(row) : other.after(row);
	focused.focus();
	renumber(row);
}

// renumber writes the numbers of all rows and tells where one has come to.
function renumber(moved) {
	rows().forEach((row, i) => { input(row, "position").value = i + 1; });
	showTimes();
	box.querySelector("[data-moved]").textContent = `Mục này ở vị trí ${rows().indexOf(moved) + 1} trên ${rows().length}.`;
	input(moved, "position").dispatchEvent(new Event("input", {bubbles: true}));
}

// showTimes computes when each item begins, as far as the minutes are known.
function showTimes() {
	const [hour, minute] = box.dataset.begins.split(":").map(Number);
	let at = box.dataset.begins ? hour * 60 + minute : NaN;
	for (const row of rows()) {
		const two = (n) => String(n).padStart(2, "0");
		row.querySelector(".starts").textContent = at < 24 * 60 ? `${two(Math.floor(at / 60))}:${two(at % 60)}` : "";
		at += Number(input(row, "minutes").value) || NaN;
	}
}

// drag lets a row follow the pointer by its handle.
function drag() {
	let dragged = null;
	body.addEventListener("dragstart", (event) => {
		dragged = event.target.closest("tr");
		event.dataTransfer.effectAllowed = "move";
		event.dataTransfer.setDragImage(dragged, 0, 0);
	});
	body.addEventListener("dragover", (event) => {
		const over = event.target.closest("tr");
		if (!dragged || !over) {
			return;
		}
		event.preventDefault();
		const at = over.getBoundingClientRect();
		const upper = event.clientY < at.top + at.height / 2;
		if (over !== dragged) {
			upper ? over.before(dragged) : over.after(dragged);
		}
	});
	body.addEventListener("drop", (event) => { event.preventDefault(); });
	body.addEventListener("dragend", () => {
		renumber(dragged);
		dragged = null;
	});
}
