// Texts as a card has them: running text without line breaks of its own in the form, in lines of a page's width in
// the file. A list, or whatever else has lines of its own, stays as it was typed.
const WIDTH = 96;
const OWN_LINE = /^(?:\s|[-*+>#=|~`]|[0-9]{1,9}[.)])|\\$/;
const UNBREAKABLE = /(?:\[[^[\]]*\]|\S)+/g; // What stands between brackets, as in a citation, stays on one line.

const tidy = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/\t/g, " ");

export const cleanLine = (text) => tidy(text).replace(/[ \n]+/g, " ").trim();

const mapParagraphs = (text, change) =>
  text
    .split(/\n(?: *\n)+/)
    .map((part) => (part.split("\n").some((line) => OWN_LINE.test(line)) ? part : change(part)))
    .join("\n\n");

export const cleanProse = (text) => {
  const lines = tidy(text).replace(/ +$/gm, "").trim();
  return mapParagraphs(lines, (part) => part.replace(/[ \n]+/g, " "));
};

// Breaks a paragraph into lines, none of which would mean something else by how it begins.
const wrap = (paragraph) => {
  const lines = [];
  for (const word of paragraph.match(UNBREAKABLE) ?? []) {
    const last = lines.at(-1);
    const fits = last !== undefined && last.length + word.length < WIDTH;
    if (last !== undefined && (fits || OWN_LINE.test(word) || last.endsWith("\\"))) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
};

export const wrapProse = (text) => mapParagraphs(text, wrap);
