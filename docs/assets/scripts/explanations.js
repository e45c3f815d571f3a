// Explains links beside them: citations by their reference, terms by their definition, which stands on the page.
// Most pages list their references; for the others, such as the comparison, all references of the language are fetched
// once, when the first of them is asked for.
import { explain } from "./box.js";

let fetched;

const keyOf = (link) => decodeURIComponent(new URL(link.href).hash.slice(1));

const onPage = (key) => document.getElementById(`ref-${key}`) ?? document.getElementById(key)?.querySelector(".work__reference");

const fromList = async (link) => {
  fetched ??= fetch(new URL("previews.json", link.href)).then((answer) => answer.json());
  const template = document.createElement("template");
  template.innerHTML = (await fetched)[keyOf(link)] ?? "";
  return template.content;
};

const referenceOf = async (link) => {
  const there = onPage(keyOf(link));
  if (!there) return fromList(link).catch(() => null);
  const copy = document.createDocumentFragment();
  copy.append(...there.cloneNode(true).childNodes);
  return copy;
};

const contentOf = async (link) => {
  const reference = await referenceOf(link);
  if (!reference?.textContent.trim()) return null;
  for (const extra of reference.querySelectorAll(".to-entry")) extra.remove();
  for (const inner of reference.querySelectorAll("a")) inner.replaceWith(...inner.childNodes);
  const text = document.createElement("p");
  text.append(reference);
  return text;
};

// Explains the citations inside an element; a page's own are explained from the start.
export const explainCitations = (within) => explain(within.querySelectorAll(".citation a, .cited a"), contentOf);

const definitionOf = (link) => {
  const definition = document.getElementById(link.getAttribute("aria-describedby"));
  const name = Object.assign(document.createElement("strong"), { textContent: definition.previousElementSibling.textContent });
  const text = Object.assign(document.createElement("p"), { textContent: definition.textContent });
  const content = document.createDocumentFragment();
  content.append(name, text);
  return content;
};

explainCitations(document);
explain(document.querySelectorAll("a.term"), definitionOf);
