// Practices side by side as one table: rows from the page's frame, and a column from each practice's own file.
const FACT = "[data-fact]";

const template = (html) => {
  const element = document.createElement("template");
  element.innerHTML = html; // Made by this site's own build, which escapes what cards say.
  return element.content;
};

// An address as written in a file at `base`; within this site without its host, as pages write theirs. One that leads
// nowhere stays as it is: it may not take the whole column away.
const rebased = (written, base) => {
  if (!URL.canParse(written, base)) return written;
  const { origin, pathname, search, hash, href } = new URL(written, base);
  return origin === location.origin ? pathname + search + hash : href;
};

const pending = new Map();

const fetchCells = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const cells = template((await answer.json()).html);
  for (const link of cells.querySelectorAll("[href]")) link.href = rebased(link.getAttribute("href"), address);
  return cells;
};

// The cells of one practice, fetched once; null where they can't be had now.
export const loadCells = async (address) => {
  if (!pending.has(address)) pending.set(address, fetchCells(address));
  try {
    return (await pending.get(address)).cloneNode(true);
  } catch {
    pending.delete(address);
    return null;
  }
};

const appendCell = (row, cells) => {
  const cell = cells?.querySelector(`[data-row="${row.dataset.row}"]`);
  row.append(cell ?? Object.assign(document.createElement("td"), { role: "cell" }));
};

// Whether the practices answer alike, by the places that the whole table gives their answers.
const stateOf = (places) => {
  const known = places.filter((place) => place !== undefined);
  if (new Set(known).size > 1) return "differs";
  return known.length === places.length ? "same" : "partly";
};

const markRow = (row, places, names) => {
  row.dataset.state = stateOf(places);
  const sign = row.querySelector(".side__sign");
  sign.textContent = names[row.dataset.state];
  sign.hidden = false;
};

// `columns` are { slug, cells }, `placeOf(slug, row)` the place of an answer, `names` those of the states.
export const buildTable = (frame, columns, placeOf, names) => {
  const table = frame.content.firstElementChild.cloneNode(true);
  for (const row of table.rows) {
    for (const { cells } of columns) appendCell(row, cells);
    if (columns.length > 1 && row.matches(FACT)) {
      markRow(row, columns.map(({ slug }) => placeOf(slug, row.dataset.row)), names);
    }
  }
  table.style.setProperty("--count", columns.length);
  return table;
};

// Hides rows: those unticked, those that no card here has, and where only differences are wanted the facts without.
export const hideRows = (table, hidden, onlyDiffering) => {
  for (const row of table.tBodies[0].rows) {
    const cells = [...row.cells].slice(1);
    const absent = cells.every((cell) => cell.hasAttribute("data-absent"));
    const alike = onlyDiffering && row.matches(FACT) && row.dataset.state !== "differs";
    row.hidden = hidden.has(row.dataset.row) || absent || alike;
  }
};

export const countFacts = (table) => {
  const rows = [...table.querySelectorAll(FACT)];
  return { total: rows.length, differing: rows.filter((row) => row.dataset.state === "differs").length };
};
