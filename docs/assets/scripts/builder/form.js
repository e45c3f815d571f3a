// The questions on the page <-> the values of a card: text, lists and groups, nothing where nothing is answered.
import { cleanLine, cleanProse } from "./prose.js";
import { addRow, rowsOf, setRows } from "./rows.js";

export const NOT_DESCRIBED = "not-described";
// An ISO 8601 duration of one unit, or the shortest and the longest.
export const DURATION = /^(PT?)([0-9.]+)([YMWDH])(?:\/\1([0-9.]+)\3)?$/;

// What stands in a question, or in a row, itself and not in another one within it.
export const own = (container, selector) =>
  [...container.querySelectorAll(selector)].filter(
    (found) => found.parentElement.closest("[data-field], [data-row]") === container,
  );

export const isGap = (field) => own(field, "[data-not-described]")[0]?.checked ?? false;
export const listOf = (field) => own(field, "[data-rows]")[0];
export const itemsOf = (field) => (listOf(field) ? rowsOf(listOf(field)) : []);
export const valueBox = (container) => own(container, "[data-value]")[0];
export const isProse = (field) => field.dataset.kind === "prose";
const isText = (field) => ["text", "name", "prose"].includes(field.dataset.kind);

// The questions of a group that count: of those that stand for each other, the chosen one.
export const askedIn = (container) => own(container, "[data-field]").filter(isChosen);

const isChosen = (field) => {
  const alternative = field.parentElement.closest("[data-alternative]");
  return !alternative || chosenOf(alternative.closest("[data-one-of]")) === alternative.dataset.alternative;
};

export const chosenOf = (choice) => choice.querySelector(":scope > .q__options input:checked")?.value;

const oneOrMany = (found) => (found.length > 1 ? found : found[0]);
const checkedIn = (box) => [...box.querySelectorAll("input:checked")].map((input) => input.value);

// The form's state that isn't in its controls: which language alone is written in, or none.
export const writtenIn = (form) => form.querySelector("[data-languages] input:checked").value;

const untranslated = (field) => JSON.parse(field.dataset.untranslated ?? "{}");

const clean = (field, text) => (isProse(field) ? cleanProse(text) : cleanLine(text));

// A text in a language as somebody wrote it; nothing where it still says what a draft says there.
const written = (field, text, language) => {
  const cleaned = clean(field, text);
  return cleaned === untranslated(field)[language] ? "" : cleaned;
};

const readTexts = (box, field, only) => {
  const typed = Object.fromEntries(
    [...box.querySelectorAll("[data-of]")].map((part) => [part.dataset.of, clean(field, part.querySelector("textarea").value)]),
  );
  return field.dataset.kind === "name" ? asName(typed, only) : asText(typed, field, only);
};

const filled = (typed) => Object.fromEntries(Object.entries(typed).filter(([, text]) => text));

const asName = (typed, only) => {
  const texts = only ? filled({ [only]: typed[only] }) : filled(typed);
  const different = new Set(Object.values(texts));
  if (different.size === 0) return undefined;
  return different.size === 1 ? [...different][0] : texts;
};

const asText = (typed, field, only) => {
  if (only) return typed[only] ? { ...untranslated(field), [only]: typed[only] } : undefined;
  const texts = filled(typed);
  const found = Object.values(texts);
  if (found.length === 0) return undefined;
  const isSame = found.length === Object.keys(typed).length && new Set(found).size === 1;
  return isSame ? { same: found[0] } : texts;
};

const writeTexts = (box, field, value) => {
  for (const part of box.querySelectorAll("[data-of]")) {
    const text = typeof value === "string" ? value : (value?.[part.dataset.of] ?? value?.same ?? "");
    part.querySelector("textarea").value = written(field, text, part.dataset.of);
  }
};

const readDuration = (box) => {
  const counts = ["count", "most"].map((name) => cleanLine(box.querySelector(`[data-${name}]`).value).replace(",", "."));
  const unit = box.querySelector("[data-unit]").value;
  const found = counts.filter(Boolean).map((count) => (unit ? unit.replace("{}", count) : count));
  return found.join("/") || undefined;
};

const writeDuration = (box, value = "") => {
  const [, start, count, unit, most] = DURATION.exec(value) ?? [];
  box.querySelector("[data-count]").value = count ?? value;
  box.querySelector("[data-most]").value = most ?? "";
  box.querySelector("[data-unit]").value = count ? `${start}{}${unit}` : "";
};

const readHours = (box) => {
  const [from, to] = ["from", "to"].map((name) => box.querySelector(`[data-${name}]`).value);
  return from || to ? `${from}/${to}` : undefined;
};

const writeHours = (box, value = "") => {
  const [from = "", to = ""] = value.split("/");
  box.querySelector("[data-from]").value = from;
  box.querySelector("[data-to]").value = to;
};

