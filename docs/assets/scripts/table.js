// The table of all practices: sorted by any column, with the columns that the reader chose, as a file.
import { readList, writeLists } from "./address.js";
import { bindChoices, hiddenKeys } from "./choices.js";
import { download } from "./csv.js";
import { fill, textOf } from "./words.js";

const whole = document.querySelector("[data-whole]");
const words = JSON.parse(document.querySelector("[data-chosen]").dataset.words);
const table = whole.querySelector("table");
const status = document.querySelector("[data-status]");
const heads = [...table.tHead.rows[0].cells];
const keys = heads.map((head) => head.dataset.column);
const byTitle = [...table.tBodies[0].rows];
const placeByTitle = new Map(byTitle.map((row, place) => [row, place]));

const placeOf = (row, column) => (column === 0 ? placeByTitle.get(row) : row.cells[column].dataset.place);

// The sorted column: its number, and whether it falls.
const readSort = () => {
  const [written = keys[0]] = readList("sort");
  const column = keys.indexOf(written.replace(/^-/, ""));
  return column < 0 ? { column: 0, falls: false } : { column, falls: written.startsWith("-") };
};

// What isn't described stands last, whichever way the rest goes; rows that are alike stay in the order of titles.
const sortRows = ({ column, falls }) => {
  const known = byTitle.filter((row) => placeOf(row, column) !== undefined);
  const unknown = byTitle.filter((row) => placeOf(row, column) === undefined);
  known.sort((one, other) => (placeOf(one, column) - placeOf(other, column)) * (falls ? -1 : 1));
  table.tBodies[0].append(...known, ...unknown);
};

const markSorted = ({ column, falls }) => {
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", falls ? "descending" : "ascending");
};

const showColumns = () => {
  const hidden = hiddenKeys();
  keys.forEach((key, column) => {
    for (const row of table.rows) row.cells[column].hidden = column > 0 && hidden.has(key);
  });
};

const chooseSort = (column) => {
  const now = readSort();
  const next = { column, falls: now.column === column && !now.falls };
  writeLists({ sort: column || next.falls ? [(next.falls ? "-" : "") + keys[column]] : [] });
  sortRows(next);
  markSorted(next);
  status.textContent = fill(words.sorted[next.falls ? "descending" : "ascending"], { column: textOf(heads[column]) });
};

// On paper a head stands on every sheet, which no button does: the style sheet writes its name there.
const addSortButton = (head, column) => {
  head.dataset.name = textOf(head);
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => chooseSort(column));
  head.append(button);
};

const cellText = (cell) => {
  const answers = [...cell.querySelectorAll(".answers > li")];
  return answers.length ? answers.map(textOf).join("; ") : textOf(cell.querySelector("a, button") ?? cell);
};

const shownTexts = () => {
  const rowTexts = (row) => [...row.cells].filter((cell) => !cell.hidden).map(cellText);
  return [...table.rows].map(rowTexts);
};

const showColumnChoices = bindChoices(whole.querySelector("[data-choices]"), showColumns);

const show = () => {
  sortRows(readSort());
  markSorted(readSort());
  showColumnChoices();
  showColumns();
};

heads.forEach(addSortButton);
const hint = Object.assign(document.createElement("span"), { textContent: ` ${words.sortable}` });
hint.dataset.scripted = "";
table.caption.append(hint);
const downloader = whole.querySelector("[data-download]");
downloader.addEventListener("click", () => download(downloader.dataset.download, shownTexts()));
whole.querySelector("[data-scripted]").hidden = false;
addEventListener("popstate", show);
show();
