// Text in drawings, by the rules of the pages: how wide it runs, where it breaks, labels that stay clear of each other.
export const WIDTH = 360; // Units from the left edge of a drawing to its right one.
export const LINE = 18; // Units from one line of text to the next.
export const RISE = 14; // Units from the top of a line of text to its foot.
export const SPACE = 8; // Units between two texts beside each other.
const LETTER = 7.7; // Units that a letter takes at most on average: text is 14 units high.
const BOLD = 9.2;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u;

export const tenth = (number) => Math.round(number * 10) / 10;

export const widthOf = (text, isBold = false) =>
  [...text].reduce((width, letter) => width + (WIDE.test(letter) ? 2 : 1), 0) * (isBold ? BOLD : LETTER);

const cut = (word, width) => {
  const letters = [...word];
  const wide = widthOf(word);
  const most = wide > width ? Math.max(1, Math.floor((letters.length * width) / wide / 2)) : letters.length;
  return Array.from({ length: Math.ceil(letters.length / most) }, (_, place) =>
    letters.slice(place * most, (place + 1) * most).join(""),
  );
};

// The text in lines of `width` units at most, `taken` of the first one; a word that is longer alone is cut.
export const breakLines = (text, width = WIDTH, taken = 0) => {
  const lines = [""];
  let room = width - taken;
  for (const piece of (text.match(/\S+/g) ?? []).flatMap((word) => cut(word, width))) {
    const longer = `${lines.at(-1)} ${piece}`.trim();
    if (widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else {
      lines.push(piece);
      room = width;
    }
  }
  return lines;
};

// For each middle, in order, a place within the drawing, in the nearest lane where a label is clear of the others.
export const placeLabels = (middles, width) => {
  const ends = [];
  return middles.map((middle) => {
    const left = Math.max(0, Math.min(middle - width / 2, WIDTH - width));
    const free = ends.findIndex((end) => end + SPACE <= left);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = left + width;
    return { x: tenth(left + width / 2), lane };
  });
};
