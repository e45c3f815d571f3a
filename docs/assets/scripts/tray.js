// The practices that a reader has chosen, remembered in this browser alone, across pages and tabs.
//
// For other scripts:
//   MOST              how many may be chosen
//   read()            the choice: [{ slug, titles }], the first chosen first; `titles` by language, as far as met
//   write(choice)     replace the choice; what goes beyond MOST is left out
//   subscribe(react)  call `react(choice)` after each change, made here or in another tab; gives a way to stop
//   titleOf(entry)    { title, language }: the title in the page's language, or in another that is known
const KEY = "tray";
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const MOST = 4;

const isEntry = (entry) => SLUG.test(entry?.slug) && typeof entry.titles === "object" && entry.titles !== null;

const load = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]").filter(isEntry).slice(0, MOST);
  } catch {
    return []; // Storage may be switched off or hold something else; the choice then starts anew.
  }
};

let choice = load();
const listeners = new Set();

const tell = () => {
  for (const react of listeners) react(choice);
};

export const read = () => choice;

export const write = (next) => {
  choice = next.slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  tell();
};

export const subscribe = (react) => {
  listeners.add(react);
  return () => listeners.delete(react);
};

export const titleOf = ({ slug, titles }) => {
  const own = document.documentElement.lang;
  const language = own in titles ? own : (Object.keys(titles)[0] ?? own);
  return { title: titles[language] ?? slug, language };
};

const reload = () => {
  choice = load();
  tell();
};

addEventListener("storage", ({ key }) => (key === KEY || key === null) && reload());
addEventListener("pageshow", ({ persisted }) => persisted && reload()); // Back on a page that was kept as it was.
