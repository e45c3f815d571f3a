// The page as it will look, from the answers: made of elements, so that nothing that was typed can run.
import MarkdownIt from "../vendor/markdown-it.js";
import { fill } from "../words.js";
import { NOT_DESCRIBED } from "./form.js";
import { citationAt, isAllowedLink, parseCitation } from "./text-rules.js";

const parser = new MarkdownIt("commonmark", { html: false });
parser.disable(["lheading", "html_block", "html_inline", "image", "code", "reference", "hr", "heading"]);
parser.validateLink = isAllowedLink;
parser.inline.ruler.before("link", "citation", (state, silent) => {
  const found = citationAt(state.src, state.pos);
  if (!found) return false;
  if (!silent) state.push("citation", "", 0).content = found[1];
  state.pos += found[0].length;
  return true;
});

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const list = (value) => (value === undefined || value === NOT_DESCRIBED ? [] : [value].flat());
const between = (parts, sign) => parts.flatMap((part, index) => (index > 0 ? [sign, part] : [part]));

// Makes the page of a card in one language; `labelOf` words the values of closed lists, `nameOf` those of countries.
export const makePreview = ({ settings, references, labelOf }) => {
  const { lists, words } = settings;
  const gap = () => element("span", { class: "gap" }, words.status.not_described);
  const waiting = () => element("span", { class: "builder__waiting" }, words.builder.preview_empty);

  const escape = parser.utils.escapeHtml;
  const linkTo = (key) => `${settings.reading_list}#${encodeURIComponent(key)}`;
  parser.renderer.rules.citation = (tokens, index) => {
    const cited = parseCitation(tokens[index].content).map(({ key, locator }) => {
      const shown = escape((settings.cited[key] ?? key) + (locator ? `, ${locator}` : ""));
      return `<a href="${escape(linkTo(key))}">${shown}</a>`;
    });
    return `(${cited.join("; ")})`;
  };
  parser.renderer.rules.link_open = (tokens, index) => {
    const [scheme, ...rest] = tokens[index].attrGet("href").split(":");
    const own = scheme.toLowerCase() === "practice";
    const address = own ? settings.practices + rest.join(":").replace(/^[a-z0-9-]*/, "$&/") : tokens[index].attrGet("href");
    return `<a href="${escape(address)}">`;
  };

  // What the parser has made, in a document of its own, where no script runs and nothing is loaded.
  const nodesOf = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
  const prose = (text) => nodesOf(parser.render(text));
  const phrase = (text) => nodesOf(parser.renderInline(text));

  const version = (text, language) => {
    if (typeof text === "string") return [text, language];
    if (text.same) return [text.same, language];
    const found = [language, ...Object.keys(text)].find((name) => text[name]);
    return [text[found], found];
  };
  const other = (found, language) => (found === language ? "" : found);

  const name = (text, language) => {
    const [shown, found] = version(text, language);
    return element("span", { lang: other(found, language) }, shown);
  };
  const line = (text, language) => {
    const [shown, found] = version(text, language);
    return element("span", { lang: other(found, language) }, ...phrase(shown));
  };
  const texts = (text, language) => {
    const [shown, found] = version(text, language);
    return element("div", { lang: other(found, language) }, ...prose(shown));
  };
  const work = (key) => element("a", { href: linkTo(key) }, settings.cited[key] ?? key);
  const works = (keys) => between(list(keys).map(work), "; ");

  const UNITS = { P: { Y: "year", M: "month", W: "week", D: "day" }, PT: { H: "hour", M: "minute" } };
  const duration = (iso) => {
    const [, start, count, unit] = /^(PT?)([0-9.]+)([YMWDH])$/.exec(iso) ?? [];
    const forms = words.counts[UNITS[start]?.[unit]];
    const number = Number(count).toLocaleString(document.documentElement.lang);
    return forms ? fill(Number(count) === 1 ? forms.one : forms.other, { count: number }) : iso;
  };
  const number = (text) => (Number.isNaN(Number(text)) ? text : Number(text).toLocaleString(document.documentElement.lang));

  const fact = (key, value, language) => {
    if (["place", "organisations"].includes(key)) return name(value, language);
    if (key === "duration") return duration(value);
    if (key === "ects") return number(value);
    return key === "since" ? value : labelOf(key, value);
  };
  const claim = (key, { value, source, scope }, language) => {
    const shown = [value ? fact(key, value, language) : "", ...(scope ? [", ", name(scope, language)] : [])];
    return element("li", {}, ...shown, " ", element("span", { class: "cited" }, "(", ...works(source), ")"));
  };
  const answer = (key, value, language) => {
    if (value === undefined) return waiting();
    if (value === NOT_DESCRIBED) return gap();
    const values = [value].flat();
    if (values[0].value || values[0].source) return element("ul", { class: "answers" }, ...values.map((one) => claim(key, one, language)));
    if (values.length === 1) return fact(key, values[0], language);
    return element("ul", { class: "answers" }, ...values.map((one) => element("li", {}, fact(key, one, language))));
  };

  const factsPanel = (data, language) => {
    const rows = lists.facts.map((key) =>
      element("div", { class: "facts__row" }, element("dt", {}, words.facts[key]), element("dd", {}, answer(key, data[key], language))),
    );
    return element(
      "div",
      { class: "practice__aside" },
      element("div", { class: "panel" }, element("h3", {}, words.practice.facts_heading), element("dl", { class: "facts" }, ...rows)),
    );
  };

  const section = (title, ...content) => element("section", { class: "section" }, element("h3", {}, title), ...content);
  const described = (value, content) => {
    if (value === undefined) return element("p", {}, waiting());
    return value === NOT_DESCRIBED ? element("p", {}, gap()) : content();
  };

  const timed = (step) => [step.when?.replace("/", "–") ?? "", step.duration ? ` (${duration(step.duration)})` : ""].join("");
  const steps = (value, language) =>
    element(
      "ol",
      { class: "phases" },
      ...list(value).map((step) =>
        element(
          "li",
          {},
          element("p", { class: "phases__name" }, step.phase ? line(step.phase, language) : "", timed(step)),
          element("p", {}, step.what ? line(step.what, language) : waiting(), " ", element("span", { class: "cited" }, "(", ...works(step.source), ")")),
        ),
      ),
    );

  const figureRow = (figure, language) => {
    const bound = lists.bounds.find((one) => figure[one]);
    const shown = bound ? fill(words.bounds[bound], { number: number(figure[bound]) }) : words.builder.preview_empty;
    const extra = [figure.scope, figure.note].filter(Boolean).flatMap((text) => [", ", name(text, language)]);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, figure.what ? labelOf("figures", figure.what) : "", ...extra),
      element("td", { class: "number" }, shown),
      element("td", {}, figure.year ?? words.practice.no_year),
      element("td", { class: "cited" }, ...works(figure.source)),
    );
  };
  const figures = (value, language) => {
    const heads = ["figure", "number", "year", "source"].map((key) => element("th", { scope: "col" }, words.practice[key]));
    const rows = list(value).map((figure) => figureRow(figure, language));
    const table = element("table", { class: "figures" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
    const attributes = { class: "scroll", role: "group", tabindex: "0", "aria-label": words.sections.figures };
    return element("div", attributes, table);
  };

  const voice = ({ who, said, source }, language) =>
    element(
      "div",
      { class: "voice" },
      element("p", { class: "voice__who" }, fill(words.practice.voice_by, { role: who ? labelOf("voices", who) : "…" })),
      said ? texts(said, language) : element("p", {}, waiting()),
      element("p", { class: "cited" }, words.practice.source_of, ...works(source)),
    );

  const lensColumn = (key, notes, language) => {
    const told = list(notes).flatMap(({ gap: kind, how }) => [
      element("dt", {}, kind ? labelOf("gap_lens", kind) : "…"),
      element("dd", {}, how ? line(how, language) : waiting()),
    ]);
    const content = told.length > 0 ? element("dl", {}, ...told) : element("p", { class: "quiet" }, words.practice.nothing);
    return element("div", { class: `lens__column lens__column--${key}` }, element("h4", {}, words.practice[key]), content);
  };
  const lens = (value, language) =>
    element("div", { class: "lens__columns" }, ...lists.lens.map((key) => lensColumn(key, value[key], language)));

  const referenceList = (keys) =>
    element(
      "ul",
      { class: "references" },
      ...list(keys).map((key) => element("li", {}, ...(references[key] ? nodesOf(references[key]) : [key]))),
    );

  const told = (data, language) => [
    data.plain && element("section", { class: "section plain" }, element("h3", {}, words.sections.plain), texts(data.plain, language)),
    data.source_note &&
      element("div", { class: "note" }, element("p", { class: "note__title" }, words.practice.about_sources), texts(data.source_note, language)),
    ...[...lists.sections, ...lists.optional_sections.filter((key) => data[key])].map((key) =>
      section(words.sections[key], described(data[key], () => texts(data[key], language))),
    ),
    data.programme && section(words.sections.programme, described(data.programme, () => steps(data.programme, language))),
    data.figures && section(words.sections.figures, described(data.figures, () => figures(data.figures, language))),
    data.voices &&
      section(
        words.sections.voices,
        element("p", { class: "quiet" }, words.practice.voices_note),
        ...data.voices.map((one) => voice(one, language)),
      ),
    data.gap_lens &&
      section(words.sections.gap_lens, element("p", { class: "quiet" }, words.practice.gap_lens_note), lens(data.gap_lens, language)),
    data.reading && section(words.sections.reading, referenceList(data.reading)),
    section(words.sections.sources, data.sources ? referenceList(data.sources) : element("p", {}, waiting())),
  ];

  return (data, language) => [
    element(
      "header",
      { class: "practice-head" },
      element(
        "div",
        {},
        data.status === "published" ? null : element("p", { class: "is-draft" }, words.status.draft),
        element("p", { class: "builder__title" }, data.title ? name(data.title, language) : waiting()),
        element("p", { class: "lead" }, data.summary ? name(data.summary, language) : waiting()),
      ),
    ),
    factsPanel(data, language),
    element("div", { class: "practice__text" }, ...told(data, language).filter(Boolean)),
  ];
};
