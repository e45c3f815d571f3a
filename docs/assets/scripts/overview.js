// Narrows and orders the overview by the choice in its form, which the address holds too.
// Without this script the whole list stands there, with links to a list for each option.
import { carryQuery } from "./language.js";
import { arrange, fold, narrow } from "./narrowing.js";
import { plural } from "./words.js";

const ORDERS = ["since", "duration", "size"];
const form = document.getElementById("filters");
const list = document.querySelector(".overview ul.cards");
const status = document.querySelector(".overview__status");
const clear = document.querySelector("[data-clear]");
const more = document.querySelector(".overview [data-more]");
const all = form.querySelector(".filters__all");
const { q: field, sort } = form.elements;
const said = JSON.parse(form.dataset.words);
const boxes = [...form.querySelectorAll("[type=checkbox]")];
const counts = boxes.map((box) => box.parentElement.querySelector(".option__count"));
const names = [...new Set(boxes.map((box) => box.name))];
const facetOf = boxes.map((box) => names.indexOf(box.name));

const cards = [...list.children].map((element) => {
  const shown = ["h3", "p:not(.is-draft)", "li"].map((part) => element.querySelector(part).textContent);
  return {
    element,
    text: fold([...shown, element.dataset.words].join(" ")),
    options: element.dataset.options.split(" ").map(Number),
    order: element.dataset.order.split(" ").map((number) => (number === "-" ? null : Number(number))),
  };
});

const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);

// A long list shows its first cards only: the browser then lays out few, whatever fits.
const PAGE = 48;
let most = PAGE;
let found = [];
const reveal = () => {
  const shown = new Set(found.slice(0, most));
  for (const card of cards) if (card.element.hidden === shown.has(card)) card.element.hidden = !shown.has(card);
  const left = Math.min(PAGE, found.length - shown.size);
  more.hidden = left === 0;
  more.textContent = said.more.replace("{count}", left);
};

const writeStatus = () => {
  const sentences = [found.length ? said.some.replace("{count}", found.length) : said.none];
  if (found.length === cards.length) sentences[0] = said.all;
  const number = ORDERS.indexOf(sort.value);
  const unknown = number < 0 ? 0 : found.filter((card) => card.order[number] === null).length;
  if (unknown) sentences.push(plural(said.last[sort.value], unknown));
  if (sort.value === "size" && unknown < found.length) sentences.push(said.size_means);
  const text = sentences.join(sentences[0].endsWith(".") ? " " : ". ");
  if (status.textContent !== text) status.textContent = text;
};

const writeCounts = (numbers) => {
  for (const [place, number] of numbers.entries()) {
    counts[place].textContent = number || said.none_left;
    counts[place].parentElement.classList.toggle("option--empty", number === 0);
  }
  for (const group of form.querySelectorAll("details")) {
    const chosen = group.querySelectorAll(":checked").length;
    group.querySelector("[data-chosen]").textContent = chosen ? said.chosen.replace("{count}", chosen) : "";
  }
};

let arranged = "title";
let order = cards;
const reorder = () => {
  if (sort.value === arranged) return;
  arranged = sort.value;
  const number = ORDERS.indexOf(arranged);
  const places = arrange(cards.map((card) => (number < 0 ? null : card.order[number])), arranged === "size");
  order = places.map((place) => cards[place]);
  list.dataset.sorted = arranged;
  list.append(...order.map((card) => card.element));
};

const show = () => {
  const chosen = boxes.flatMap((box, place) => (box.checked ? [place] : []));
  const { fits, counts: numbers } = narrow(cards, facetOf, chosen, wordsOf(field.value));
  reorder();
  const fitting = new Set(cards.filter((_, place) => fits[place]));
  found = order.filter((card) => fitting.has(card));
  most = PAGE;
  reveal();
  writeCounts(numbers);
  writeStatus();
  clear.hidden = chosen.length === 0 && !field.value;
  carryQuery();
};

const addressOfChoice = () => {
  const query = new URLSearchParams(new FormData(form));
  if (!field.value.trim()) query.delete("q");
  if (sort.value === "title") query.delete("sort");
  const text = query.toString();
  return location.pathname + (text && `?${text}`);
};

const readAddress = () => {
  const query = new URLSearchParams(location.search);
  for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
  field.value = query.get("q") ?? "";
  sort.value = query.get("sort") ?? "title";
  if (sort.selectedIndex < 0) sort.value = "title";
  for (const box of boxes) if (box.checked) box.closest("details").open = true;
  show();
};

// A choice is a step that the way back undoes; words and the order are not.
const step = () => {
  history.pushState(null, "", addressOfChoice());
  show();
};
const adjust = () => {
  history.replaceState(null, "", addressOfChoice());
  show();
};

let timer;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(adjust, 150);
});
for (const box of boxes) box.addEventListener("change", step);
sort.addEventListener("change", adjust);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", readAddress);

clear.addEventListener("click", () => {
  for (const box of boxes) box.checked = false;
  field.value = "";
  step();
  status.focus();
});

more.addEventListener("click", () => {
  const next = found[most];
  most += PAGE;
  reveal();
  next.element.querySelector("a").focus();
});
// Paper takes them all.
addEventListener("beforeprint", () => {
  most = Infinity;
  reveal();
});

// On a narrow screen everything stands behind one disclosure; on a wide one it is always open.
const isWide = matchMedia("(min-width: 64rem)");
const fit = () => (all.open = isWide.matches);
isWide.addEventListener("change", fit);
form.querySelector("[data-show]").addEventListener("click", () => {
  all.open = false;
  status.focus();
  status.scrollIntoView();
});

fit();
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
readAddress();
