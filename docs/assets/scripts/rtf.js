// Text as a document in the Rich Text Format 1.5, which word processors open; in ASCII, with escapes for all else.
// The question mark is for readers that know no Unicode; the space before it keeps it apart from the number.
const escapeUnit = (unit) => `\\u${unit > 32767 ? unit - 65536 : unit} ?`;

const escape = (text) => {
  const written = [];
  for (const unit of text.replace(/\r\n?/g, "\n").split("")) {
    const code = unit.charCodeAt(0);
    if ("\\{}".includes(unit)) written.push(`\\${unit}`);
    else if (unit === "\n") written.push("\\line ");
    else if (unit === "\t") written.push("\\tab ");
    else if (code > 126) written.push(escapeUnit(code));
    else if (code >= 32) written.push(unit);
  }
  return written.join("");
};

// Windows' numbers of languages, by which a word processor checks spelling; a language that is not here stays unsaid.
const LANGUAGES = { nl: 1043, "nl-BE": 2067, en: 2057, "en-GB": 2057, fr: 1036, de: 1031 };

const STYLES = {
  title: "\\s1\\outlinelevel0\\sa160\\b\\fs36",
  heading: "\\s2\\outlinelevel1\\sb240\\sa60\\keepn\\b\\fs26",
  hint: "\\s3\\sa80\\keepn\\i\\fs22",
  label: "\\s4\\sa40\\keepn\\b\\fs22",
  text: "\\s0\\sa120\\fs24",
};
const NAMES = { title: "heading 1", heading: "heading 2", hint: "Hint", label: "Label", text: "Normal" };

const HEAD = "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}";
const SHEET = Object.entries(STYLES).map(([name, style]) => `{${style} ${NAMES[name]};}`);

const paragraph = ({ style, text }) => `{\\pard\\plain${STYLES[style]} ${escape(text)}\\par}`;

// `paragraphs` are { style, text }; the styles are those above.
export const writeRtf = ({ title, language, paragraphs }) => {
  const lang = LANGUAGES[language] ?? LANGUAGES[language.split("-")[0]];
  return [
    `${HEAD}{\\stylesheet${SHEET.join("")}}`,
    `{\\info{\\title ${escape(title)}}}`,
    lang ? `\\deflang${lang}` : "",
    ...[{ style: "title", text: title }, ...paragraphs].map(paragraph),
    "}",
  ].join("\n");
};
