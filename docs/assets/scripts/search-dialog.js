// The search: a dialog in the page's own language, over the index that was made with the site.
import { choose, otherQueries, readPractices, search } from "./searching.js";
import { plural } from "./words.js";

const PAGE = 8; // So many results at a time.
const SECTIONS = 3; // So many sections of a page at most.
const dialog = document.querySelector("[data-search-dialog]");

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};


const words = JSON.parse(dialog.dataset.words);
const field = dialog.querySelector("[type=search]");
const status = dialog.querySelector(".search__status");
const also = dialog.querySelector(".search__also");
const list = dialog.querySelector(".search__results");
const more = dialog.querySelector("[data-more]");
const filters = dialog.querySelector(".search__filters");
const clear = dialog.querySelector("[data-clear-search]");
const overview = dialog.querySelector(".search__all a");
const glossary = also.dataset.glossary;
const wholeOverview = overview.getAttribute("href");
let boxes = [];
let latest = 0;

const option = (name, value, label) => {
  const box = make("input", { type: "checkbox", name, value });
  const count = make("span", { className: "option__count" });
  return make("label", { className: "option" }, box, " ", make("span", { textContent: label }), " ", count);
};

const facetGroup = ({ key, name, options }) => {
  const chosen = make("span", { className: "filters__chosen" });
  const legend = make("legend", { className: "hidden", textContent: name });
  const group = make("fieldset", {}, legend, ...options.map(([value, label]) => option(key, value, label)));
  return make("details", { className: "search__facet" }, make("summary", {}, `${name} `, chosen), group);
};

const addressOf = (name) => new URL(dialog.dataset[name], document.baseURI);
const read = (name) => fetch(addressOf(name)).then((answer) => answer.json());

const loadIndex = async () => {
  const pagefind = await import(addressOf("index"));
  await pagefind.options({ noWorker: true }); // The worker is another 40 KB, and searching takes milliseconds.
  await pagefind.init();
  return pagefind;
};

const loadFilters = async ({ pagefind }) => {
  const { facets, practices } = await read("options");
  filters.querySelector(".search__facets").replaceChildren(...facets.map(facetGroup));
  boxes = [...filters.querySelectorAll("[type=checkbox]")];
  return { facetOf: boxes.map((box) => box.name), ...(await readPractices(pagefind, practices)) };
};

let whole;
let known;
const loaded = () => (whole ??= Promise.all([loadIndex(), read("terms")]).then(([pagefind, terms]) => ({ pagefind, terms })));
const filtersLoaded = () => (known ??= loaded().then(loadFilters));
const chosenNow = () => boxes.flatMap((box, place) => (box.checked ? [place] : []));

const section = ({ url, title, excerpt }, isPage) => {
  const text = make("p", {});
  text.innerHTML = excerpt; // Pagefind escapes the page's text and adds only <mark>.
  return make("li", {}, ...(isPage ? [] : [make("a", { href: url, textContent: title })]), text);
};

const weight = ({ weighted_locations: places }) => places.reduce((sum, { balanced_score: score }) => sum + score, 0);

const entry = ({ url, meta, excerpt, sub_results: found }) => {
  const parts = [...found].sort((one, other) => weight(other) - weight(one)).slice(0, SECTIONS);
  const whole = { url, title: meta.title, excerpt };
  const shown = parts.length ? parts : [whole];
  const sections = make("ul", { className: "search__sections" });
  sections.append(...shown.map((part) => section(part, part.title === meta.title)));
  return make("li", {}, make("a", { className: "search__title", href: url, textContent: meta.title }), sections);
};

const writeCounts = (counts, chosen) => {
  for (const [place, box] of boxes.entries()) {
    box.parentElement.querySelector(".option__count").textContent = counts[place] || words.none_left;
    box.parentElement.classList.toggle("option--empty", counts[place] === 0);
  }
  for (const group of filters.querySelectorAll("details")) {
    const number = group.querySelectorAll(":checked").length;
    group.querySelector(".filters__chosen").textContent = number ? words.chosen.replace("{count}", number) : "";
  }
  const total = chosen.length ? words.chosen.replace("{count}", chosen.length) : "";
  filters.querySelector(".filters__chosen").textContent = total;
  clear.hidden = chosen.length === 0;
  const query = new URLSearchParams(chosen.map((place) => [boxes[place].name, boxes[place].value]));
  overview.href = wholeOverview + (query.size ? `?${query}` : "");
};

const writeOthers = (helpful) => {
  const sentences = [false, true].flatMap((isRelated) => {
    const names = helpful.filter((other) => other.isRelated === isRelated).map(({ name }) => `“${name}”`);
    return names.length ? [words[isRelated ? "related" : "same"].replace("{names}", () => names.join(", "))] : [];
  });
  also.replaceChildren();
  if (!sentences.length) return;
  const link = make("a", { href: `${glossary}#${helpful[0].key}`, textContent: words.explain });
  also.append(`${sentences.join(" ")} `, link);
};

const showMore = async (results, turn) => {
  const start = list.childElementCount;
  const next = await Promise.all(results.slice(start, start + PAGE).map((result) => result.data()));
  if (turn !== latest) return;
  list.append(...next.map(entry));
  const left = results.length - list.childElementCount;
  more.hidden = left === 0;
  more.onclick = async () => {
    await showMore(results, turn);
    list.children[start + PAGE]?.querySelector("a").focus();
  };
};

const find = async () => {
  const turn = ++latest;
  const query = field.value.trim();
  const { pagefind, terms } = await loaded();
  const filtering = filters.open || boxes.length ? await filtersLoaded() : null;
  const chosen = chosenNow();
  const answer = query ? await search(pagefind, query, otherQueries(query, terms)) : { results: [], helpful: [] };
  if (turn !== latest) return;
  let { results } = answer;
  if (filtering) {
    const { practices, optionsOf, facetOf } = filtering;
    const narrowed = choose(query ? results : practices, optionsOf, facetOf, chosen);
    writeCounts(narrowed.counts, chosen);
    if (query || chosen.length) results = narrowed.results;
  }
  list.replaceChildren();
  more.hidden = true;
  writeOthers(answer.helpful);
  if (!query && !chosen.length) status.textContent = "";
  else if (!results.length) status.textContent = words[query ? "none" : "none_chosen"].replace("{query}", () => query);
  else {
    await showMore(results, turn);
    if (turn === latest) status.textContent = plural(words.found, results.length);
  }
};

const run = () => find().catch(() => (status.textContent = words.failed));

const links = () => [...list.querySelectorAll("a")];

const step = (event, distance) => {
  const stops = [field, ...links()];
  const here = stops.indexOf(document.activeElement);
  const next = stops[here + distance];
  if (here < 0 || !next) return;
  event.preventDefault();
  next.focus();
};

let timer;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(run, 150);
});
dialog.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") step(event, 1);
  else if (event.key === "ArrowUp") step(event, -1);
});
filters.addEventListener("toggle", run);
filters.addEventListener("change", run);
clear.addEventListener("click", () => {
  for (const box of boxes) box.checked = false;
  run();
  filters.querySelector("summary").focus();
});
// A click beside the dialog closes it, and a link: a section of this very page would stay behind it otherwise.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("a")) dialog.close();
});

// Fetches the index.
export const prepare = () => {
  loaded().catch(() => (status.textContent = words.failed));
};

// Searches at once and leads to what is found first.
export const lead = async () => {
  clearTimeout(timer);
  await run();
  links()[0]?.focus();
};

// What the reader did before this script was there.
if (field.value.trim() || filters.open) run();
