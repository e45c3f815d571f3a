// The page of a practice as it will look, from the answers: made of elements, so that nothing that was typed can run.
import { fill } from "../../words.js";
import { NOT_DESCRIBED } from "../form.js";
import { list, makeDesk } from "./edition.js";
import { drawAside } from "./facts.js";
import { drawMark } from "./mark.js";
import { element, heading } from "./nodes.js";
import { cite, figures, imprint, lens, programme, reading, sources, terms, voices } from "./parts.js";

const anchor = (key) => key.replaceAll("_", "-");

const notice = (desk, template) => {
  const names = { original: desk.language_names[desk.card.original], language: desk.language_names[desk.language] };
  return element("p", { class: "notice" }, fill(template, names));
};

const isMissing = (desk, text) => typeof text === "object" && !text.same && !text[desk.language];

// A text, with its terms marked where it is in the page's language.
const told = (desk, text, marking) => {
  if (text === undefined) return element("p", {}, desk.waiting());
  if (text === NOT_DESCRIBED) return element("p", {}, desk.gap());
  const shown = desk.prose(text);
  const behind = isMissing(desk, text) && !isMissing(desk, desk.card.title) && notice(desk, desk.words.translation.missing);
  return [behind, shown.lang ? shown : marking.mark(shown)];
};

const section = (id, title, ...content) =>
  element("section", { class: "section", "aria-labelledby": id }, heading(2, { id }, title), content);

const plain = (desk, marking) => {
  const made = section("plain", desk.words.sections.plain, told(desk, desk.card.plain, marking));
  made.className = "section plain screen-only";
  made.id = "in-plain-words";
  return made;
};

const sourceNote = (desk) => {
  const shown = desk.prose(desk.card.source_note);
  shown.className = "note";
  shown.prepend(element("p", { class: "note__title" }, desk.words.practice.about_sources));
  return shown;
};

const texts = (desk, marking) =>
  [...desk.lists.sections, ...desk.lists.optional_sections.filter((key) => desk.card[key])].map((key) =>
    section(anchor(key), desk.words.sections[key], told(desk, desk.card[key], marking)),
  );

const unlessGap = (desk, key, show) =>
  desk.card[key] === NOT_DESCRIBED ? element("p", {}, desk.gap()) : show(desk);

const more = (desk, notes) => {
  const { card, words } = desk;
  const part = (key, ...content) => section(anchor(key), words.sections[key], content);
  const hasLens = desk.lists.lens.some((key) => list(card.gap_lens?.[key]).length > 0);
  const ofLens = hasLens && part("gap_lens", lens(desk));
  if (ofLens) ofLens.classList.add("lens");
  const ofCiting = section("cite", words.cite.title, cite(desk));
  ofCiting.classList.add("cite");
  return [
    card.programme && part("programme", unlessGap(desk, "programme", programme)),
    card.figures && part("figures", unlessGap(desk, "figures", figures)),
    card.voices && part("voices", voices(desk)),
    ofLens,
    card.reading && part("reading", reading(desk)),
    part("sources", sources(desk, notes), imprint(desk)),
    ofCiting,
  ].filter(Boolean);
};

const head = (desk) => {
  const { title, summary, status } = desk.card;
  return element(
    "header",
    { class: "practice-head" },
    drawMark(desk),
    element(
      "div",
      {},
      status === "published" ? null : element("p", { class: "is-draft" }, desk.words.status.draft),
      heading(1, {}, desk.orWaiting(title, desk.name)),
      element("p", { class: "lead" }, desk.orWaiting(summary, desk.name)),
    ),
  );
};

// The page in a language, of a card and the notes for the editors that stand with it.
export const drawPractice = (edition, { data: card, notes }, language) => {
  const desk = makeDesk(edition, card, language);
  const marking = edition.newMarking();
  const inPlainWords = card.plain && plain(desk, marking);
  const parts = [...texts(desk, marking), ...more(desk, notes)];
  const headings = [inPlainWords, ...parts].filter(Boolean).map((one) => one.querySelector("h2"));
  return [
    head(desk),
    drawAside(desk, headings.map((one) => [one.id, one.textContent])),
    element(
      "div",
      { class: "practice__text" },
      card.title && isMissing(desk, card.title) && notice(desk, desk.words.translation.card_missing),
      inPlainWords,
      card.source_note && sourceNote(desk),
      parts,
    ),
    terms(desk, marking.listed()),
  ].filter(Boolean);
};
