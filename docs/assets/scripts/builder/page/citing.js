// Works in the text of a page, as the style names them: in its order, those of the same writers together.
import { between, element, nodesOf } from "./nodes.js";

// How a work is named is who wrote it and, after the last space, when.
const taken = (html) => {
  const at = html.lastIndexOf(" ");
  return at < 0 ? { writers: html, date: "" } : { writers: html.slice(0, at), date: html.slice(at + 1) };
};

const yearOf = (date) => (/^\d/.test(date) ? date : "");

// `works` are the key and the name of each work in the style's order, `linkTo` gives the address of its entry.
export const makeCiting = (works, linkTo) => {
  const names = new Map(works);
  const places = new Map();
  for (const [, html] of works) {
    const { writers } = taken(html);
    if (!places.has(writers)) places.set(writers, places.size);
  }

  const link = (key, content) => element("a", { href: linkTo(key) }, content);
  const work = (key) => link(key, names.has(key) ? nodesOf(names.get(key)) : key);

  const told = ({ key, locator }) => {
    const { writers, date } = taken(names.get(key) ?? key);
    return { key, writers, date, place: places.get(writers) ?? places.size, detail: locator ? `, ${locator}` : "" };
  };
  const inOrder = (one, other) =>
    one.place - other.place || (yearOf(one.date) < yearOf(other.date) ? -1 : Number(yearOf(one.date) > yearOf(other.date)));

  const cite = (cites) => {
    const ordered = cites.map(told).toSorted(inOrder);
    const shown = ordered.flatMap((one, index) => {
      const isSame = index > 0 && ordered[index - 1].writers === one.writers;
      const linked = isSame ? link(one.key, one.date) : work(one.key);
      linked.append(one.detail);
      return [index > 0 && (isSame ? ", " : "; "), linked];
    });
    return element("span", { class: "citation" }, "(", ...shown, ")");
  };

  return { cite, cited: (keys) => between(keys.map(work), "; "), rank: new Map(works.map(([key], place) => [key, place])) };
};
