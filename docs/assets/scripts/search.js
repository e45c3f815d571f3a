// Opens the search, by its button or a key; what it needs is fetched at its first opening.
// Without this script the search button leads to the overview.
const dialog = document.querySelector("[data-search-dialog]");
const opener = document.querySelector("[data-search]");
const field = dialog?.querySelector("[type=search]");

let prepared;

const open = async () => {
  if (dialog.open) return;
  dialog.showModal();
  field.select();
  prepared ??= import("./search-dialog.js");
  try {
    (await prepared).prepare();
  } catch {
    prepared = undefined;
    dialog.querySelector(".search__status").textContent = JSON.parse(dialog.dataset.words).failed;
  }
};

if (dialog && opener) {
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  field.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // The form would close the dialog.
    (await prepared).lead();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    const shortcut = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing);
    if (!shortcut) return;
    event.preventDefault();
    open();
  });
}
