// What is still wrong with the answers: what the published JSON Schema says of them, and the rules that go further.
import { Validator } from "../vendor/json-schema.js";
import { fill } from "../words.js";
import {
  NOT_DESCRIBED,
  askedIn,
  chosenOf,
  isGap,
  isProse,
  itemsOf,
  listOf,
  own,
  questionsOf,
  readField,
  readGroup,
  valueBox,
  writtenIn,
} from "./form.js";
import { readDuration } from "./page/edition.js";
import { PERSON, findFlaws, makeSignRules } from "./text-rules.js";

const PERSONAL = { voices: "name", contributors: "name" };

const list = (value) => (value === undefined || value === NOT_DESCRIBED ? [] : [value].flat());
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// A finder of problems: `{ place, message, controls }`, the place being the part of the form that shows them.
export const makeChecker = (settings, schema, works) => {
  const said = settings.words.builder;
  const validator = new Validator(schema, "2020-12", false);
  const required = schema.properties.title.anyOf[0].required;
  const findSigns = makeSignRules(settings);
  const known = { slugs: settings.slugs, works };
  const countries = settings.countries.map(([code]) => code);

  const worded = ({ code, ...details }) => {
    const { wrong, mend } = settings.words.problems[code];
    const hint = settings.words.remove_it;
    return fill(`${wrong}: ${mend}`, { hint, ...details }).replace(/^./, (first) => first.toUpperCase()) + ".";
  };

  const textProblems = (text) => [...findSigns(text), ...findFlaws(text, known)].map(worded);

  function* checkTexts(box, field, only) {
    const longest = Number(field.dataset.longest);
    const parts = [...box.querySelectorAll("[data-of]")].filter((part) => !only || part.dataset.of === only);
    const typed = parts.map((part) => [part, part.querySelector("textarea").value.trim()]);
    const isName = field.dataset.kind === "name";
    const some = typed.some(([, text]) => text);
    for (const [part, text] of typed) {
      const language = settings.languages[part.dataset.of];
      const controls = [part.querySelector("textarea")];
      const count = [...text].length;
      const waits = some && !text && !isName && required.includes(part.dataset.of);
      if (waits) yield { message: fill(said.missing_language, { language }), controls };
      if (count > longest) {
        yield { message: fill(said.too_long, { language, count, longest, excess: count - longest }), controls };
      }
      for (const message of textProblems(text)) yield { message: `${language}: ${message}`, controls };
    }
    const [first, ...others] = typed.map(([, text]) => text);
    const isRepeated = isProse(field) && first && others.length > 0 && others.every((text) => text === first);
    if (isRepeated) yield { message: said.same_text, controls: [...box.querySelectorAll("textarea")] };
  }

  const isText = (field) => ["text", "name", "prose"].includes(field.dataset.kind);
  const controlsOf = (field) => [...field.querySelectorAll("input:not([data-not-described]), select, textarea")];
  const isPlain = (field) => ["plain", "slug"].includes(field.dataset.kind);

  function* checkValue(box, field, only) {
    if (isText(field)) yield* checkTexts(box, field, only);
    else if (field.dataset.kind === "country") {
      const { value } = box.querySelector("select");
      if (value && !countries.includes(value)) yield { message: fill(said.must, { must: field.dataset.must }) };
    } else if (isPlain(field)) {
      for (const flaw of findSigns(box.querySelector("input").value)) yield { message: worded(flaw), controls: [] };
    }
  }

  function* checkField(field, path, only, located) {
    located.set(path, field);
    if (isGap(field)) return;
    const value = readField(field, only);
    if (value === undefined) {
      const isNeeded = "required" in field.dataset;
      if (isNeeded) yield { field, message: "gap" in field.dataset ? said.missing_fact : said.missing };
      return;
    }
    const rows = itemsOf(field);
    if (rows.length > 0) yield* checkRows(field, rows, path, only, located);
    else if (field.dataset.kind === "group") yield* checkGroup(field, path, only, located);
    else for (const found of checkValue(valueBox(field), field, only)) yield { field, ...found };
  }

  function* checkRows(field, rows, path, only, located) {
    if (listOf(field).dataset.rows === "value") {
      for (const row of rows) for (const found of checkValue(valueBox(row), field, only)) yield { field, ...found };
      return;
    }
    const filled = rows.filter((row) => readGroup(row, only) !== undefined);
    for (const [index, row] of filled.entries()) yield* checkGroup(row, `${path}/${index}`, only, located);
  }

  function* checkGroup(container, path, only, located) {
    for (const choice of own(container, "[data-one-of]")) {
      if (!chosenOf(choice)) yield { place: choice, message: said.choose_one };
    }
    for (const field of askedIn(container)) {
      const found = [...checkField(field, `${path}/${field.dataset.field}`, only, located)];
      const isAlternative = field.parentElement.matches("[data-alternative]");
      if (isAlternative && readField(field, only) === undefined) yield { field, message: said.missing };
      yield* found;
    }
  }

  // The deepest places that the schema refuses: what lies above them is refused for their sake.
  const refused = (data) => {
    const places = new Set(validator.validate(data).errors.map((error) => error.instanceLocation.slice(1)));
    return [...places].filter((place) => place && ![...places].some((other) => other.startsWith(`${place}/`)));
  };

  function* checkSchema(data, located, broken) {
    for (const place of refused(data)) {
      const path = place.split("/");
      while (path.length > 1 && !located.has(path.join("/"))) path.pop();
      const field = located.get(path.join("/"));
      const isTold = !field || broken.some((other) => field.contains(other) || other === field);
      if (!isTold) yield { field, message: fill(said.must, { must: field.dataset.must || said.choose }) };
    }
  }

  function* checkLengths(located) {
    for (const field of located.values()) {
      const found = field.dataset.kind === "duration" && readField(field);
      const { count, most } = (found && readDuration(found)) || {};
      if (most <= count) yield { field, message: worded({ code: "not-a-duration", found }) };
    }
  }

  function* checkHours(located) {
    for (const field of located.values()) {
      const [from, to] = field.dataset.kind === "hours" ? (readField(field) ?? "").split("/") : [];
      if (from && to && from >= to) yield { field, message: worded({ code: "not-hours", found: `${from}/${to}` }) };
    }
  }

  function* checkSources(data, located) {
    const listed = [...list(data.sources), ...list(data.reading)];
    for (const [path, field] of located) {
      if (field.dataset.kind !== "listed") continue;
      const missing = list(readField(field)).find((key) => !listed.includes(key));
      if (missing && path) yield { field, message: worded({ code: "source-not-listed", found: missing }) };
    }
  }

  function* checkConsent(data, located) {
    const agreed = list(data.consent).filter((entry) => list(entry.covers).includes("name"));
    const people = agreed.map((entry) => entry.person);
    const refuse = (field, found) => ({ field, message: fill(said.nobody_consents, { found }) });
    for (const [path, field] of located) {
      const [, group, , key] = path.split("/");
      const person = PERSONAL[group] && key === "person" ? readField(field) : undefined;
      if (person && !people.includes(person)) yield refuse(field, person);
      const typed = isText(field) ? [...field.querySelectorAll("textarea")].map((area) => area.value).join(" ") : "";
      const unknown = [...typed.matchAll(PERSON)].map(([, found]) => found).find((found) => !people.includes(found));
      if (unknown) yield refuse(field, unknown);
    }
  }

  const boundOf = (figure) => settings.bounds.map((bound) => figure[bound] && `${bound} ${figure[bound]}`).find(Boolean);
  const clash = (one, other) =>
    same(one.scope, other.scope) && (!one.year || !other.year || one.year === other.year) && boundOf(one) !== boundOf(other);
  const somePair = (items, test) => items.some((one, index) => items.slice(index + 1).some((other) => test(one, other)));
  const differOn = (data, { figure, fact }) =>
    figure
      ? somePair(list(data.figures).filter(({ what }) => what === figure), clash)
      : somePair(list(data[fact]), (one, other) => same(one.scope, other.scope) && one.value !== other.value);

  function* checkWhyDiffer(data, located) {
    for (const [index, entry] of list(data.why_differ).entries()) {
      const key = entry.figure ? "figure" : "fact";
      const field = located.get(`/why_differ/${index}/${key}`);
      if (!field || !entry[key] || differOn(data, entry)) continue;
      const chosen = field.querySelector("input:checked").parentElement.innerText.split("\n")[0].trim();
      yield { field, message: worded({ code: "nothing-differs", found: chosen }) };
    }
  }

  function* checkState(form, data, located) {
    const isLoose = writtenIn(form) && required.length > 1 && data.status === "published";
    if (isLoose) yield { field: located.get("/status"), message: said.only_draft };
  }

  // All problems of the form, in the order of the page, several at one place together.
  const complete = ({ field, place, message, controls }) => {
    const holder = place ?? field;
    return { place: holder, message, controls: controls ?? controlsOf(holder) };
  };

  return (form, data) => {
    const located = new Map();
    const only = writtenIn(form);
    const found = questionsOf(form).flatMap((field) => [...checkField(field, `/${field.dataset.field}`, only, located)]);
    const broken = found.map(({ field, place }) => place ?? field);
    found.push(...checkSchema(data, located, broken), ...checkLengths(located), ...checkHours(located));
    found.push(...checkSources(data, located));
    found.push(...checkConsent(data, located), ...checkWhyDiffer(data, located), ...checkState(form, data, located));
    return found.map(complete);
  };
};
