// Lists of answers: a row is a copy of the first one, which is taken off the page and kept.
const prototypes = new WeakMap();
const counts = new WeakMap();
const REFERENCES = ["id", "for", "name", "aria-describedby", "aria-labelledby"];

export const rowsOf = (list) => [...list.querySelectorAll(":scope > [data-row]")];

// Takes the first row of each list as its pattern.
export const prepareRows = (form) => {
  for (const list of form.querySelectorAll("[data-rows]")) {
    const row = list.querySelector(":scope > [data-row]");
    row.remove();
    prototypes.set(list, row);
    counts.set(list, 0);
  }
};

const rename = (element, base, number) => {
  for (const name of REFERENCES) {
    if (element.hasAttribute(name)) {
      const value = element.getAttribute(name).replaceAll(`${base}-0`, `${base}-${number}`);
      element.setAttribute(name, value);
    }
  }
};

export const addRow = (list) => {
  const row = prototypes.get(list).cloneNode(true);
  const number = counts.get(list) + 1;
  counts.set(list, number);
  const base = list.closest("[data-field]").id;
  for (const element of [row, ...row.querySelectorAll("*")]) rename(element, base, number);
  list.querySelector(":scope > [data-add]").before(row);
  return row;
};

export const setRows = (list, most) => {
  for (const row of rowsOf(list).slice(most)) row.remove();
};

// Numbers the rows, in their names and in those of their buttons; one answer by itself needs no button.
export const numberRows = (list, label) => {
  const rows = rowsOf(list);
  rows.forEach((row, index) => {
    const name = `${row.dataset.numbered ?? label} ${index + 1}`;
    const number = row.querySelector(":scope > [data-number]");
    if (number) number.textContent = name;
    if (row.hasAttribute("role")) row.setAttribute("aria-label", name);
    const remove = row.querySelector(":scope > [data-remove]");
    remove.setAttribute("aria-label", `${remove.textContent}: ${name}`);
    remove.hidden = list.dataset.rows === "value" && rows.length === 1;
  });
};
