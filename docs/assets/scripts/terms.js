// Shows a term's definition beside it. The definition stands on the page and describes the link.
import { explain } from "./box.js";

explain(document.querySelectorAll("a.term"), (link) => {
  const definition = document.getElementById(link.getAttribute("aria-describedby"));
  const name = document.createElement("strong");
  name.textContent = definition.previousElementSibling.textContent;
  const text = document.createElement("p");
  text.textContent = definition.textContent;
  const content = document.createDocumentFragment();
  content.append(name, text);
  return content;
});
