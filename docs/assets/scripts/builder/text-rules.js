// What the text of a card may not hold, by the names of the rules of `casebook check`, which has the last word.
import MarkdownIt from "../vendor/markdown-it.js";

const W = "\\p{L}\\p{N}_";
const CITED = `@[A-Za-z0-9][${W}-]*(?:,[^;@\\[\\]\\n]*)?`;
const CITATION = `\\[(${CITED}(?:;\\s*${CITED})*)\\]`;
const INCLUDE = new RegExp(`(?<!-)-+8<-+|\\{%|\\{\\{|!include\\b|\\{!|^:{2,3}[ \\t]*[${W}]+`, "gmu");
const BEGUN = /\[[ \t]*@[^[\]\n]*\]?/g;
const BRACKETS = /\[[^[\]]*\](?!\()/gu;
const CITING = new RegExp(`(?<![${W}])@[A-Za-z0-9]`, "u");
const NOT_PERSONAL =
  /\]\([^)\s]*\)|https?:\/\/\S+|\b10\.\d{4,9}\/\S+|ISBN[:\s]*[\d\s-]+|\b\d\d([-/.])\d\d\1(?:19|20)\d\d\b/gu;
const EMAIL = new RegExp(`(?<![${W}.+-])[${W}.+-]+@[${W}-]+(?:\\.[${W}-]+)+`, "gu");
const PHONE = new RegExp(
  `(?<![${W}./-])(?:(?:\\+|00)[1-9][\\d ().\\-/]{7,20}\\d|0[1-9]\\d{7,8}` +
    `|0[1-9]\\d{0,2}[ /.\\-]\\d{2,3}(?:[ .\\-]?\\d{2,3}){1,3})(?![${W}])`,
  "gu",
);
const PHONE_DIGITS = 9;
const BEFORE_COLON = /\]\(([^():<]*):/g;
const SCRIPTS = ["javascript", "vbscript", "data", "file"];
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const ALLOWED = ["https", "mailto", "practice"];

export const PERSON = /\[person:([a-z0-9-]+)\]/g;

export const isAllowedLink = (address) => ALLOWED.includes(SCHEME.exec(address)?.[1].toLowerCase());

export const findCitations = (text) => [...text.matchAll(new RegExp(CITATION, "gu"))].map((found) => found[1]);

export const parseCitation = (inside) =>
  inside.split(";").map((part) => {
    const [key, ...locator] = part.trim().replace(/^@/, "").split(",");
    return { key: key.trim(), locator: locator.join(",").trim() };
  });

const foundAt = (pattern, text, at) => {
  const matching = new RegExp(pattern, "uy");
  matching.lastIndex = at;
  return matching.exec(text);
};
export const citationAt = (text, at) => foundAt(CITATION, text, at);
export const personAt = (text, at) => foundAt(PERSON, text, at);

const everything = new MarkdownIt("commonmark", { html: true });
everything.validateLink = (address) => Boolean(address);

const flaw = (code, found) => ({ code, found: found.slice(0, 60) });

function* linkFlaws(address, slugs) {
  const scheme = SCHEME.exec(address)?.[1].toLowerCase();
  const slug = address.slice(address.indexOf(":") + 1).split("#")[0];
  if (!isAllowedLink(address)) yield flaw("link-scheme", address);
  else if (scheme === "practice" && !slugs.includes(slug)) yield flaw("unknown-practice", slug);
}

function* tokenFlaws(token, slugs) {
  if (token.type === "html_block" || token.type === "html_inline") yield flaw("raw-html", token.content.trim());
  if (token.type === "image") yield flaw("image-in-text", token.content);
  if (token.type === "link_open") yield* linkFlaws(token.attrGet("href"), slugs);
}

function* markdownFlaws(text, slugs) {
  const found = {};
  const tokens = everything.parse(text, found);
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") yield flaw("heading-in-text", tokens[index + 1].content);
    for (const one of [token, ...(token.children ?? [])]) yield* tokenFlaws(one, slugs);
  }
  for (const [label, { href }] of Object.entries(found.references ?? {})) {
    if (!label.startsWith("@")) yield flaw("link-definition", `[${label.toLowerCase()}]: ${href}`);
  }
}

function* personalFlaws(text) {
  const words = text.replace(NOT_PERSONAL, (found) => " ".repeat(found.length));
  for (const [found] of words.matchAll(EMAIL)) yield flaw("email-in-text", found);
  for (const [found] of words.matchAll(PHONE)) {
    if (found.replace(/\D/g, "").length >= PHONE_DIGITS) yield flaw("phone-in-text", found);
  }
}

function* refusedSchemes(text) {
  for (const [, before] of text.matchAll(BEFORE_COLON)) {
    const scheme = before.replace(/\s/g, "");
    if (SCRIPTS.includes(scheme.toLowerCase()) && scheme !== before.trim()) yield flaw("link-scheme", `${scheme}:`);
  }
}

function* citationFlaws(text, works) {
  const named = [...text.matchAll(BRACKETS)].filter(([found]) => CITING.test(found));
  const meant = new Map([...text.matchAll(BEGUN), ...named].map(({ 0: found, index }) => [index, found]));
  for (const [at, found] of meant) if (!citationAt(text, at)) yield flaw("citation-form", found);
  for (const { key } of findCitations(text).flatMap(parseCitation)) {
    if (!works.includes(key)) yield flaw("unknown-work", key);
  }
}

const named = (sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

// The first sign that can't be seen, and the first that no font of the sheets has.
export const makeSignRules = ({ invisible, settable }) => {
  const unseen = new RegExp(invisible);
  const ranges = settable.map((range) => range.split("-").map((code) => parseInt(code, 16)));
  const isSettable = (code) => code < 128 || ranges.some(([first, last]) => first <= code && code <= last);
  return function* (text) {
    const [sign] = unseen.exec(text) ?? [];
    if (sign) yield { code: "invisible-character", found: named(sign) };
    const odd = [...text].find((one) => !isSettable(one.codePointAt(0)));
    if (odd && !sign) yield { code: "no-glyph", found: odd, name: named(odd) };
  };
};

export function* findFlaws(text, { slugs, works }) {
  for (const [found] of text.matchAll(INCLUDE)) yield flaw("include-in-text", found);
  yield* citationFlaws(text, works);
  yield* personalFlaws(text);
  yield* refusedSchemes(text);
  yield* markdownFlaws(text, slugs);
}
