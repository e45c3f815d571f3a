// A practice's mark: two edges, and a stitch for each gap that it mends, drawn by the rules of the pages.
import { plural } from "../../words.js";
import { list } from "./edition.js";
import { shape } from "./nodes.js";

const TOP = 7;
const STEP = 8.5;
const EDGE = 9;
const TILT = 1.6;

const edge = (x, height) =>
  shape("path", {
    class: "mark__edge",
    d: `M${x} 0 C ${x + 6} ${height * 0.3} ${x - 5} ${height * 0.65} ${x + 3} ${height}`,
  });

const stitch = (place, isMended) => {
  const y = TOP + STEP * place;
  const tilt = place % 2 ? -TILT : TILT;
  return isMended
    ? shape("path", { class: "mark__stitch", d: `M5 ${y - tilt} L35 ${y + tilt}` })
    : shape("path", { class: "mark__hole", d: `M5 ${y} h.01 M35 ${y} h.01` });
};

export const drawMark = (desk) => {
  const kinds = Object.keys(desk.labels.gap);
  const mended = new Set(list(desk.card.gap_lens?.mends).map(({ gap }) => gap).filter(Boolean));
  const height = 2 * TOP + STEP * (kinds.length - 1);
  const gaps = [...mended].map((gap) => desk.labelText("gap", gap)).join(", ");
  return shape(
    "svg",
    {
      class: "mark",
      viewBox: `0 0 40 ${height}`,
      role: "img",
      "aria-label": plural(desk.words.practice.stitches, mended.size, { gaps }),
    },
    edge(EDGE, height),
    edge(40 - EDGE, height),
    kinds.map((kind, place) => stitch(place, mended.has(kind))),
  );
};
