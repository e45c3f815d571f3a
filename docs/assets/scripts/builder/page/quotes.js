// Typed apostrophes and quotation marks become the signs that print has, as hooks/casebook/quotes.py does it.
const W = "[\\p{L}\\p{N}_]";
const TYPED = new RegExp(
  "(?<kept>`[^`]*`|\\]\\([^)\\]]*\\)|<[^<>\\s]+>|https?:\\/\\/\\S+)" +
    `|(?<!${W})(?:(?<opened>'(?=${W}${W}))|(?<double>"(?=${W})))|(?<apostrophe>')|"`,
  "gu",
);

export const setQuotes = (text) =>
  text.replace(TYPED, (found, ...rest) => {
    const { kept, opened, double, apostrophe } = rest.at(-1);
    if (kept) return found;
    if (opened) return "‘";
    return double ? "“" : apostrophe ? "’" : "”";
  });
