// Shows a term's definition beside it, on hover, focus and tap. Escape closes it; the pointer may move onto it.
// The definition itself stands on the page and describes the link; without this script the link is just a link.
const links = document.querySelectorAll("a.term");

if (links.length && "popover" in HTMLElement.prototype) {
  const PAUSE = 250; // Milliseconds to mean it, and to move from the term to the box.
  const box = document.createElement("div");
  box.className = "term-box";
  box.popover = "manual";
  box.setAttribute("role", "tooltip");
  links[0].closest("main").append(box);
  let current = null;
  let timer;

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

  const show = (link) => {
    clearTimeout(timer);
    if (current === link) return;
    const definition = document.getElementById(link.getAttribute("aria-describedby"));
    const name = document.createElement("strong");
    name.textContent = definition.previousElementSibling.textContent;
    const text = document.createElement("p");
    text.textContent = definition.textContent;
    const inner = document.createElement("div");
    inner.append(name, text);
    box.replaceChildren(inner);
    if (!current) box.showPopover();
    current = link;
    place(link);
  };

  const hide = () => {
    clearTimeout(timer);
    if (!current) return;
    box.hidePopover();
    current = null;
  };

  const leave = () => later(() => current?.matches(":focus-visible") || hide());

  for (const link of links) {
    let touched = false;
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") later(() => show(link));
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") leave();
    });
    link.addEventListener("focus", () => {
      if (link.matches(":focus-visible")) show(link);
    });
    link.addEventListener("blur", hide);
    link.addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch";
    });
    link.addEventListener("click", (event) => {
      if (!touched || current === link) return; // A second tap follows the link.
      event.preventDefault();
      show(link);
    });
  }
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (current && !current.contains(target) && !box.contains(target)) hide();
  });
}
