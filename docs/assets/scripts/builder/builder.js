// The card builder: from answers to a file, checked and shown while one writes.
import { fill } from "../words.js";
import { readCard, writeCard } from "./card-file.js";
import { listWorks } from "./card-lists.js";
import { makeChecker } from "./checks.js";
import { follow, prepare } from "./controls.js";
import { forgetDrafts, keepDraft, loadDraft } from "./draft.js";
import { showProblems, summarise } from "./errors.js";
import { languageOf, questionsOf, readForm, writeForm, writtenIn } from "./form.js";
import { isSlug, suggestSlug, titleOf } from "./names.js";
import { makePreviewArea } from "./preview-area.js";
import { offerWays } from "./sending.js";

const form = document.querySelector("[data-builder]");
const settings = JSON.parse(form.dataset.builder);
const said = settings.words.builder;
const find = (name) => document.querySelector(`[data-${name}]`);
const PAUSE = 800; // Milliseconds after which a pause in typing counts as one.

const fetched = async (address, read) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return read(answer);
};

const references = await fetched(settings.works, (answer) => answer.json()).catch(() => ({}));
const schema = await fetched(settings.schema, (answer) => answer.json()).catch(() => null);

const check = schema && makeChecker(settings, schema, Object.keys(references));
const slugField = form.querySelector("#card-slug");
const notesField = form.querySelector("#card-notes");
const status = find("status");
const isProse = (() => {
  const keys = new Set([...form.querySelectorAll("[data-kind=prose]")].map((field) => field.dataset.field));
  return (key) => keys.has(key);
})();

let opened = null; // The card that is mended: its slug, text, notes, answers and what is kept of it.
let left = new WeakSet(); // The questions that somebody has been at and gone on from.
let isSummarised = false;
let hasOwnSlug = false; // Whether somebody chose the file's name, so that the title no longer does.

// What stands in the form

const cleanNotes = () => notesField.value.replace(new RegExp(settings.invisible, "g"), " ").trim();

const readState = () => ({ data: readForm(form), notes: cleanNotes() });

const slugOf = () => slugField.value.trim() || "practice";

const fileOf = ({ data, notes }) => writeCard({ data, notes, order: settings.order, isProse }, opened);

const readWhole = () => {
  const state = readState();
  return { slug: slugOf(), title: titleOf(state.data), text: fileOf(state), isMended: Boolean(opened?.isPublished) };
};

// Checking

const slugProblem = () => {
  const slug = slugField.value.trim();
  if (!isSlug(slug)) return said.bad_slug;
  return settings.slugs.includes(slug) && slug !== opened?.slug ? said.slug_exists : "";
};

const problemsOf = (data) => {
  const found = check(form, data);
  const wrong = slugProblem();
  if (wrong) found.push({ place: form.querySelector("[data-slug]"), message: wrong, controls: [slugField] });
  return found;
};

const review = (data) => {
  if (!check) {
    say(said.needs_schema);
    return;
  }
  const problems = problemsOf(data);
  showProblems(form, problems, (place) => isSummarised || left.has(place));
  if (isSummarised) summarise(find("problems"), problems, said);
};

const reviewAll = () => {
  isSummarised = true;
  refresh();
  const box = find("problems");
  box.focus();
  box.scrollIntoView({ block: "nearest" });
};

// Keeping

let timer;
const say = (text) => {
  clearTimeout(timer);
  status.textContent = text;
};
const saySoon = (text) => {
  clearTimeout(timer);
  timer = setTimeout(say, PAUSE, text);
};

const keep = ({ data, notes }) => {
  const draft = { data, notes, languages: writtenIn(form), slug: slugField.value, hasOwnSlug, opened };
  saySoon(keepDraft(opened?.slug ?? "", draft) ? said.saved : said.not_saved);
};

const lists = { country: settings.countries, work: listWorks(references) };
const surroundings = { said, cited: settings.cited, lists };
// The preview shows what the file says.
const readFile = (state) => ({ ...state, data: (readCard(fileOf(state)) ?? state).data });
const preview = makePreviewArea(settings, () => readFile(readState()));

// Brings everything on the page in line with the answers.
const refresh = () => {
  const state = readState();
  follow(form, surroundings, state.data, writtenIn(form));
  if (!hasOwnSlug && !opened) slugField.value = suggestSlug(state.data);
  find("file").textContent = fileOf(state);
  review(state.data);
  preview.follow();
  return state;
};

const changed = (text) => {
  keep(refresh());
  if (text) say(text);
};

// Opening

const chooseLanguage = (language) => {
  for (const input of form.querySelectorAll("[data-languages] input")) input.checked = input.value === language;
};

const fillIn = ({ data, notes, languages }) => {
  chooseLanguage(languages);
  writeForm(form, data);
  notesField.value = notes;
  for (const more of form.querySelectorAll(".builder__more")) {
    more.open = more.querySelector("[data-field]").dataset.field in data;
  }
  // Sources come first on the page, but are offered only once they are known.
  follow(form, surroundings, data, languages);
  left = new WeakSet();
  isSummarised = false;
  find("problems").hidden = true;
  showProblems(form, [], () => false);
  find("follow").hidden = true;
};

