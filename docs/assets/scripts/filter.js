// Narrows a list to the entries that hold all typed words; without this script the whole list stands there.
const form = document.querySelector("[data-filter]");
const list = form && document.getElementById(form.dataset.filter);

if (list) {
  const found = JSON.parse(form.dataset.words);
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const textOf = (item) => {
    const copy = item.cloneNode(true);
    for (const part of copy.querySelectorAll("[data-filter-skip]")) part.remove();
    return fold(`${copy.textContent} ${item.dataset.filterItem}`);
  };
  const items = [...list.querySelectorAll("[data-filter-item]")].map((item) => ({ item, text: textOf(item) }));
  const groups = [...list.querySelectorAll("[data-filter-group]")];

  const announce = (count) => {
    const form_ = count === 0 ? "none" : count === 1 ? "one" : "other";
    status.textContent = found[form_].replace("{count}", count);
  };

  const filter = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    for (const { item, text } of items) item.hidden = !words.every((word) => text.includes(word));
    for (const group of groups) group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
    if (words.length) announce(items.filter(({ item }) => !item.hidden).length);
    else status.textContent = "";
  };

  // Whoever follows a link to a hidden entry gets to see it.
  const show = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!list.contains(target) || target.getClientRects().length) return;
    field.value = "";
    filter();
    target.scrollIntoView();
  };

  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
  addEventListener("hashchange", show);
  form.hidden = false;
  filter();
}
