// Search in the page's own language, with the index that Pagefind made at build time.
const dialog = document.querySelector("[data-search-dialog]");
const opener = document.querySelector("[data-search]");

if (dialog && opener) {
  const words = JSON.parse(dialog.dataset.words);
  const field = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ol");
  let index;
  let latest = 0;

  const load = () => (index ??= import(new URL(dialog.dataset.index, document.baseURI)));

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    load().then((pagefind) => pagefind.init()).catch(() => (status.textContent = words.failed));
  };

  const count = (number) => words.found[number === 1 ? "one" : "other"].replace("{count}", number);

  const entry = ({ url, meta, excerpt, sub_results: sections }) => {
    const best = sections?.[0] ?? { url, excerpt, title: meta.title };
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = best.url;
    link.textContent = best.title === meta.title ? meta.title : `${meta.title}: ${best.title}`;
    const text = document.createElement("p");
    text.innerHTML = best.excerpt; // Pagefind escapes the page's text and adds only <mark>.
    item.append(link, text);
    return item;
  };

  const search = async () => {
    const turn = ++latest;
    const query = field.value.trim();
    if (!query) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const pagefind = await load();
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, 8).map((result) => result.data()));
      if (turn !== latest) return;
      list.replaceChildren(...shown.map(entry));
      status.textContent = results.length ? count(results.length) : words.none.replace("{query}", () => query);
    } catch {
      status.textContent = words.failed;
    }
  };

  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    search();
  });
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const shortcut = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing);
    if (!shortcut || (typing && event.key === "/")) return;
    event.preventDefault();
    open();
  });
}
