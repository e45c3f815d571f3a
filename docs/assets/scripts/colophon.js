// A page whose address holds a choice says so on paper: the address and the code at its end lead to that choice.
import { correction, generate } from "./lean-qr.js";

const MARGIN = 4; // The quiet zone around a code, in modules.
const page = document.querySelector("link[rel=canonical]").href;
const written = document.querySelector(".colophon__address");
const code = document.querySelector(".colophon__code");

const drawRow = (bitmap, y) => {
  const modules = Array.from({ length: bitmap.size }, (_, x) => Number(bitmap.get(x, y))).join("");
  const runs = [...modules.matchAll(/1+/g)];
  return runs.map(({ 0: { length }, index }) => `M${index + MARGIN} ${y + MARGIN}.5h${length}`).join("");
};

const draw = (text) => {
  const bitmap = generate(text, { minCorrectionLevel: correction.M });
  const side = bitmap.size + 2 * MARGIN;
  code.setAttribute("viewBox", `0 0 ${side} ${side}`);
  code.querySelector("path").setAttribute("d", Array.from({ length: bitmap.size }, (_, y) => drawRow(bitmap, y)).join(""));
};

addEventListener("beforeprint", () => {
  const address = page + location.search;
  if (written.textContent === address) return;
  written.textContent = address;
  draw(address);
});
