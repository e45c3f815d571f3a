// A box beside a link that explains it: on hover, focus and tap. Escape closes it; the pointer may move onto it.
// What stands in it also stands where the link leads; without this script the link is just a link.
const PAUSE = 250; // Milliseconds to mean it, and to move from the link to the box.
const canShow = "popover" in HTMLElement.prototype;

let box;
let current = null; // The link whose box is to be seen, or is being made.
let timer;

const makeBox = (place) => {
  box = document.createElement("div");
  box.id = "box";
  box.className = "box";
  box.popover = "manual";
  box.setAttribute("role", "tooltip");
  place.append(box);
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (current && !current.contains(target) && !box.contains(target)) hide();
  });
};

const later = (action) => {
  clearTimeout(timer);
  timer = setTimeout(action, PAUSE);
};

const place = (link) => {
  const rects = [...link.getClientRects()];
  const [first, last] = [rects[0], rects.at(-1)];
  const room = document.documentElement.clientWidth - box.offsetWidth - 16;
  const below = last.bottom + box.offsetHeight <= innerHeight || first.top < box.offsetHeight;
  box.style.left = `${Math.max(16, Math.min(last.left, room)) + scrollX}px`;
  box.style.top = `${(below ? last.bottom : first.top - box.offsetHeight) + scrollY}px`;
};

const show = async (link, contentOf) => {
  clearTimeout(timer);
  if (current === link) return;
  hide();
  current = link;
  const content = await contentOf(link);
  if (current !== link || !content) return;
  const inner = document.createElement("div");
  inner.append(content);
  box.replaceChildren(inner);
  box.showPopover();
  if (!link.hasAttribute("aria-describedby")) link.setAttribute("aria-describedby", box.id);
  place(link);
};

const hide = () => {
  clearTimeout(timer);
  if (!current) return;
  box.hidePopover();
  if (current.getAttribute("aria-describedby") === box.id) current.removeAttribute("aria-describedby");
  current = null;
};

const leave = () => later(() => current?.matches(":focus-visible") || hide());

const watch = (link, contentOf) => {
  let touched = false;
  link.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "touch") later(() => show(link, contentOf));
  });
  link.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") leave();
  });
  link.addEventListener("focus", () => {
    if (link.matches(":focus-visible")) show(link, contentOf);
  });
  link.addEventListener("blur", hide);
  link.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  link.addEventListener("click", (event) => {
    if (!touched || current === link) return; // A second tap follows the link.
    event.preventDefault();
    show(link, contentOf);
  });
};

// Explains each of `links` by the element or fragment that `contentOf` makes of it, now or later; by nothing where
// that is null.
export const explain = (links, contentOf) => {
  if (!links.length || !canShow) return;
  if (!box) makeBox(links[0].closest("main"));
  for (const link of links) watch(link, contentOf);
};
