// The parts of a practice's page below its texts: programme, figures, voices, the gap-mending lens, works.
import { fill, textOf } from "../../words.js";
import { findCitations, parseCitation } from "../text-rules.js";
import { drawFigures } from "./bars.js";
import { drawProgramme } from "./bands.js";
import { figureGroups, readCounts } from "./counts.js";
import { list } from "./edition.js";
import { whyDiffer } from "./facts.js";
import { element, heading, nodesOf } from "./nodes.js";

const bracketed = (desk, source) => [" ", element("span", { class: "cited" }, "(", desk.cited(list(source)), ")")];

const sourceLine = (desk, source) =>
  element("p", { class: "cited" }, desk.words.practice.source_of, desk.cited(list(source)));

const row = (cell, ...cells) => element("tr", {}, cell, cells.map((content) => [" ", content]));
const column = (text) => element("th", { scope: "col" }, text);

const timetable = (desk, steps, what, isDrawn) => {
  const { time, activity } = desk.words.practice;
  const rows = steps.map((step) =>
    row(element("th", { scope: "row" }, desk.hours(step.when)), element("td", {}, what(step))),
  );
  return element(
    "table",
    { class: isDrawn ? "programme programme--numbered" : "programme" },
    element("thead", {}, row(column(time), column(activity))),
    element("tbody", {}, rows),
  );
};

const phases = (desk, steps, what) => {
  const when = (step) => (step.when ? desk.hours(step.when) : step.phase ? desk.phrase(step.phase) : desk.waiting());
  const long = (step) =>
    step.duration && [" ", element("span", { class: "phases__length" }, desk.duration(step.duration))];
  const items = steps.map((step) =>
    element("li", {}, element("p", { class: "phases__name" }, when(step), long(step)), element("p", {}, what(step))),
  );
  return element("ol", { class: "phases" }, items);
};

export const programme = (desk) => {
  const steps = list(desk.card.programme);
  const isOne = steps.every(({ source }) => list(source).join() === list(steps[0].source).join());
  const what = (step) => [desk.orWaiting(step.what, desk.phrase), !isOne && bracketed(desk, step.source)];
  const drawing = drawProgramme(desk);
  return [
    drawing,
    steps.every(({ when }) => when) ? timetable(desk, steps, what, drawing !== null) : phases(desk, steps, what),
    isOne && sourceLine(desk, steps[0].source),
  ];
};

const figureRow = (desk, figure, id) => {
  const { no_year } = desk.words.practice;
  const note = figure.note && element("span", { class: "figures__note" }, desk.phrase(figure.note));
  const shown = desk.bound(figure) ? desk.figure(figure) : desk.waiting();
  return element(
    "tr",
    { id },
    element("td", {}, element("span", { class: "number" }, shown), note),
    element("td", {}, figure.year ?? element("span", { class: "quiet" }, no_year)),
    element("td", { class: "cited" }, desk.cited(list(figure.source))),
  );
};

const figureGroup = (desk, group, number) => {
  const [{ what, scope }] = group;
  const differ = readCounts(desk).differ(group);
  const why = differ && desk.why(what);
  const head = element(
    "th",
    { scope: "rowgroup", colspan: 3 },
    element("span", { class: "figures__what" }, desk.label("figure", what)),
    scope && [" ", element("span", { class: "figures__scope" }, desk.phrase(scope))],
    differ && [" ", element("span", { class: "differ" }, desk.words.status.differ)],
  );
  return element(
    "tbody",
    { class: differ ? "differing" : null },
    element("tr", {}, head),
    group.map((figure, place) => figureRow(desk, figure, `figure-${number}-${place + 1}`)),
    why && element("tr", {}, element("td", { colspan: 3 }, whyDiffer(desk, desk.phrase(why)))),
  );
};

