// The part of a page's state that readers share: lists of keys in the address, which the language switch keeps.
import { carryQuery } from "./language.js";

export const readList = (name) => {
  const text = new URLSearchParams(location.search).get(name) ?? "";
  return text.split(",").map((key) => key.trim()).filter(Boolean);
};

const addressWith = (changes) => {
  const asked = new URLSearchParams(location.search);
  for (const [name, keys] of Object.entries(changes)) {
    if (keys.length) asked.set(name, keys.join(","));
    else asked.delete(name);
  }
  const text = asked.toString().replaceAll("%2C", ",");
  return location.pathname + (text && `?${text}`);
};

// Lists by their names; an empty one leaves the address. With `step`, the way back leads to how it was.
export const writeLists = (changes, { step = false } = {}) => {
  history[step ? "pushState" : "replaceState"](null, "", addressWith(changes));
  carryQuery();
};

addEventListener("popstate", carryQuery);
carryQuery();