const readValue = (box, field, only) => {
  const { kind } = field.dataset;
  if (isText(field)) return readTexts(box, field, only);
  if (kind === "duration") return readDuration(box);
  if (kind === "hours") return readHours(box);
  if (["one", "several", "listed"].includes(kind)) return oneOrMany(checkedIn(box));
  const typed = cleanLine(box.querySelector("input, select").value);
  return (kind === "number" ? typed.replace(",", ".") : typed) || undefined;
};

const writeChecked = (box, value) => {
  const wanted = [value ?? []].flat();
  for (const input of box.querySelectorAll("input")) input.checked = wanted.includes(input.value);
};

const writeListed = (box, value) => {
  box.querySelector("[data-listed]").dataset.wanted = JSON.stringify([value ?? []].flat());
};

const writeSingle = (box, value = "") => {
  const control = box.querySelector("input, select");
  if (control.matches("select") && value && ![...control.options].some((option) => option.value === value)) {
    control.append(new Option(value, value));
  }
  control.value = value;
};

const writeValue = (box, field, value) => {
  const { kind } = field.dataset;
  if (isText(field)) writeTexts(box, field, value);
  else if (kind === "duration") writeDuration(box, value);
  else if (kind === "hours") writeHours(box, value);
  else if (kind === "listed") writeListed(box, value);
  else if (kind === "one" || kind === "several") writeChecked(box, value);
  else writeSingle(box, value);
};

const readRow = (row, field, only) =>
  listOf(field).dataset.rows === "value" ? readValue(valueBox(row), field, only) : readGroup(row, only);

export const readField = (field, only) => {
  if (isGap(field)) return NOT_DESCRIBED;
  const items = itemsOf(field).map((row) => readRow(row, field, only));
  const found = items.filter((item) => item !== undefined);
  if (items.length > 0) {
    if (listOf(field).dataset.rows === "value") return oneOrMany(found);
    return found.length > 0 ? found : undefined;
  }
  if (field.dataset.kind === "group") return listOf(field) ? undefined : readGroup(field, only);
  return valueBox(field) ? readValue(valueBox(field), field, only) : undefined;
};

export const readGroup = (container, only) => {
  const entries = askedIn(container).map((field) => [field.dataset.field, readField(field, only)]);
  const found = entries.filter(([, value]) => value !== undefined);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
};

const writeRows = (field, values) => {
  const list = listOf(field);
  setRows(list, 0);
  for (const value of values) {
    const row = addRow(list);
    if (list.dataset.rows === "value") writeValue(valueBox(row), field, value);
    else writeGroup(row, value);
  }
};

export const writeField = (field, value) => {
  const gap = own(field, "[data-not-described]")[0];
  if (gap) gap.checked = value === NOT_DESCRIBED;
  const answer = value === NOT_DESCRIBED ? undefined : value;
  const list = listOf(field);
  const isListed = list && (list.dataset.rows !== "claim" || Array.isArray(answer));
  if (list) writeRows(field, isListed ? [answer ?? []].flat() : []);
  if (list?.dataset.rows === "value" && itemsOf(field).length === 0) addRow(list);
  if (list) list.dispatchEvent(new CustomEvent("rows", { bubbles: true }));
  if (field.dataset.kind === "group" && !list) writeGroup(field, answer ?? {});
  if (valueBox(field)) writeValue(valueBox(field), field, isListed ? undefined : answer);
};

export const writeGroup = (container, values) => {
  for (const choice of own(container, "[data-one-of]")) {
    for (const input of choice.querySelectorAll(":scope > .q__options input")) input.checked = input.value in values;
  }
  for (const field of own(container, "[data-field]")) writeField(field, values[field.dataset.field]);
};

// Every question of the card itself.
export const questionsOf = (form) =>
  [...form.querySelectorAll("[data-field]")].filter((field) => !field.parentElement.closest("[data-field]"));

export const readForm = (form) => {
  const only = writtenIn(form);
  const entries = questionsOf(form).map((field) => [field.dataset.field, readField(field, only)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

export const writeForm = (form, data) => {
  for (const field of questionsOf(form)) writeField(field, data[field.dataset.field]);
};

// The one language that a card is written in, where the others still hold what a draft says there.
export const languageOf = (form, data) => {
  const waits = questionsOf(form).filter((field) => field.dataset.untranslated && isText(field));
  const texts = waits.filter((field) => typeof data[field.dataset.field] === "object");
  const languages = Object.keys(JSON.parse(waits[0].dataset.untranslated));
  const found = languages.filter((language) =>
    texts.some((field) => {
      const text = data[field.dataset.field][language] ?? data[field.dataset.field].same;
      return text && written(field, text, language);
    }),
  );
  return found.length === 1 ? found[0] : "";
};
