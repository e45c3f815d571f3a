// Values <-> the file of a card. A card that is mended keeps every line that nobody touched.
import { Document, Scalar, isMap, parseDocument } from "../vendor/yaml.js";
import { wrapProse } from "./prose.js";

const SCHEMA_LINE = "# yaml-language-server: $schema=_practice.schema.json";
const LARGEST = 256 * 1024; // Bytes; the check takes no larger card.
const WIDTH = 100;

const isText = (value) => typeof value === "string";
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Digits alone stand without quotation marks, as people write them.
const scalar = (text) => (String(Number(text)) === text && /^[0-9.]+$/.test(text) ? Number(text) : text);

const block = (text) => {
  const made = new Scalar(`${wrapProse(text)}\n`);
  made.type = Scalar.BLOCK_LITERAL;
  return made;
};

const line = (text) => {
  if (text.length <= WIDTH - 20) return scalar(text);
  const made = new Scalar(text);
  made.type = Scalar.BLOCK_FOLDED;
  return made;
};

const toNodes = (value, key, isProse) => {
  if (isText(value)) return line(value);
  if (Array.isArray(value)) return value.map((item) => toNodes(item, key, isProse));
  const inProse = isProse(key) && Object.values(value).every(isText);
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [name, inProse ? block(item) : toNodes(item, name, isProse)]));
};

const writeFields = (data, isProse) => {
  const nodes = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, toNodes(value, key, isProse)]));
  return new Document(nodes, { aliasDuplicateObjects: false }).toString({ lineWidth: WIDTH, blockQuote: "literal" });
};

const comment = (notes) => notes.split("\n").map((text) => `# ${text}`.trimEnd());

const writeHead = (notes) => [SCHEMA_LINE, ...(notes ? comment(notes) : [])].join("\n") + "\n";

const ordered = (data, order) => Object.fromEntries(order.filter((key) => key in data).map((key) => [key, data[key]]));

const parse = (text) => {
  const parsed = parseDocument(text, { schema: "failsafe", strict: true, uniqueKeys: true });
  return parsed.errors.length === 0 && isMap(parsed.contents) ? parsed : null;
};

// The notes to the editors: the comments above the first key.
const notesOf = (text, start) =>
  text
    .slice(0, start)
    .split("\n")
    .filter((found) => found.startsWith("#") && found !== SCHEMA_LINE)
    .map((found) => found.replace(/^# ?/, ""))
    .join("\n")
    .trim();

// Every key and value as text, with the notes above them; null where the text is no card.
export const readCard = (text) => {
  if (new TextEncoder().encode(text).length > LARGEST) return null;
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const parsed = parse(plain);
  if (!parsed) return null;
  try {
    const start = parsed.contents.items[0]?.key.range[0] ?? plain.length;
    return { text: plain, data: parsed.toJS({ maxAliasCount: 50 }), notes: notesOf(plain, start) };
  } catch {
    return null; // Aliases that multiply a value too often.
  }
};

const writeNew = ({ data, notes, order, isProse }) => writeHead(notes) + writeFields(ordered(data, order), isProse);

// Where each key of the file begins and its value ends.
const placesIn = (text) => {
  const parsed = parse(text);
  if (!parsed || parsed.contents.flow) return null;
  return parsed.contents.items.map(({ key, value }) => ({
    key: key.value,
    start: key.range[0],
    end: value?.range ? value.range[1] : key.range[1],
  }));
};

const replaceAt = (text, { start, end }, written) => {
  const after = text.slice(end);
  const gap = written && (text.slice(start, end).endsWith("\n") || after === "") ? "\n" : "";
  return text.slice(0, start) + (written ? written.trimEnd() + gap : "") + (written ? after : after.replace(/^\n/, ""));
};

const insertAfter = (text, places, before, written) => {
  const above = places.filter(({ key }) => before.includes(key)).at(-1);
  if (!above) return text.slice(0, places[0].start) + written + text.slice(places[0].start);
  const rest = text.slice(above.end);
  const isWholeLine = text.slice(0, above.end).endsWith("\n");
  const end = isWholeLine ? above.end : above.end + (rest.includes("\n") ? rest.indexOf("\n") + 1 : rest.length);
  const head = text.slice(0, end);
  return (head.endsWith("\n") ? head : `${head}\n`) + written + text.slice(end);
};

const setField = (text, key, value, { order, isProse }) => {
  const places = placesIn(text);
  const found = places.find((place) => place.key === key);
  const written = value === undefined ? "" : writeFields({ [key]: value }, isProse);
  if (found) return replaceAt(text, found, written);
  return insertAfter(text, places, order.slice(0, order.indexOf(key)), written);
};

const setNotes = (text, notes) => writeHead(notes) + text.slice(placesIn(text)[0].start);

// The opened card with the answers that have changed; `opened` holds its text and the answers as they were then.
const writeMended = (opened, card) => {
  if (!placesIn(opened.text)) return null;
  let text = opened.text;
  for (const key of card.order) {
    if (!same(opened.answers[key], card.data[key])) text = setField(text, key, card.data[key], card);
  }
  return opened.notes === card.notes ? text : setNotes(text, card.notes);
};

const isWhole = (text, opened, card) => {
  const read = text && readCard(text);
  const expected = { ...opened.kept, ...card.data };
  return Boolean(read) && same(Object.keys(read.data).sort(), Object.keys(expected).sort());
};

// The text of the card's file. Where a mended file can't be put together line by line it is written anew.
export const writeCard = (card, opened) => {
  if (!opened) return writeNew(card);
  const mended = writeMended(opened, card);
  return isWhole(mended, opened, card) ? mended : writeNew({ ...card, data: { ...opened.kept, ...card.data } });
};

