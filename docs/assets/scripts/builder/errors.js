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
    line.textContent = [...new Set(found.map(({ message }) => message))].join(" ");
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

const entry = (place, found) => {
  const made = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${place.id || place.closest("[id]").id}`;
  link.textContent = [...contextOf(place), labelOf(place)].join(", ");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(place, found.flatMap(({ controls }) => controls));
  });
  made.append(link, " ", [...new Set(found.map(({ message }) => message))].join(" "));
  return made;
};

// The summary with a link to each answer that needs a look.
export const summarise = (box, problems, said) => {
  const places = groupByPlace(problems);
  const count = places.size;
  box.hidden = false;
  box.classList.toggle("problems--none", count === 0);
  box.querySelector("h3").textContent = plural(said.problems, count);
  box.querySelector("ul").replaceChildren(...[...places].map(([place, found]) => entry(place, found)));
};
