// A list of checkboxes that says which rows or columns show. The address keeps those that don't, under `hide`.
import { readList, writeLists } from "./address.js";

export const hiddenKeys = () => new Set(readList("hide"));

// Ticks and unticks as the address says, and calls `apply()` after each change by the reader.
export const bindChoices = (details, apply) => {
  const boxes = [...details.querySelectorAll("input")];
  const own = new Set(boxes.map((box) => box.value));

  const show = () => {
    const hidden = hiddenKeys();
    for (const box of boxes) box.checked = !hidden.has(box.value);
  };

  // Keys of rows that this list lacks stay as they are: the other view of the page has them.
  const change = () => {
    const elsewhere = [...hiddenKeys()].filter((key) => !own.has(key));
    const here = boxes.filter((box) => !box.checked).map((box) => box.value);
    writeLists({ hide: [...here, ...elsewhere] });
    apply();
  };

  details.addEventListener("change", change);
  details.querySelector("[data-all]").addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    change();
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
  return show;
};
