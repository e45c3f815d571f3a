// What a search finds: the index's answers to a query and to other words for it, and the options of each result.
// Knows no page.
import { fold, narrow } from "./narrowing.js";

const MOST = 6; // So many other searches at most: each may load another piece of the index.
const NEXT_BEST = 0.5; // What only other words find comes after what the query finds.

const spellingsOf = (terms) =>
  terms
    .flatMap((term) => term.names.flatMap((name, place) => term.spellings[place].map((word) => ({ term, name, word: fold(word) }))))
    .sort((one, other) => other.word.length - one.word.length);

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const placesOf = (word, query) => query.matchAll(new RegExp(`(?<![\\p{L}\\p{N}-])${escape(word)}(?![\\p{L}\\p{N}-])`, "gu"));

// The searches that other words for the query's terms make, the longest term first; `name` is what is searched instead.
export const otherQueries = (query, terms) => {
  const folded = fold(query.trim());
  const taken = [];
  const found = [];
  for (const { term, name, word } of spellingsOf(terms)) {
    for (const { index } of placesOf(word, folded)) {
      const end = index + word.length;
      if (taken.some(([from, to]) => index < to && from < end)) continue;
      taken.push([index, end]);
      const put = (other) => (index === 0 && end === folded.length ? `"${other}"` : folded.slice(0, index) + other + folded.slice(end));
      const others = [...term.names.filter((other) => other !== name), ...term.related];
      for (const other of others) {
        found.push({ query: put(other), name: other, isRelated: term.related.includes(other), key: term.key });
      }
    }
  }
  return found.slice(0, MOST);
};

// Every result once, the best first, and those of the other queries that found anything.
export const search = async (pagefind, query, others) => {
  const answers = await Promise.all([query, ...others.map((other) => other.query)].map((one) => pagefind.search(one)));
  const best = new Map();
  for (const [place, { results }] of answers.entries()) {
    for (const result of results) {
      const score = result.score * (place === 0 ? 1 : NEXT_BEST);
      if (!(best.get(result.id)?.score >= score)) best.set(result.id, { result, score });
    }
  }
  const results = [...best.values()].sort((one, other) => other.score - one.score).map(({ result }) => result);
  return { results, helpful: others.filter((_, place) => answers[place + 1].results.length) };
};

// All practices as results, and the options of each by its id. Pagefind's own filters are not used: with them the
// index differs from build to build. The index only sorts the practices; the file has their options in that order.
export const readPractices = async (pagefind, options) => {
  const { results } = await pagefind.search(null, { sort: { place: "asc" } });
  const practices = results.slice(0, options.length);
  return { practices, optionsOf: new Map(practices.map(({ id }, place) => [id, options[place]])) };
};

// The results that fit the chosen options, and how many would fit with each option.
export const choose = (results, optionsOf, facetOf, chosen) => {
  const cards = results.map(({ id }) => ({ text: "", options: optionsOf.get(id) ?? [] }));
  const { fits, counts } = narrow(cards, facetOf, chosen, []);
  return { results: results.filter((_, place) => fits[place]), counts };
};
