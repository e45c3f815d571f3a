// Makes a document for paper from pages of this site: a cover, practices, and what comes with them.
const pending = new Map();

const fetchPage = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

// A page of this site, fetched once; what fails is asked for anew the next time.
export const loadPage = (address) => {
  if (!pending.has(address)) {
    const page = fetchPage(address);
    page.catch(() => pending.delete(address));
    pending.set(address, page);
  }
  return pending.get(address);
};

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Where an address of another page leads; one of this site stays without its host, as on every page.
const from = (there, address) => {
  const url = new URL(there, address);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : url.href;
};

const REFERRING = ["for", "headers", "aria-labelledby", "aria-describedby"];
const FOR_SCREENS = "script, button, nav, dialog, template, [data-tools], .screen-only";

// A copy of a part of another page: its links lead where they led there, and its ids are its own in this document.
const copy = (element, address, name) => {
  const copied = document.importNode(element, true);
  for (const part of copied.querySelectorAll(FOR_SCREENS)) part.remove();
  for (const part of copied.querySelectorAll("[href], [src]")) {
    for (const attribute of ["href", "src"]) {
      const there = part.getAttribute(attribute);
      if (there !== null && !there.startsWith("#")) part.setAttribute(attribute, from(there, address));
    }
  }
  for (const part of [copied, ...copied.querySelectorAll("*")]) {
    if (part.id) part.id = `${name}--${part.id}`;
    for (const attribute of REFERRING) {
      const ids = part.getAttribute(attribute);
      if (ids !== null) part.setAttribute(attribute, ids.replace(/\S+/g, (id) => `${name}--${id}`));
    }
    const inside = part.getAttribute("href");
    if (inside?.startsWith("#")) part.setAttribute("href", `#${name}--${inside.slice(1)}`);
  }
  return copied;
};

const section = (kind, ...children) => make("section", { className: `pack__part pack__part--${kind}` }, ...children);

// How a section begins: what it says first, with the list that this leads to.
const shorten = (part) => {
  const [heading, ...rest] = part.children;
  const blocks = rest.flatMap((block) => (block.matches("div") ? [...block.children] : [block]));
  const first = blocks.findIndex((block) => !block.matches(".notice"));
  const leads = blocks[first]?.textContent.trim().endsWith(":");
  part.replaceChildren(heading, ...blocks.slice(0, first + (leads ? 2 : 1)));
};

const keepShort = (practice, name, kept) => {
  const wanted = new Set(kept.map((id) => `${name}--${id}`));
  for (const part of practice.querySelectorAll(".section, .note, .photo")) {
    if (wanted.has(part.getAttribute("aria-labelledby"))) shorten(part);
    else part.remove();
  }
};

const REFERENCES = ["reading", "sources"];

const dropReferences = (practice, name) => {
  for (const id of REFERENCES) practice.querySelector(`[aria-labelledby="${name}--${id}"]`)?.remove();
};

const practicePart = async ({ slug, address }, { short, reading, sections }) => {
  const page = await loadPage(address);
  const practice = copy(page.querySelector(".practice"), address, slug);
  if (short) keepShort(practice, slug, sections);
  else if (reading) dropReferences(practice, slug);
  return section(short ? "short" : "practice", practice, copy(page.querySelector(".colophon"), address, slug));
};

const readingPart = async (practices, words) => {
  const pages = await Promise.all(practices.map(({ address }) => loadPage(address)));
  const items = new Map();
  for (const [number, page] of pages.entries()) {
    for (const item of page.querySelectorAll(".references > li")) {
      const copied = copy(item, practices[number].address, "reading");
      copied.querySelector(".to-entry")?.remove();
      items.set(copied.textContent.trim(), copied);
    }
  }
  const order = new Intl.Collator(document.documentElement.lang);
  const sorted = [...items].sort(([one], [other]) => order.compare(one, other)).map(([, item]) => item);
  return section("reading", make("h1", {}, words.reading), make("ul", { className: "references" }, ...sorted));
};

const worksheetPart = async (address) => {
  const page = await loadPage(address);
  const parts = [...page.querySelectorAll("h1, .lead, .sheet-form__gap, .sheet-form")];
  const copied = parts.map((part) => copy(part, address, "worksheet"));
  const form = copied.at(-1);
  for (const label of form.querySelectorAll("label")) label.removeAttribute("for");
  for (const space of form.querySelectorAll(".sheet-form__space")) {
    space.dataset.typed = "";
    space.replaceChildren();
  }
  return section("worksheet", ...copied, copy(page.querySelector(".colophon"), address, "worksheet"));
};

const tableOf = async (practices, address) => {
  const table = copy((await loadPage(address)).querySelector("table.compare"), address, "compare");
  table.deleteCaption(); // It speaks of all practices, and the part has a heading.
  const wanted = new Set(practices.map((practice) => practice.address));
  for (const row of table.tBodies[0].querySelectorAll("tr")) {
    if (!wanted.has(row.querySelector("th a").href)) row.remove();
  }
  return table;
};

// In large print a wide table becomes a list of questions, with each practice's answer below.
const listOf = (table) =>
  [...table.tHead.rows[0].cells].slice(1).map((head, number) => {
    const answers = [...table.tBodies[0].rows].map((row) =>
      make("div", {}, make("dt", {}, ...row.cells[0].cloneNode(true).childNodes), make("dd", {}, ...row.cells[number + 1].childNodes)),
    );
    return make("section", { className: "section" }, make("h2", {}, head.textContent), make("dl", {}, ...answers));
  });

const comparisonPart = async (practices, address, words, large) => {
  const table = await tableOf(practices, address);
  return section(large ? "answers" : "comparison", make("h1", {}, words.comparison), ...(large ? listOf(table) : [table]));
};

const contentsOf = (parts, words) => {
  const titles = parts.map((part) => make("li", {}, ...part.querySelector("h1").cloneNode(true).childNodes));
  return [make("h2", {}, words.contents), make("ol", { className: "pack__contents" }, ...titles)];
};

const coverPart = ({ title, date, place }, parts, words) => {
  const line = [date, place].filter(Boolean).join(" · ");
  const head = [make("h1", {}, title || words.pack_title), make("p", { className: "pack__when" }, line)];
  const colophon = copy(document.querySelector(".page > .colophon"), location.href, "cover");
  return section("cover", make("div", {}, ...head, ...contentsOf(parts, words)), colophon);
};

// The pages that a choice needs.
export const neededFor = ({ practices, parts, addresses }) => [
  ...practices.map(({ address }) => address),
  ...(parts.has("worksheet") ? [addresses.worksheet] : []),
  ...(parts.has("comparison") ? [addresses.comparison] : []),
];

// The parts of the document, the cover first. `choice` has `practices` ({ slug, address }), `parts` (a set of names),
// `short`, `cover` ({ title, date, place }) as typed, `sections` (ids), `addresses` and `words`.
export const buildPack = async (choice) => {
  const { practices, parts, short, cover, sections, addresses, words } = choice;
  const reading = parts.has("reading");
  const made = await Promise.all([
    ...practices.map((practice) => practicePart(practice, { short, reading, sections })),
    ...(parts.has("comparison") ? [comparisonPart(practices, addresses.comparison, words, parts.has("large"))] : []),
    ...(parts.has("worksheet") ? [worksheetPart(addresses.worksheet)] : []),
    ...(reading ? [readingPart(practices, words)] : []),
  ]);
  return [coverPart(cover, made, words), ...made];
};
