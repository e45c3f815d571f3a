// Figures drawn to scale, by the rules of the pages: a bar for a number, thin ones side by side where sources differ.
import { fill } from "../../words.js";
import { readCounts } from "./counts.js";
import { list } from "./edition.js";
import { LINE, RISE, SPACE, WIDTH, breakLines, tenth, widthOf } from "./lettering.js";
import { between, element, shape } from "./nodes.js";

const BELOW = 6; // Units from the foot of a text to what stands below it.
const ARROW = 10; // Units kept free at the right, for the arrow of a number that may be larger.
const INDENT = 16; // Units that a name is moved to the right by the sign that sources differ.
const BAR = 14; // Units that a bar is high: alone, and as one of several.
const THIN = 7;
const BRACKET = 11; // Units that the bracket takes below several bars.
const GAP = 13; // Units between two rows.
const TONES = 3; // The first kinds of a unit have a look each; the last look is for all others.
const FORMS = { exactly: "exact", about: "about", more_than: "more", at_least: "more" };
const ROOM = 650; // Words in a card's running texts; with more of them, paper has no room for drawn figures.

const placed = (lines, lang, top, x = 0) =>
  lines.map((text, place) => ({ text, x, y: top + RISE + place * LINE, lang })).filter(({ text }) => text);

const bottomOf = ({ y, height }) => y + height;

// The works that give these figures, each once.
const sourcesOf = (counted) => [...new Set(counted.flatMap(({ figure }) => list(figure.source)))];

// Rows, with all that is drawn in them, below each other.
const makeRows = (desk, most) => {
  const { words, units } = desk;
  const { numberOf } = readCounts(desk);
  const length = (figure) => tenth((numberOf(figure) / Math.max(1, most)) * (WIDTH - ARROW));
  const tone = (what) => {
    const alike = Object.keys(units).filter((key) => units[key] === units[what]);
    return units[what] ? Math.min(alike.indexOf(what), TONES - 1) : 0;
  };
  const namesOf = (counted) =>
    desk
      .cited(sourcesOf(counted))
      .map((part) => part.textContent ?? part)
      .join("");
  const dated = (section, { figure }) => {
    const number = desk.figure(figure);
    return figure.year && !section.year ? fill(words.drawings.dated, { number, year: figure.year }) : number;
  };

  const number = (text, counted, lead, sources, height) => {
    const [{ figure, group, place }] = counted;
    const below = placed(sources.slice(1), null, lead.y + LINE - RISE);
    return {
      text,
      lead,
      below,
      height,
      beside: sources[0],
      target: `figure-${group}-${place}`,
      source: namesOf(counted),
      form: FORMS[desk.bound(figure)],
      length: length(figure),
      y: (below.at(-1) ?? lead).y + BELOW,
    };
  };
  const single = (name, text, counted) => {
    const fits = name.x + widthOf(name.text) + SPACE + widthOf(text, true) <= WIDTH;
    return number(text, counted, fits ? name : { text: "", x: name.x, y: name.y + LINE }, [""], BAR);
  };
  const sourced = (text, counted, top) => {
    const lines = breakLines(namesOf(counted), WIDTH, widthOf(text, true) + SPACE);
    return number(text, counted, { text: "", x: 0, y: top + RISE }, lines, THIN);
  };

  // What sources say, each number once with all that give it, from small to large.
  const saidIn = (section, row) => {
    const found = new Map();
    for (const one of row.counted.toSorted((a, b) => numberOf(a.figure) - numberOf(b.figure))) {
      const text = dated(section, one);
      found.set(text, [...(found.get(text) ?? []), one]);
    }
    return found;
  };

  return (section, row, top) => {
    const indent = row.differ ? INDENT : 0;
    const [label, lang] = desk.labels.figure[row.what];
    const name = placed(breakLines(label, WIDTH - indent), lang, top, indent);
    const said = saidIn(section, row);
    const isSingle = said.size === 1 && !row.differ;
    const numbers = [];
    let bottom = name.at(-1).y;
    for (const [text, counted] of said) {
      numbers.push(isSingle ? single(name.at(-1), text, counted) : sourced(text, counted, bottom + BELOW));
      bottom = bottomOf(numbers.at(-1));
    }
    const spread = tenth(numbers.at(-1).length - numbers[0].length);
    return {
      numbers,
      spread,
      tone: tone(row.what),
      differ: row.differ,
      firstLine: name[0].y,
      name: name.filter((line) => line !== numbers[0].lead),
      bottom: bottomOf(numbers.at(-1)) + (spread ? BRACKET : 0),
    };
  };
};

