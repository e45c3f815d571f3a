// Puts a pack for a workshop together: the address holds the choice, and what is typed stays on this page.
import { readList, writeLists } from "./address.js";
import { buildPack, loadPage, neededFor } from "./pack.js";
import { countSheets, prepareCount } from "./sheets.js";
import { read, subscribe } from "./tray.js";
import { fill, plural, textOf } from "./words.js";

const AHEAD = 60; // Of so many practices all pages are fetched ahead; of more, those that are chosen.

const form = document.querySelector("[data-workshop]");
const pack = document.querySelector("[data-pack]");
const words = JSON.parse(form.dataset.words);
const sections = JSON.parse(form.dataset.sections);
const part = (name) => form.querySelector(`[data-${name}]`);
const [tray, sheets, failed, loadedSign, button] = ["from-tray", "sheets", "failed", "loaded", "print"].map(part);
const absolute = (address) => new URL(address, location).href;
const addresses = { worksheet: absolute(form.dataset.worksheet), comparison: absolute(form.dataset.comparison) };

const boxes = new Map([...form.elements.p].map((box) => [box.value, box]));
const addressOf = (slug) => absolute(boxes.get(slug).dataset.address);
const nameOf = (slug) => textOf(boxes.get(slug).labels[0]);

// The choice: practices in the order in which they were chosen, and what comes with them.

let chosen = [];

const checkedParts = () => [...form.elements.with].filter((box) => box.checked).map((box) => box.value);
const isShort = () => form.elements.kind.value === "short";

const readAddress = () => {
  chosen = [...new Set(readList("p"))].filter((slug) => boxes.has(slug));
  const parts = new Set(readList("with"));
  for (const [slug, box] of boxes) box.checked = chosen.includes(slug);
  for (const box of form.elements.with) box.checked = parts.has(box.value);
  form.elements.kind.value = parts.has("short") ? "short" : "full";
};

const writeAddress = () => writeLists({ p: chosen, with: [...(isShort() ? ["short"] : []), ...checkedParts()] });

const typed = () => Object.fromEntries([...form.querySelectorAll("[data-cover]")].map((field) => [field.dataset.cover, field.value.trim()]));

const choice = () => ({
  practices: chosen.map((slug) => ({ slug, address: addressOf(slug) })),
  parts: new Set(checkedParts()),
  short: isShort(),
  cover: typed(),
  sections,
  addresses,
  words,
});

// What fails to load is named; a single part that fails leaves the last whole pack aside.

const nameOfAddress = (address) => {
  const slug = [...boxes.keys()].find((one) => addressOf(one) === address);
  if (slug) return nameOf(slug);
  return address === addresses.worksheet ? words.parts.worksheet : words.parts.comparison;
};

const sayFailed = async (wanted) => {
  const results = await Promise.allSettled(neededFor(wanted).map(loadPage));
  const missing = neededFor(wanted).filter((_, number) => results[number].status === "rejected").map(nameOfAddress);
  failed.hidden = missing.length === 0;
  failed.querySelector("span").textContent = fill(words.failed, { names: missing.join(", ") });
  return missing.length > 0;
};

// The document, built anew after each change; only the latest counts.

let latest = 0;
let ready = Promise.resolve();

const show = async () => {
  const turn = ++latest;
  const wanted = choice();
  button.disabled = chosen.length === 0;
  if (chosen.length === 0) {
    pack.replaceChildren();
    failed.hidden = true;
    sheets.textContent = words.nothing;
    return;
  }
  sheets.textContent ||= words.counting;
  if (await sayFailed(wanted)) {
    if (turn === latest) [sheets.textContent, button.disabled] = ["", true];
    return;
  }
  const parts = await buildPack(wanted);
  if (turn !== latest) return;
  pack.classList.toggle("pack--large", wanted.parts.has("large"));
  pack.replaceChildren(...parts);
  const counts = await countSheets(pack);
  if (turn === latest) sheets.textContent = plural(words.sheets, counts.reduce((sum, count) => sum + count, 0));
};

const update = () => (ready = show());

let timer;
const updateSoon = () => {
  clearTimeout(timer);
  ready = new Promise((resolve) => (timer = setTimeout(() => resolve(show()), 200)));
};

form.addEventListener("change", ({ target }) => {
  if (target.name === "p") {
    chosen = chosen.filter((slug) => slug !== target.value);
    if (target.checked) chosen.push(target.value);
  }
  if (target.name) {
    writeAddress();
    update();
  }
});
form.addEventListener("input", ({ target }) => target.matches("[data-cover]") && updateSoon());
form.addEventListener("submit", (event) => event.preventDefault());
part("retry").addEventListener("click", update);
button.addEventListener("click", async () => {
  await ready;
  print();
});
addEventListener("popstate", () => {
  readAddress();
  update();
});

// The practices that were chosen for the comparison are offered.

const fromTray = () => read().map(({ slug }) => slug).filter((slug) => boxes.has(slug));

const showTray = () => {
  const slugs = fromTray();
  tray.hidden = slugs.length === 0;
  tray.firstElementChild.textContent = plural(words.tray, slugs.length);
};
tray.firstElementChild.addEventListener("click", () => {
  chosen = fromTray();
  for (const [slug, box] of boxes) box.checked = chosen.includes(slug);
  writeAddress();
  update();
});
subscribe(showTray);

// What may be needed is fetched ahead, one page after the other, so that a pack can be made without a network.

const fetchAhead = async () => {
  const practices = boxes.size <= AHEAD ? [...boxes.keys()] : chosen;
  await prepareCount();
  for (const address of [addresses.worksheet, addresses.comparison, ...practices.map(addressOf)]) await loadPage(address);
  loadedSign.hidden = boxes.size > AHEAD;
};

readAddress();
showTray();
form.hidden = false;
update();
fetchAhead().catch(() => {}); // Said once a pack needs what is missing.
