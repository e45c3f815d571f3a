// The buttons that choose practices to compare, and the bar that says what is chosen. Without scripts neither shows.
import { MOST, read, subscribe, titleOf, write } from "./tray.js";
import { fill, textOf } from "./words.js";

const bar = document.querySelector("[data-tray]");
const words = JSON.parse(bar.dataset.words);
const status = document.querySelector("[data-tray-status]");
const names = bar.querySelector("[data-names]");
const shown = bar.querySelector("[data-count]");
const link = bar.querySelector("[data-go]");
const target = link.href;

const isChosen = (slug) => read().some((entry) => entry.slug === slug);

const entryOf = (button) => {
  const name = button.querySelector("span");
  const language = name.querySelector("[lang]")?.lang ?? document.documentElement.lang;
  return { slug: button.dataset.compare, titles: { [language]: textOf(name) } };
};

const say = (template, entry) => {
  const { title } = entry ? titleOf(entry) : {};
  status.textContent = fill(template, { title, count: read().length, most: MOST });
};

const choose = (entry) => {
  if (read().length === MOST) return say(words.full);
  write([...read(), entry]);
  say(words.added, entry);
};

const drop = (entry) => {
  write(read().filter(({ slug }) => slug !== entry.slug));
  say(words.dropped, entry);
};

const dropped = (entry) => {
  const place = read().findIndex(({ slug }) => slug === entry.slug);
  drop(entry);
  const left = names.querySelectorAll("button");
  (left[Math.min(place, left.length - 1)] ?? document.getElementById("content")).focus();
};

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const item = (entry) => {
  const { title, language } = titleOf(entry);
  const lang = language === document.documentElement.lang ? "" : language;
  const link = make("a", { href: new URL(`../practices/${entry.slug}/`, target) }, title);
  const button = make("button", { type: "button", className: "button" }, words.drop, make("span", { className: "hidden" }, ` ${title}`));
  if (lang) link.lang = button.lastChild.lang = lang;
  button.addEventListener("click", () => dropped(entry));
  return make("li", {}, link, button);
};

// A card has no button in the page itself, so that a page of very many cards stays small.
const offer = (card) => {
  const title = card.querySelector(".card__title a");
  const name = make("span", { className: "hidden" }, " ", ...[...title.childNodes].map((node) => node.cloneNode(true)));
  const button = make("button", { type: "button", className: "button choose" }, words.compare, name);
  button.dataset.compare = title.pathname.split("/").at(-2);
  card.append(make("div", { className: "card__tools" }, button));
};
for (const card of document.querySelectorAll(".card")) offer(card);

// Titles met on this page are remembered in its language, whichever language they were chosen in.
const buttons = [...document.querySelectorAll("[data-compare]")];
const learnTitles = () => {
  const met = new Map(buttons.map((button) => [button.dataset.compare, entryOf(button).titles]));
  const learned = read().map(({ slug, titles }) => ({ slug, titles: { ...titles, ...met.get(slug) } }));
  if (JSON.stringify(learned) !== JSON.stringify(read())) write(learned);
};

const show = () => {
  const choice = read();
  const chosen = new Set(choice.map(({ slug }) => slug));
  for (const button of buttons) button.setAttribute("aria-pressed", String(chosen.has(button.dataset.compare)));
  shown.textContent = fill(words.count, { count: choice.length, most: MOST });
  link.href = `${target}?p=${choice.map(({ slug }) => slug).join(",")}`;
  names.replaceChildren(...choice.map(item));
  bar.hidden = choice.length === 0;
};

for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const entry = entryOf(button);
    if (isChosen(entry.slug)) drop(entry);
    else choose(entry);
  });
}
bar.querySelector("[data-empty]").addEventListener("click", () => {
  write([]);
  say(words.emptied);
  document.getElementById("content").focus({ preventScroll: true });
});
learnTitles();
show();
subscribe(show);