const showOpened = () => {
  const line = find("opened");
  line.hidden = !opened;
  line.textContent = opened ? fill(said.opened, { title: titleOf(opened.answers, settings.language) || opened.slug }) : "";
  slugField.readOnly = Boolean(opened?.isPublished);
};

const refuse = (reason) => {
  status.textContent = "";
  const line = find("opened");
  line.hidden = false;
  line.textContent = fill(said.not_opened, { reason });
};

const goOn = (draft) => {
  ({ opened = null, hasOwnSlug = false } = draft);
  fillIn({ data: draft.data, notes: String(draft.notes ?? ""), languages: String(draft.languages ?? "") });
  slugField.value = String(draft.slug ?? "");
  showOpened();
  refresh();
};

// Goes on with a draft, where there is one that this page can read.
const resume = (name) => {
  const draft = loadDraft(name);
  if (!draft) return false;
  try {
    goOn(draft);
    return true;
  } catch {
    return false; // It was damaged, or written by an earlier form of this page.
  }
};

const openText = (text, slug, isPublished) => {
  const read = readCard(text);
  if (!read) return refuse(said.not_yaml);
  const asked = questionsOf(form).map((field) => field.dataset.field);
  const kept = Object.fromEntries(Object.entries(read.data).filter(([key]) => !asked.includes(key)));
  opened = null;
  try {
    fillIn({ data: read.data, notes: read.notes, languages: languageOf(form, read.data) });
  } catch {
    startAnew(); // What stands in it hasn't the shape of a card's answers.
    return refuse(said.not_yaml);
  }
  opened = { slug, isPublished, text: read.text, notes: read.notes, kept, answers: readForm(form) };
  slugField.value = slug;
  hasOwnSlug = true;
  showOpened();
  return changed();
};

const openPublished = async (slug) => {
  if (resume(slug)) return;
  try {
    openText(await fetched(`${settings.cards}${slug}.yaml`, (answer) => answer.text()), slug, true);
  } catch {
    refuse(said.not_found);
  }
};

const startAnew = () => {
  opened = null;
  hasOwnSlug = false;
  fillIn({ data: { status: "draft", original: settings.language }, notes: "", languages: "" });
  slugField.value = "";
  showOpened();
  refresh();
};

const start = async () => {
  const slug = new URLSearchParams(location.search).get("card");
  if (slug && isSlug(slug)) {
    startAnew();
    await openPublished(slug);
  } else if (!resume()) startAnew();
};

const forget = () => {
  forgetDrafts();
  preview.close();
  startAnew();
  say(said.forgotten);
  form.querySelector("[data-open-card]").focus();
};

// What people do

const leave = (target) => {
  for (let place = target.closest(".q"); place; place = place.parentElement.closest(".q")) left.add(place);
};

// What is said of an answer moves the page below it: while somebody presses a button there, it waits until they let go.
let isPressing = false;
let isWaiting = false;
const reviewOnce = () => {
  isWaiting = isPressing;
  if (!isPressing) review(readForm(form));
};
const letGo = () => {
  isPressing = false;
  if (isWaiting) setTimeout(reviewOnce);
};
addEventListener("pointerdown", () => (isPressing = true), true);
addEventListener("pointerup", letGo, true);
addEventListener("pointercancel", letGo, true);

prepare(form, surroundings, changed);
offerWays(form, { said, repository: settings.repository }, readWhole, say);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", ({ target }) => {
  if (target.matches("[data-open-card], [data-open-file]")) return;
  if (target === slugField) hasOwnSlug = slugField.value !== "";
  changed();
});
form.addEventListener("focusout", ({ target, relatedTarget }) => {
  const place = target.closest(".q");
  if (!place || (place.contains(relatedTarget) && !relatedTarget.matches("button"))) return;
  leave(target);
  reviewOnce();
});
form.querySelector("[data-open-card]").addEventListener("change", ({ target }) => {
  if (target.value) openPublished(target.value);
  else if (!resume("")) startAnew();
});
form.querySelector("[data-open-file]").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (file) openText(await file.text(), file.name.replace(/\.ya?ml$/, ""), false);
});
form.querySelector("button[data-check]").addEventListener("click", reviewAll);
form.querySelector("button[data-preview]").addEventListener("click", preview.open);
form.querySelector("button[data-forget]").addEventListener("click", () => find("ask").showModal());
find("ask").addEventListener("close", ({ target }) => {
  if (target.returnValue === "yes") forget();
  target.returnValue = "";
});

find("kept").hidden = false;
find("without-scripts").hidden = true;
for (const part of form.querySelectorAll("[data-live-only]")) part.hidden = false;
form.dataset.live = "";
await start();
