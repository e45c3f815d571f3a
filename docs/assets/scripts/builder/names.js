// A card's title, and the name of its file, which becomes the address of its page.
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|index|by)$/;
const WORDS = 8; // Of a title, in the name that is suggested.

export const isSlug = (text) => SLUG.test(text) && !RESERVED.test(text);

// The title in one of these languages, or in any.
export const titleOf = ({ title }, ...languages) =>
  ["same", ...languages, ...Object.keys(title ?? {})].map((name) => title?.[name]).find(Boolean) ?? "";

export const suggestSlug = (data) => {
  const plain = titleOf(data, "en").normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).slice(0, WORDS).join("-");
};
