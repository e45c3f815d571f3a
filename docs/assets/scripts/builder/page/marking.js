// The terms of the glossary: a link from the first use of each on the page, and what each means.
import { element } from "./nodes.js";

const LEFT_ALONE = "a, code, pre, .citation";
const W = "\\p{L}\\p{N}_-";

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/ /g, "\\s+");
const eitherCase = (letter) => {
  const cases = new Set([letter.toLowerCase(), letter.toUpperCase()]);
  return cases.size > 1 ? `(?:${[...cases].map(literal).join("|")})` : literal(letter);
};
const isName = (word) => word !== word.toLowerCase();
const patternOf = (word) => (isName(word) ? literal(word) : [...word].map(eitherCase).join(""));

// Finds whole words, the longest first, in any case unless the word has a capital of its own.
const makeFinder = (terms) => {
  const byWord = new Map(terms.flatMap((term) => term.words.map((word) => [word, term])));
  const words = [...byWord.keys()].toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<![${W}])(?:${words.map(patternOf).join("|")})(?![${W}])`, "gu");
  const termOf = (found) => {
    const word = found.split(/\s+/).join(" ");
    return byWord.get(word) ?? byWord.get(word.toLowerCase());
  };
  return (text) => (words.length > 0 ? [...text.matchAll(pattern)].map(({ 0: found, index }) => [index, found, termOf(found)]) : []);
};

const idOf = ({ key }) => `term-${key}`;

// Marks the terms in the texts of one page after the other, as they are read; `linkTo` gives the address of a term.
export const makeMarking = (terms, linkTo) => {
  const find = makeFinder(terms);

  const markText = (node, seen) => {
    const parts = [];
    let end = 0;
    for (const [start, found, term] of find(node.data)) {
      if (seen.has(term)) continue;
      seen.add(term);
      const link = element("a", { class: "term", href: linkTo(term.key), "aria-describedby": idOf(term) }, found);
      parts.push(node.data.slice(end, start), link);
      end = start + found.length;
    }
    if (parts.length > 0) node.replaceWith(...parts, node.data.slice(end));
  };

  const textsIn = (container) => {
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found.filter((node) => !node.parentElement.closest(LEFT_ALONE));
  };

  return () => {
    const seen = new Set();
    return {
      mark: (container) => {
        for (const node of textsIn(container)) markText(node, seen);
        return container;
      },
      listed: () => [...seen].map((term) => ({ ...term, id: idOf(term) })),
    };
  };
};
