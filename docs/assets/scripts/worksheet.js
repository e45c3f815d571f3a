// Keeps what is written on the worksheet in this browser alone; prints it, saves it as a document, deletes it.
import { writeRtf } from "./rtf.js";

const form = document.querySelector("[data-worksheet]");
const KEY = form.dataset.worksheet;
const words = JSON.parse(form.dataset.words);
const status = document.querySelector(".sheet-form__status");
const ask = document.querySelector("[data-ask]");
const tools = document.querySelector("[data-tools]");
const fields = [...form.querySelectorAll("textarea")];

// A field shows all its lines, on paper too: the space around it grows with a copy of its text.
const grow = (field) => {
  field.parentElement.dataset.typed = field.value;
};

const load = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {};
  } catch {
    return {}; // Storage may be switched off, or hold something else.
  }
};

const show = () => {
  const kept = load();
  for (const field of fields) {
    field.value = typeof kept[field.name] === "string" ? kept[field.name] : "";
    grow(field);
  }
};

const keep = () => {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(new FormData(form))));
    return true;
  } catch {
    return false;
  }
};

// Said once somebody pauses, so that a screen reader isn't interrupted at each key.
let timer;
const saySoon = (text) => {
  clearTimeout(timer);
  timer = setTimeout(() => (status.textContent = text), 800);
};

// The sheet as paragraphs: its questions as headings, then what each space is for and what stands in it.
const paragraphs = () => {
  const written = [];
  for (const part of form.querySelectorAll(".sheet-form__ask, .sheet-form__hint, label, textarea")) {
    const isHeading = part.matches(".sheet-form__ask");
    const style = isHeading ? "heading" : { P: "hint", LABEL: "label", TEXTAREA: "text" }[part.tagName];
    written.push({ style, text: part.value ?? part.textContent });
  }
  return written;
};

const download = () => {
  const title = document.querySelector("h1").textContent;
  const text = writeRtf({ title, language: document.documentElement.lang, paragraphs: paragraphs() });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/rtf" }));
  link.download = words.file_name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  status.textContent = words.downloaded;
};

const deleteAll = () => {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Without storage there was nothing to delete but the fields.
  }
  form.reset();
  fields.forEach(grow);
  status.textContent = words.deleted;
  fields[0].focus();
};

form.addEventListener("input", ({ target }) => {
  grow(target);
  saySoon(keep() ? words.saved : words.not_saved);
});
form.addEventListener("submit", (event) => event.preventDefault());
tools.querySelector("[data-print]").addEventListener("click", () => print());
tools.querySelector("[data-download]").addEventListener("click", download);
tools.querySelector("[data-delete]").addEventListener("click", () => ask.showModal());
ask.addEventListener("close", () => {
  if (ask.returnValue === "yes") deleteAll();
  ask.returnValue = "";
});
addEventListener("storage", ({ key }) => (key === KEY || key === null) && show());

document.querySelector("[data-kept]").hidden = false;
tools.hidden = false;
show();
