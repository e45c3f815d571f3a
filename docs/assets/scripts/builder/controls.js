// What makes the questions easy to answer: choices from long lists, rows to add and remove, parts that show or hide.
import { fill } from "../words.js";
import { chosenOf, isGap, own, valueBox } from "./form.js";
import { addRow, numberRows, prepareRows, rowsOf } from "./rows.js";

const option = (value, label) => new Option(label, value);

const select = (input, options, choose) => {
  const made = document.createElement("select");
  made.id = input.id;
  made.dataset.choose = input.dataset.choose;
  for (const name of ["aria-label", "aria-describedby"]) {
    if (input.hasAttribute(name)) made.setAttribute(name, input.getAttribute(name));
  }
  made.append(option("", choose), ...options.map(([value, label]) => option(value, label)));
  return made;
};

// The name of a row's list, as its heading has it.
const labelOf = (list) => list.closest("[data-field]").querySelector(".q__label").firstChild.textContent.trim();

const number = (list) => numberRows(list, labelOf(list));

const checkbox = (key, label, isChecked, told) => {
  const made = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "checkbox", value: key, checked: isChecked });
  input.setAttribute("aria-describedby", told);
  made.append(input, " ", label);
  return made;
};

// The works that the card lists, to choose from wherever something names its source.
export const offerListed = (form, keys, cited) => {
  for (const box of form.querySelectorAll("[data-listed]")) {
    const checked = [...box.querySelectorAll("input:checked")].map((input) => input.value);
    const wanted = new Set([...checked, ...JSON.parse(box.dataset.wanted ?? "[]")]);
    delete box.dataset.wanted;
    const offered = [...new Set([...keys, ...wanted])];
    const isSame = offered.join() === [...box.querySelectorAll("input")].map((input) => input.value).join();
    if (isSame) for (const input of box.querySelectorAll("input")) input.checked = wanted.has(input.value);
    else {
      const told = box.getAttribute("aria-describedby");
      box.replaceChildren(...offered.map((key) => checkbox(key, cited[key] ?? key, wanted.has(key), told)));
    }
    box.parentElement.querySelector("[data-none-listed]").hidden = offered.length > 0;
  }
};

// How a chosen work is cited, below it.
const showKey = (chooser, said) => {
  let note = chooser.parentElement.querySelector("[data-cite]");
  if (!note) {
    note = Object.assign(document.createElement("p"), { className: "q__note" });
    note.dataset.cite = "";
    chooser.after(note);
  }
  note.textContent = chooser.value ? fill(said.cite_as, { citation: `[@${chooser.value}]` }) : "";
};

// Shows what belongs to the answers as they are.
export const follow = (form, { said, cited }, data, only) => {
  for (const field of form.querySelectorAll("[data-gap]")) own(field, "[data-answer]")[0].hidden = isGap(field);
  for (const field of form.querySelectorAll("[data-claims]")) {
    const differs = rowsOf(own(field, "[data-rows]")[0]).length > 0;
    valueBox(field).hidden = differs;
  }
  for (const part of form.querySelectorAll("[data-alternative]")) {
    part.hidden = chosenOf(part.closest("[data-one-of]")) !== part.dataset.alternative;
  }
  for (const part of form.querySelectorAll("[data-of]")) part.hidden = only !== "" && part.dataset.of !== only;
  for (const chooser of form.querySelectorAll("select[data-choose=work]")) showKey(chooser, said);
  for (const list of form.querySelectorAll("[data-rows]")) number(list);
  offerListed(form, [...[data.sources ?? []].flat(), ...[data.reading ?? []].flat()], cited);
};

const firstControl = (row) => row.querySelector("input, select, textarea");

// Turns the plain fields of the page into what the builder needs; `changed` is told of rows that come and go.
export const prepare = (form, { said, lists }, changed) => {
  for (const input of form.querySelectorAll("input[data-choose]")) {
    input.replaceWith(select(input, lists[input.dataset.choose], said.choose));
  }
  prepareRows(form);
  for (const list of form.querySelectorAll("[data-rows=value]")) addRow(list);
  form.addEventListener("click", ({ target }) => {
    const list = target.closest("[data-rows]");
    if (target.matches("[data-add]")) {
      const row = addRow(list);
      changed(said.added);
      firstControl(row).focus();
    } else if (target.matches("[data-remove]")) {
      target.closest("[data-row]").remove();
      changed(said.removed);
      list.querySelector(":scope > [data-add]").focus();
    }
  });
};
