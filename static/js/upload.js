// Sends the files of a form one by one, each with its progress and what became
// of it; files may also be dropped on the form. Without it the form sends all at
// once.
for (const form of document.querySelectorAll("form[data-upload]")) {
	const input = form.querySelector("input[type=file]");
	const list = document.createElement("ul");
	list.className = "arrivals";
	list.setAttribute("aria-live", "polite");
	const hint = document.createElement("p");
	hint.className = "quiet drop";
	hint.textContent = "Hoặc kéo tệp thả vào đây.";
	form.append(hint, list);
	let sending = false;

	form.addEventListener("submit", (event) => {
		if (input.files.length > 0) {
			event.preventDefault();
			sendAll([...input.files]);
		}
	});
	form.addEventListener("dragover", (event) => {
		event.preventDefault();
		form.classList.add("over");
	});
	form.addEventListener("dragleave", () => form.classList.remove("over"));
	form.addEventListener("drop", (event) => {
		event.preventDefault();
		form.classList.remove("over");
		sendAll([...event.dataTransfer.files]);
	});

	async function sendAll(files) {
		if (sending || files.length === 0) {
			return;
		}
		sending = true;
		list.replaceChildren();
		const button = form.querySelector("button");
		button.disabled = true;
		let kept = 0;
		for (const file of files) {
			kept += await send(file) ? 1 : 0;
		}
		button.disabled = false;
		input.value = "";
		sending = false;
		if (kept === files.length) {
			location.reload();
		} else if (kept > 0) {
			const again = document.createElement("a");
			again.href = location.pathname;
			again.textContent = "Mở lại trang để xem các tệp đã nhận";
			list.append(item(again));
		}
	}

	// send sends one file and tells whether it was kept.
	function send(file) {
		const progress = document.createElement("progress");
		progress.max = 1;
		progress.value = 0;
		progress.setAttribute("aria-label", file.name);
		const said = document.createElement("span");
		list.append(item(document.createTextNode(file.name + " "), progress, said));
		const body = new FormData();
		body.append(input.name, file);
		const request = new XMLHttpRequest();
		return new Promise((resolve) => {
			const done = (kept, message) => {
				progress.remove();
				said.textContent = message;
				said.className = kept ? "quiet" : "message";
				resolve(kept);
			};
			request.upload.addEventListener("progress", (event) => {
				progress.value = event.lengthComputable ? event.loaded / event.total : 0;
			});
			request.addEventListener("load", () => {
				const [kept, message] = outcome(request);
				done(kept, message);
			});
			request.addEventListener("error", () => done(false, "Đường truyền bị ngắt, tệp chưa được nhận. Gửi lại."));
			request.open("POST", form.action);
			request.setRequestHeader("Accept", "application/json");
			request.send(body);
		});
	}
}

function item(...nodes) {
	const li = document.createElement("li");
	li.append(...nodes);
	return li;
}

// outcome reads an answer: what became of the file, or a page that says why
// nothing did.
function outcome(request) {
	try {
		const all = JSON.parse(request.responseText);
		const last = all[all.length - 1];
		return [last.kept, last.message];
	} catch {
		const page = new DOMParser().parseFromString(request.responseText, "text/html");
		const title = page.querySelector("h1")?.textContent ?? "Máy chủ không trả lời";
		return [false, `${title}. Tệp chưa được nhận.`];
	}
}
