// Says at each question what is wrong with its answer, and above the buttons how many answers need a look.
import { plural } from "../words.js";

const lineOf = (place) => {
  const own = [...place.querySelectorAll(".q__error")];
  return own.find((line) => line.parentElement === place);
};

const openAround = (place) => {
  for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
};

const labelOf = (place) => place.querySelector(".q__label, label").firstChild.textContent.trim();

const groupByPlace = (problems) => {
  const found = new Map();
  for (const problem of problems) found.set(problem.place, [...(found.get(problem.place) ?? []), problem]);
  return found;
};

const messagesOf = (found) => [...new Set(found.map(({ message }) => message))].join(" ");

// Writes the problems of the places that `isShown` allows; the others stay as quiet as an answer that is fine.
export const showProblems = (form, problems, isShown) => {
  for (const line of form.querySelectorAll(".q__error")) {
    line.hidden = true;
    line.textContent = "";
  }
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  for (const [place, found] of groupByPlace(problems)) {
    if (!isShown(place)) continue;
    const line = lineOf(place);
    line.textContent = messagesOf(found);
    line.hidden = false;
    for (const control of found.flatMap(({ controls }) => controls)) control.setAttribute("aria-invalid", "true");
  }
};

const isVisible = (control) => control.checkVisibility?.() ?? true;

// Leads to the first control that is wrong, opening what it is folded in.
const goTo = (place, controls) => {
  openAround(place);
  const usable = [...controls, ...place.querySelectorAll("input, select, textarea, button")];
  const target = usable.find(isVisible);
  target?.focus();
  place.scrollIntoView({ block: "start" });
};

const contextOf = (place) => {
  const rows = [];
  for (let row = place.closest("[data-row][role]"); row; row = row.parentElement.closest("[data-row][role]")) {
    rows.unshift(row.getAttribute("aria-label"));
  }
  return rows;
};

const entries = new WeakMap(); // The line of each place, kept: a link must not vanish while somebody clicks on it.

const newEntry = (place) => {
  const made = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${place.id || place.closest("[id]").id}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(place, entries.get(place).controls);
  });
  made.append(link, " ", document.createElement("span"));
  return { made, link };
};

const entryOf = (place, found) => {
  const entry = entries.get(place) ?? newEntry(place);
  entry.controls = found.flatMap(({ controls }) => controls);
  entries.set(place, entry);
  entry.link.textContent = [...contextOf(place), labelOf(place)].join(", ");
  entry.made.querySelector("span").textContent = messagesOf(found);
  return entry.made;
};

// Brings a list's items in line without taking away the ones that stay.
const replaceItems = (list, items) => {
  for (const item of [...list.children]) if (!items.includes(item)) item.remove();
  items.forEach((item, index) => list.children[index] === item || list.insertBefore(item, list.children[index]));
};

// The summary with a link to each answer that needs a look.
export const summarise = (box, problems, said) => {
  const places = groupByPlace(problems);
  const count = places.size;
  box.hidden = false;
  box.classList.toggle("problems--none", count === 0);
  box.querySelector("h3").textContent = plural(said.problems, count);
  const items = [...places].map(([place, found]) => entryOf(place, found));
  replaceItems(box.querySelector("ul"), items);
};
