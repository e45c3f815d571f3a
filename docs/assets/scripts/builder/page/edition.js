// A language as a page needs it: its words, how it writes numbers and times, the texts of a card in it.
import MarkdownIt from "../../vendor/markdown-it.js";
import { fill, plural } from "../../words.js";
import { DURATION, NOT_DESCRIBED } from "../form.js";
import { citationAt, isAllowedLink, parseCitation, personAt } from "../text-rules.js";
import { makeCiting } from "./citing.js";
import { makeMarking } from "./marking.js";
import { element, nodesOf } from "./nodes.js";
import { setQuotes } from "./quotes.js";

const UNITS = { P: { Y: "year", M: "month", W: "week", D: "day" }, PT: { H: "hour", M: "minute" } };
const DAYS = { year: 365, month: 30, week: 7, day: 1, hour: 1 / 24, minute: 1 / 1440 };

export const list = (value) => (value === undefined || value === NOT_DESCRIBED ? [] : [value].flat());
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// A duration taken apart; nothing where it isn't a whole one yet.
export const readDuration = (iso) => {
  const [, start, count, unit, most] = DURATION.exec(iso) ?? [];
  const name = UNITS[start]?.[unit];
  return name && { count: Number(count), most: most && Number(most), unit: name, days: Number(count) * DAYS[name] };
};

const rule = (type, find) => (state, silent) => {
  const found = find(state.src, state.pos);
  if (!found) return false;
  if (!silent) state.push(type, "", 0).content = found[1];
  state.pos += found[0].length;
  return true;
};

// The parser leaves elements to fill where it depends on what is around the text.
const parser = new MarkdownIt("commonmark", { html: false });
parser.disable(["lheading", "html_block", "html_inline", "image", "code", "reference", "hr", "heading"]);
parser.validateLink = isAllowedLink;
parser.inline.ruler.before("link", "citation", rule("citation", citationAt));
parser.inline.ruler.before("link", "person", rule("person", personAt));
parser.renderer.rules.link_open = (tokens, index) =>
  `<a href="${parser.utils.escapeHtml(tokens[index].attrGet("href"))}">`;
for (const name of ["citation", "person"]) {
  parser.renderer.rules[name] = (tokens, index) =>
    `<span data-${name}="${parser.utils.escapeHtml(tokens[index].content)}"></span>`;
}

// `made` is what the site knows of a language, `references` are the works as it lists them, `base` is the address that
// its links start from.
export const makeEdition = (made, references, base) => {
  const { locale, words, labels, links } = made;
  const linkTo = (name, key) => new URL(links[name] + key, base).href;
  const number = (text) => (Number.isNaN(Number(text)) ? text : Number(text).toLocaleString(locale));
  const clock = (text) =>
    new Date(`1970-01-01T${text}Z`).toLocaleTimeString(locale, { timeStyle: "short", timeZone: "UTC" });
  const duration = (iso) => {
    const read = readDuration(iso);
    if (!read) return iso;
    const least = number(read.count);
    const count = read.most ? fill(words.bounds.between, { least, most: number(read.most) }) : least;
    return plural(made.counts[read.unit], read.most ?? read.count, { count });
  };
  const bound = (figure) => made.lists.bounds.find((one) => figure[one]);

  return {
    ...made,
    references,
    linkTo,
    number,
    clock,
    duration,
    bound,
    ...makeCiting(made.works, (key) => linkTo("works", encodeURIComponent(key))),
    newMarking: makeMarking(made.terms, (key) => linkTo("terms", key)),
    day: (iso) => new Date(iso).toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" }),
    hours: (when) => when.split("/").map((text) => (/^\d\d:\d\d$/.test(text) ? clock(text) : text)).join("–"),
    figure: (figure) => fill(words.bounds[bound(figure)], { number: number(figure[bound(figure)]) }),
    label: (name, value) => (Object.hasOwn(labels[name], value ?? "") ? labels[name][value] : [value ?? "…", null]),
    gap: () => element("span", { class: "gap" }, words.status.not_described),
    waiting: () => element("span", { class: "builder__waiting" }, made.said.waiting),
  };
};

// A card in an edition: its texts, each in the edition's language, else in that of the card.
export const makeDesk = (edition, card, language) => {
  const { words } = edition;
  const agreed = list(card.consent).filter((one) => list(one.covers).includes("name") && !one.withdrawn);
  const nameOf = (person) => agreed.find((one) => one.person === person)?.name;

  const version = (text) => {
    if (typeof text === "string") return [setQuotes(text), language];
    if (text.same) return [setQuotes(text.same), language];
    const found = [language, card.original, ...Object.keys(text)].find((name) => text[name]);
    return [setQuotes(text[found] ?? ""), found ?? language];
  };
  const other = (found) => (found === language ? null : found);
  const inLanguage = (content, found) => (other(found) ? element("span", { lang: found }, content) : content);

  const follow = (link) => {
    const [, slug, rest] = /^practice:([^#]*)(.*)$/i.exec(link.getAttribute("href")) ?? [];
    if (slug === undefined) return;
    if (edition.practices.includes(slug)) link.href = edition.linkTo("practices", `${slug}/${rest}`);
    else link.replaceWith(...link.childNodes);
  };
  const complete = (content) => {
    for (const mark of content.querySelectorAll("[data-citation]")) {
      mark.replaceWith(edition.cite(parseCitation(mark.dataset.citation)));
    }
    for (const mark of content.querySelectorAll("[data-person]")) {
      mark.replaceWith(nameOf(mark.dataset.person) ?? words.practice.unnamed);
    }
    for (const link of content.querySelectorAll("a[href]")) if (!link.closest(".citation")) follow(link);
    return content;
  };
  const phrase = (text) => {
    const [shown, found] = version(text);
    const content = complete(element("span", {}, nodesOf(parser.renderInline(shown))));
    return inLanguage([...content.childNodes], found);
  };

  return {
    ...edition,
    card,
    language,
    version,
    nameOf,
    phrase,
    name: (text) => inLanguage(...version(text)),
    label: (name, value) => {
      const [shown, found] = edition.label(name, value);
      return found ? element("span", { lang: found }, shown) : shown;
    },
    labelText: (name, value) => edition.label(name, value)[0],
    prose: (text) => {
      const [shown, found] = version(text);
      return complete(element("div", { lang: other(found) }, nodesOf(parser.render(shown))));
    },
    plain: (text) => complete(element("div", {}, nodesOf(parser.renderInline(version(text)[0])))).textContent,
    orWaiting: (value, show) => (value === undefined || value === "" ? edition.waiting() : show(value)),
    why: (subject) => list(card.why_differ).find(({ figure, fact }) => [figure, fact].includes(subject))?.why,
  };
};