const drawNumber = (number) => [
  shape(
    "text",
    { x: number.lead.x, y: number.lead.y },
    number.lead.text && shape("tspan", { lang: number.lead.lang }, number.lead.text),
    shape("tspan", { class: "chart__number", dx: number.lead.text ? SPACE : null }, number.text),
    number.beside && shape("tspan", { class: "chart__source", dx: SPACE }, number.beside),
  ),
  number.below.map(({ x, y, text }) => shape("text", { class: "chart__source", x, y }, text)),
  shape("path", {
    class: `chart__bar chart__bar--${number.form}`,
    d: `M0 ${number.y}h${number.length}v${number.height}H0z`,
  }),
  number.form === "more" &&
    shape("path", { class: "chart__more", d: `M${number.length + 3} ${number.y + number.height / 2 - 5}l5 5l-5 5` }),
];

const drawRow = (row) =>
  shape(
    "g",
    { class: `chart__row--${row.tone}` },
    row.differ && shape("path", { class: "chart__sign", d: `M0 ${row.firstLine - 7}h9m-9 5h9` }),
    row.name.map(({ x, y, lang, text }) => shape("text", { x, y, lang }, text)),
    row.spread !== 0 &&
      shape("path", {
        class: "chart__spread",
        d: `M${row.numbers[0].length} ${row.bottom - 8}v7m0-3.5h${row.spread}m0-3.5v7`,
      }),
    row.numbers.map((one) =>
      shape("a", { href: `#${one.target}`, tabindex: -1 }, shape("title", {}, one.source), drawNumber(one)),
    ),
  );

const titleOf = (desk, { scope, year, isSeries }) => {
  const parts = [];
  if (scope) {
    const [, found] = desk.version(scope);
    parts.push(found === desk.language ? desk.plain(scope) : element("span", { lang: found }, desk.plain(scope)));
  }
  if (year && !parts.some((part) => (part.textContent ?? part).includes(year))) parts.push(year);
  else if (isSeries && !year) parts.push(desk.words.practice.no_year);
  return between(parts, ", ");
};

const drawPanel = (desk, section, makeRow) => {
  const rows = [];
  for (const row of section.rows) rows.push(makeRow(section, row, rows.length > 0 ? rows.at(-1).bottom + GAP : 0));
  const title = titleOf(desk, section);
  return [
    title.length > 0 && element("p", { class: "drawing__title", "aria-hidden": "true" }, title),
    shape(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${rows.at(-1).bottom + 1}`, "aria-hidden": "true", focusable: "false" },
      rows.map(drawRow),
    ),
  ];
};

const countWords = (desk) => {
  const { sections, optional_sections } = desk.lists;
  const texts = [...sections, ...optional_sections].map((key) => desk.card[key]).filter((text) => typeof text === "object");
  return texts.flatMap((text) => desk.version(text)[0].match(/\S+/g) ?? []).length;
};

// The drawings of a card's figures with what stands beneath, where there is something to hold side by side.
export const drawFigures = (desk) => {
  const { drawnTogether, largestOf } = readCounts(desk);
  const drawings = drawnTogether(desk.card.figures);
  if (drawings.length === 0) return null;
  const said = desk.words.drawings;
  const rows = drawings.flat().flatMap((section) => section.rows);
  const charts = drawings.map((sections) => {
    const makeRow = makeRows(desk, Math.max(...sections.map(largestOf)));
    return element("div", { class: "chart" }, sections.map((section) => drawPanel(desk, section, makeRow)));
  });
  const differ = element("span", { class: "differ" }, desk.words.status.differ);
  return element(
    "figure",
    { class: countWords(desk) > ROOM ? "drawing screen-only" : "drawing" },
    charts,
    element(
      "figcaption",
      {},
      `${charts.length > 1 ? said.scales : said.scale} ${said.table}`,
      rows.some((row) => row.differ) && [" ", differ, ` ${said.differ}`],
      ` ${said.sources}`,
      desk.cited(sourcesOf(rows.flatMap((row) => row.counted))),
    ),
  );
};