export const figures = (desk) => {
  const { number, year, source } = desk.words.practice;
  const groups = figureGroups(desk.card.figures);
  const table = element(
    "table",
    { class: "figures" },
    element("thead", {}, row(column(number), column(year), column(source))),
    groups.map((group, place) => figureGroup(desk, group, place + 1)),
  );
  const attributes = { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": "figures" };
  return [drawFigures(desk), element("div", attributes, table)];
};

export const voices = (desk) => {
  const said = desk.words.practice;
  const named = ({ person }) => (person && desk.nameOf(person) ? ` (${desk.nameOf(person)})` : null);
  const told = list(desk.card.voices).map((voice) =>
    element(
      "div",
      { class: "voice" },
      element("p", { class: "voice__who" }, fill(said.voice_by, { role: desk.labelText("voice", voice.who) }), named(voice)),
      voice.said ? desk.prose(voice.said) : element("div", {}, element("p", {}, desk.waiting())),
      sourceLine(desk, voice.source),
    ),
  );
  return [element("p", { class: "quiet" }, said.voices_note), told];
};

const lensColumn = (desk, key) => {
  const said = desk.words.practice;
  const notes = list(desk.card.gap_lens[key]).map(({ gap, how }) => [
    element("dt", {}, desk.labelText("gap", gap)),
    element("dd", {}, desk.orWaiting(how, desk.phrase)),
  ]);
  return element(
    "div",
    { class: `lens__column lens__column--${key}` },
    heading(3, {}, said[key]),
    notes.length > 0 ? element("dl", {}, notes) : element("p", { class: "quiet" }, said.nothing),
  );
};

export const lens = (desk) => [
  element("p", { class: "quiet" }, desk.words.practice.gap_lens_note),
  element("div", { class: "lens__columns" }, desk.lists.lens.map((key) => lensColumn(desk, key))),
];

// The keys of all works that a card names: in its lists, as sources of its parts, in its texts.
const worksIn = (value, key = "") => {
  if (["source", "sources", "reading"].includes(key)) return list(value);
  if (typeof value === "string") return findCitations(value).flatMap(parseCitation).map((cite) => cite.key);
  if (Array.isArray(value)) return value.flatMap((one) => worksIn(one));
  return Object.entries(value).flatMap(([name, part]) => worksIn(part, name));
};

const reference = (desk, key) => {
  if (!Object.hasOwn(desk.references, key)) return element("li", { id: `ref-${key}` }, key);
  const shown = element("li", { id: `ref-${key}` }, nodesOf(desk.references[key]));
  const said = desk.words.practice.in_list;
  const link = { class: "to-entry", href: desk.linkTo("works", key), "aria-label": `${said}: ${textOf(shown)}` };
  shown.append(" ", element("a", link, said));
  return shown;
};

const inStyle = (desk, keys) => {
  const place = (key) => desk.rank.get(key) ?? Infinity;
  const ordered = [...new Set(keys)].toSorted((one, other) => (place(one) < place(other) ? -1 : Number(place(one) > place(other))));
  return ordered.map((key) => reference(desk, key));
};

export const reading = (desk) => element("ul", { class: "references" }, inStyle(desk, list(desk.card.reading)));

// The works that a card names without recommending them, and what was written to the editors about others.
export const sources = (desk, notes) => {
  const recommended = list(desk.card.reading);
  const named = worksIn(desk.card);
  const others = named.filter((key) => !recommended.includes(key));
  const items = named.length === 0 ? [element("li", {}, desk.waiting())] : inStyle(desk, others);
  return [
    items.length > 0 && element("ul", { class: "references" }, items),
    notes && element("p", { class: "builder__waiting" }, fill(desk.said.notes, { notes })),
  ];
};

const reviewLine = (desk) => {
  const { reviewed } = desk.card;
  if (!reviewed) return null;
  const [then, now] = [new Date(reviewed), new Date()];
  const whole = (now.getFullYear() - then.getFullYear()) * 12 + now.getMonth() - then.getMonth();
  const isLong = whole - (now.getDate() < then.getDate()) >= desk.review_months;
  const template = desk.words.practice[isLong ? "reviewed_long_ago" : "reviewed"];
  return [" ", fill(template, { date: desk.day(reviewed), months: desk.review_months })];
};

export const imprint = (desk) => {
  const language = desk.language_names[desk.card.original] ?? desk.card.original;
  const credits = list(desk.card.contributors).map(({ role, person, organisation }) => {
    const name = organisation ? desk.name(organisation) : (desk.nameOf(person) ?? desk.words.practice.unnamed);
    return element("li", {}, desk.label("contributor", role), ": ", name);
  });
  return element(
    "div",
    { class: "imprint quiet" },
    element("p", {}, fill(desk.words.practice.original, { language }), reviewLine(desk)),
    credits.length > 0 && element("ul", {}, credits),
  );
};

// How the page is cited hangs on when it is published.
export const cite = (desk) => {
  const said = desk.words.cite;
  const fact = (name, ...shown) => element("div", {}, element("dt", {}, name), element("dd", {}, shown));
  const unknown = () => element("span", { class: "gap" }, said.unknown);
  return [
    element("p", { class: "cite__reference builder__waiting" }, desk.said.cited),
    element(
      "dl",
      { class: "cite__facts" },
      [said.first_published, said.last_changed].map((name) => fact(name, unknown())),
      fact(
        said.licence,
        element("a", { rel: "license", href: said.licence_address }, said.licence_name),
        `: ${said.licence_means}`,
      ),
    ),
  ];
};

export const terms = (desk, listed) => {
  const text = ([shown, lang]) => (lang ? element("span", { lang }, shown) : shown);
  const entries = listed.map(({ id, term, definition }) =>
    element("div", {}, element("dt", {}, text(term)), " ", element("dd", { id }, text(definition))),
  );
  return (
    entries.length > 0 &&
    element("section", { class: "section sheet-terms" }, heading(2, {}, desk.words.practice.terms), element("dl", {}, entries))
  );
};
