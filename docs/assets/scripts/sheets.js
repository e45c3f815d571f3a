// Counts the sheets of A4 that parts of a document take, by laying them out as paper does, out of sight.
const MM = 96 / 25.4; // Pixels of CSS.
const PAGE = { width: 182, height: 272 }; // What `@page` leaves between its margins, in millimetres.
const ACROSS = { width: 273, height: 186 }; // The same for `@page across`.
const LOSS = 7; // Millimetres at the foot of a sheet that keeping lines and rows together costs.

const loaded = (link) =>
  new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
  });

const frame = async () => {
  const made = document.createElement("iframe");
  Object.assign(made, { className: "measure", title: "", tabIndex: -1, inert: true });
  made.setAttribute("aria-hidden", "true");
  made.style.width = `${PAGE.width}mm`;
  document.body.append(made);
  const inside = made.contentDocument;
  inside.documentElement.lang = document.documentElement.lang;
  inside.body.dir = "ltr";
  const links = [...document.querySelectorAll('link[rel="stylesheet"]')].map((link) => inside.importNode(link));
  for (const link of links) link.href = new URL(link.getAttribute("href"), location).href;
  const waiting = links.map(loaded);
  inside.head.append(...links);
  await Promise.all(waiting);
  layAsPaper(inside);
  return inside;
};

const layAsPaper = (inside) => {
  const rules = [...inside.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  for (const rule of rules.filter((rule) => rule.media)) {
    if (/\bprint\b/.test(rule.media.mediaText)) rule.media.mediaText = "all";
    else if (/\bscreen\b/.test(rule.media.mediaText)) rule.media.mediaText = "not all";
  }
};

let prepared;

const sheetsOf = (part) => {
  const page = part.matches(".pack__part--comparison") ? ACROSS : PAGE;
  part.style.width = `${page.width}mm`;
  const height = part.getBoundingClientRect().height / MM;
  return Math.max(1, Math.ceil(height <= page.height ? height / page.height : height / (page.height - LOSS)));
};

// The number of sheets of each part of `pack`, which is left as it is.
export const countSheets = async (pack) => {
  prepared ??= frame();
  const inside = await prepared;
  const copy = inside.importNode(pack, true);
  const article = Object.assign(inside.createElement("div"), { className: "article md-typeset" });
  article.append(copy);
  inside.body.replaceChildren(article);
  const counts = [...copy.children].map(sheetsOf);
  inside.body.replaceChildren();
  return counts;
};

// Fetches what counting needs, while there is a network.
export const prepareCount = () => (prepared ??= frame());
