// Sets the practices that the address names side by side; without any, the table of all practices stands there.
import { readList, writeLists } from "./address.js";
import { bindChoices, hiddenKeys } from "./choices.js";
import { explainCitations } from "./explanations.js";
import { watchLayout } from "./layout.js";
import { buildTable, countFacts, hideRows, loadCells } from "./side.js";
import { MOST, read, write } from "./tray.js";
import { fill, plural, textOf } from "./words.js";

const root = document.documentElement;
const chosen = document.querySelector("[data-chosen]");
const words = JSON.parse(chosen.dataset.words);
const part = (name) => chosen.querySelector(`[data-${name}]`);
const [region, frame, form, full, only, summary] = ["side", "frame", "add", "full", "only", "summary"].map(part);
const found = document.querySelector("[data-found]");
const status = document.querySelector("[data-status]");
const select = form.querySelector("select");
const jumps = part("jump").querySelectorAll("a");
const title = document.title;

// All practices, as the table of all lists them.

const rows = [...document.querySelectorAll("[data-practice]")];
const facts = [...document.querySelectorAll("[data-column]")].map((head) => head.dataset.column);

const practices = new Map(rows.map((row) => [row.dataset.practice, { row, link: row.querySelector("a") }]));
const formerNames = rows.flatMap(({ dataset }) =>
  (dataset.former ?? "").split(" ").filter(Boolean).map((name) => [name, dataset.practice]),
);
const present = new Map(formerNames);

const nameOf = (slug) => textOf(practices.get(slug).link);
const placeOf = (slug, fact) => practices.get(slug).row.cells[facts.indexOf(fact)].dataset.place;

const entryOf = (slug) => {
  const language = practices.get(slug).link.querySelector("[lang]")?.lang ?? root.lang;
  return { slug, titles: { [language]: nameOf(slug) } };
};

// What the address asks for.

const resolve = (names) => {
  const slugs = names.map((name) => (practices.has(name) ? name : present.get(name)));
  const known = [...new Set(slugs.filter(Boolean))];
  const unknown = names.filter((_, place) => !slugs[place]);
  return { shown: known.slice(0, MOST), unknown: [...new Set(unknown)], left: known.slice(MOST) };
};

const sayWhatIsMissing = ({ unknown, left }) => {
  const quoted = (list) => ({ names: list.map((name) => `“${name}”`).join(", ") });
  const said = [];
  if (unknown.length) said.push(fill(words.not_found, quoted(unknown)));
  if (left.length) said.push(fill(words.too_many, quoted(left.map(nameOf))));
  found.replaceChildren(...said.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  found.hidden = said.length === 0;
};

// The view.

let shown = [];
let latest = 0;
let seen; // The question in the address that is shown; a jump within the page leaves it as it is.

const applyRows = () => {
  const table = region.querySelector("table");
  if (!table) return;
  hideRows(table, hiddenKeys(), only.checked);
  for (const link of jumps) link.parentElement.hidden = document.querySelector(link.hash).hidden;
};
const showRowChoices = bindChoices(chosen.querySelector("[data-choices]"), applyRows);

const lay = watchLayout(region, part("pager"), (place, count) =>
  fill(words.position, { place: place + 1, count, title: nameOf(shown[place]) }),
);

const fillForm = () => {
  const others = [...practices.keys()].filter((slug) => !shown.includes(slug));
  const options = others.map((slug) => new Option(nameOf(slug), slug));
  select.replaceChildren(select.options[0], ...options);
  select.value = "";
  form.hidden = shown.length >= MOST || !others.length;
  full.hidden = shown.length < MOST;
};

const cellsOf = async (slug) => {
  const cells = await loadCells(new URL(chosen.dataset.file, practices.get(slug).link.href));
  return cells ?? failedCells(slug);
};

const failedCells = (slug) => {
  const cells = part("failed").content.cloneNode(true);
  const { link } = practices.get(slug);
  cells.querySelector("a").replaceWith(Object.assign(link.cloneNode(true), { className: "side__title" }));
  cells.querySelector("[data-retry]").addEventListener("click", () => show({ focus: () => form.querySelector("select") }));
  return cells;
};

const describe = (table) => {
  const count = plural(words.count, shown.length);
  if (shown.length < 2) return count;
  const { total, differing } = countFacts(table);
  return `${count} ${plural(words.differ, differing, { total })}`;
};

const fillSide = (cells) => {
  const columns = shown.map((slug, place) => ({ slug, cells: cells[place] }));
  const table = buildTable(frame, columns, placeOf, words.states);
  table.querySelectorAll("[data-drop]").forEach((button) => button.addEventListener("click", () => drop(button)));
  region.replaceChildren(table);
  explainCitations(table);
  applyRows();
  lay();
  return describe(table);
};

// Shows what the address asks for. `said` comes before the count; `focus()` finds what gets the focus afterwards.
const show = async ({ said = "", focus } = {}) => {
  const turn = ++latest;
  seen = location.search;
  const asked = resolve(readList("p"));
  sayWhatIsMissing(asked);
  ({ shown } = asked);
  only.checked = readList("only").includes("differing");
  showRowChoices();
  fillForm();
  document.title = [shown.map(nameOf).join(" / "), title].filter(Boolean).join(" – ");
  if (shown.length) {
    root.dataset.view = "chosen";
    const cells = await Promise.all(shown.map(cellsOf));
    if (turn !== latest) return;
    summary.textContent = fillSide(cells);
  } else {
    delete root.dataset.view;
  }
  status.textContent = shown.length ? `${said} ${summary.textContent}`.trim() : said;
  focus?.()?.focus();
};

// What the reader changes. Only then does the tray follow: a link that somebody shared leaves it alone.

const change = (slugs, options) => {
  writeLists({ p: slugs }, { step: true });
  write(slugs.map(entryOf));
  show(options);
};

const drop = (button) => {
  const place = [...region.querySelectorAll("[data-drop]")].indexOf(button);
  const slug = button.dataset.drop;
  const left = shown.filter((one) => one !== slug);
  const neighbour = () => {
    const buttons = region.querySelectorAll("[data-drop]");
    return left.length ? buttons[Math.min(place, buttons.length - 1)] : document.querySelector("h1");
  };
  change(left, { said: left.length ? fill(words.dropped, { title: nameOf(slug) }) : words.all_dropped, focus: neighbour });
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const slug = select.value;
  const focus = () => (form.hidden ? region.querySelector("th:last-child [data-drop]") : select);
  change([...shown, slug], { said: fill(words.added, { title: nameOf(slug) }), focus });
});
only.addEventListener("change", () => {
  writeLists({ only: only.checked ? ["differing"] : [] });
  applyRows();
});
addEventListener("popstate", () => location.search === seen || show());

const asked = readList("p");
const current = asked.map((name) => present.get(name) ?? name);
if (current.join() !== asked.join()) writeLists({ p: current });
show();
if (shown.length && !read().length) write(shown.map(entryOf));
