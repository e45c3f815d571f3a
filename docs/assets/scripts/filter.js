// Narrows a list to the entries that hold all typed words and fit every choice; the address keeps both.
// Without this script the whole list stands there.
import { carryQuery } from "./language.js";
import { fold } from "./narrowing.js";

const form = document.querySelector("[data-filter]");
const list = form && document.getElementById(form.dataset.filter);

if (list) {
  const found = JSON.parse(form.dataset.words);
  const status = form.querySelector("[role=status]");
  const clear = form.querySelector("[type=reset]");
  const search = form.querySelector("[type=search]");
  const choices = [...form.querySelectorAll("select")];
  const fields = [search, ...choices];

  const textOf = (item) => {
    const copy = item.cloneNode(true);
    for (const part of copy.querySelectorAll("[data-filter-skip]")) part.remove();
    return fold(`${copy.textContent} ${item.dataset.filterItem}`);
  };
  const items = [...list.querySelectorAll("[data-filter-item]")].map((item) => ({ item, text: textOf(item) }));
  const groups = [...list.querySelectorAll("[data-filter-group]")];

  const isChosen = () => fields.some((field) => field.value.trim());

  const fits = ({ item, text }, words) =>
    words.every((word) => text.includes(word)) &&
    choices.every(({ name, value }) => !value || (item.dataset[name] ?? "").split(" ").includes(value));

  const announce = () => {
    const count = items.filter(({ item }) => !item.hidden).length;
    const form_ = count === 0 ? "none" : count === 1 ? "one" : "other";
    status.textContent = isChosen() ? found[form_].replace("{count}", count) : "";
  };

  const filter = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    for (const entry of items) entry.item.hidden = !fits(entry, words);
    for (const group of groups) group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
    if (clear) clear.hidden = !isChosen();
    announce();
  };

  const writeAddress = () => {
    const address = new URL(location.href);
    for (const { name, value } of fields) {
      if (value.trim()) address.searchParams.set(name, value.trim());
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
    carryQuery();
  };

  const readAddress = () => {
    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = query.get(field.name) ?? "";
      if (field.selectedIndex < 0) field.value = "";
    }
    carryQuery();
  };

  const choose = () => {
    filter();
    writeAddress();
  };

  // Whoever follows a link to a hidden entry gets to see it.
  const show = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!list.contains(target) || target.getClientRects().length) return;
    for (const field of fields) field.value = "";
    choose();
    target.scrollIntoView();
  };

  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(choose, 150);
  });
  for (const choice of choices) choice.addEventListener("change", choose);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
  });
  form.addEventListener("reset", () => {
    setTimeout(() => {
      choose();
      search.focus();
    });
  });
  addEventListener("hashchange", show);
  form.hidden = false;
  readAddress();
  filter();
  show();
}
