// Elements, made one by one, so that nothing that was typed can run.
const SVG = "http://www.w3.org/2000/svg";

const fitOut = (made, attributes, children) => {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
};

export const element = (name, attributes = {}, ...children) => fitOut(document.createElement(name), attributes, children);

export const shape = (name, attributes = {}, ...children) =>
  fitOut(document.createElementNS(SVG, name), attributes, children);

// A heading as the page has it, below those of the page that it is shown on.
export const heading = (rank, attributes, ...children) =>
  element(`h${rank}`, { "aria-level": rank + 2, ...attributes }, ...children);

// HTML of the site's own making, in a document of its own first, where no script runs and nothing is loaded.
export const nodesOf = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];

export const between = (parts, sign) => parts.flatMap((part, index) => (index > 0 ? [sign, part] : [part]));
