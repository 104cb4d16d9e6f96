// Small helps on every page, which works without them.

// What was just done is told once: an address kept or loaded again says nothing.
const address = new URL(location.href);
if (address.searchParams.has("notice")) {
	address.searchParams.delete("notice");
	history.replaceState(history.state, "", address);
}

// Buttons that copy a text appear where the browser lets a page copy.
for (const button of document.querySelectorAll("button[data-copy]")) {
	button.hidden = !navigator.clipboard;
	button.addEventListener("click", async () => {
		await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
		button.textContent = "Đã chép";
	});
}
