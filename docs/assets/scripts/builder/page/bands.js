// The programme drawn as a band, by the rules of the pages: the hours of a day, or the phases that have a length.
import { list, readDuration } from "./edition.js";
import { LINE, WIDTH, placeLabels, tenth, widthOf } from "./lettering.js";
import { element, shape } from "./nodes.js";

const HEIGHT = 26; // Units that a part is high.
const NUMBER = 24; // Units that the number of a part takes, in width and in height.
const HATCH = 8; // Units from one slanted line to the next.
const EDGE = 24; // Units beside the first and the last hour, for half of their labels.
const UNKNOWN = 40; // Units of a phase to which no source gives a length; less where there are many.
const LEAST = 2; // Units of the shortest part, so that it can be seen.
const STEPS = [1, 2, 3, 4, 6, 12]; // Hours from one label to the next.
const HOURS = /^(\d\d):(\d\d)\/(\d\d):(\d\d)$/;

const numbered = (row, top) => {
  const places = placeLabels(row.map(({ start, end }) => (start + end) / 2), NUMBER);
  const y = top + Math.max(...places.map(({ lane }) => lane + 1)) * NUMBER + 2;
  return row.map((span, index) => ({
    ...span,
    y,
    x: span.start,
    width: tenth(Math.max(LEAST, span.end - span.start)),
    numberX: places[index].x,
    numberY: y - 2 - (places[index].lane + 0.5) * NUMBER,
  }));
};

// Each span in the first row where nothing else is at its time.
const inRows = (spans) => {
  const rows = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start || one.number - other.number)) {
    const row = rows.find((one) => one.at(-1).end <= span.start);
    if (row) row.push(span);
    else rows.push([span]);
  }
  return rows;
};

const readHours = (when) => {
  const [fromHour, from, toHour, to] = HOURS.exec(when)?.slice(1).map(Number) ?? [];
  const hours = { start: fromHour * 60 + from, end: toHour * 60 + to };
  return hours.start < hours.end ? hours : null;
};

const drawDay = (hours, desk) => {
  const first = Math.min(...hours.map(({ start }) => Math.floor(start / 60)));
  const last = Math.max(...hours.map(({ end }) => Math.ceil(end / 60)));
  const place = (minutes) => tenth(EDGE + ((minutes / 60 - first) / (last - first)) * (WIDTH - 2 * EDGE));
  const spans = hours.map(({ start, end }, index) => ({ number: index + 1, start: place(start), end: place(end), isKnown: true }));
  const parts = [];
  for (const row of inRows(spans)) parts.push(...numbered(row, parts.length > 0 ? parts.at(-1).y + HEIGHT : 0));
  const labels = Array.from({ length: last - first + 1 }, (_, index) => first + index).map((hour) => [
    place(hour * 60),
    desk.clock(`${String(hour % 24).padStart(2, "0")}:00`),
  ]);
  const apart = labels[1][0] - labels[0][0];
  const widest = Math.max(...labels.map(([, text]) => widthOf(text)));
  const step = STEPS.find((one) => one * apart >= widest) ?? STEPS.at(-1);
  const bottom = parts.at(-1).y + HEIGHT;
  return { parts, bottom, hours: labels.filter((_, index) => index % step === 0), height: bottom + LINE + 4 };
};

const drawPhases = (steps, desk) => {
  const days = steps.map(({ duration }) => (duration ? readDuration(duration).days : null));
  const blanks = days.filter((length) => length === null).length;
  const unknown = Math.min(UNKNOWN, WIDTH / 2 / Math.max(1, blanks));
  const unit = (WIDTH - unknown * blanks) / days.reduce((sum, length) => sum + (length ?? 0), 0);
  let end = 0;
  const spans = days.map((length, index) => {
    const start = end;
    end += length === null ? unknown : length * unit;
    const text = length === null ? "" : desk.duration(steps[index].duration);
    const fits = widthOf(text) <= end - start;
    return { number: index + 1, start: tenth(start), end: tenth(end), text: fits ? text : "", isKnown: text !== "" };
  });
  const parts = numbered(spans, 0);
  const bottom = parts.at(-1).y + HEIGHT;
  return { parts, bottom, hours: [], height: bottom + 1 };
};

// Slanted lines across a part, from the upper right to the lower left.
const hatches = ({ x, y, width }) => {
  const lines = [];
  for (let along = HATCH; along < Math.floor(width + HEIGHT); along += HATCH) {
    const right = Math.min(width, along);
    const left = Math.max(0, along - HEIGHT);
    lines.push(`M${tenth(x + right)} ${tenth(y + along - right)}L${tenth(x + left)} ${tenth(y + along - left)}`);
  }
  return lines.join("");
};

const drawPart = (part) => {
  const middle = tenth(part.x + part.width / 2);
  const look = part.isKnown ? "band__part" : "band__part band__part--unknown";
  return [
    shape("path", { class: look, d: `M${part.x} ${part.y}h${part.width}v${HEIGHT}h-${part.width}z` }),
    !part.isKnown && shape("path", { class: "band__hatch", d: hatches(part) }),
    shape("path", { class: "band__stem", d: `M${middle} ${part.y}L${part.numberX} ${part.numberY}` }),
    shape("circle", { class: "band__circle", cx: part.numberX, cy: part.numberY, r: 10 }),
    shape("text", { class: "band__number", x: part.numberX, y: part.numberY }, part.number),
    part.text && shape("text", { class: "band__length", x: middle, y: part.y + HEIGHT / 2 }, part.text),
  ];
};

const drawBand = ({ parts, hours, bottom, height }, isDay, said) =>
  element(
    "figure",
    { class: isDay ? "drawing drawing--day" : "drawing" },
    shape(
      "svg",
      { class: "band", viewBox: `-1 0 362 ${height}`, "aria-hidden": "true", focusable: "false" },
      parts.map(drawPart),
      hours.map(([x, hour]) => [
        shape("path", { class: "band__tick", d: `M${x} ${bottom}v4` }),
        shape("text", { class: "band__hour", x, y: height - 3 }, hour),
      ]),
    ),
    element(
      "figcaption",
      {},
      isDay ? said.day : said.phases,
      parts.some((part) => !part.isKnown) && ` ${said.unknown}`,
    ),
  );

// The drawing of a card's programme, where two parts at least have a length.
export const drawProgramme = (desk) => {
  const steps = list(desk.card.programme);
  const hours = steps.map(({ when }) => when && readHours(when));
  const said = desk.words.drawings;
  if (steps.length > 1 && hours.every(Boolean)) return drawBand(drawDay(hours, desk), true, said);
  const phases = steps.map((step) => (step.duration && !readDuration(step.duration) ? { ...step, duration: null } : step));
  const isLong = phases.filter(({ duration }) => duration).length > 1;
  return isLong && !steps.some(({ when }) => when) ? drawBand(drawPhases(phases, desk), false, said) : null;
};
