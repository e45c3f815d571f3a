// The part of the page that shows the card as a page, in the language that is chosen.
import { makeEdition } from "./page/edition.js";
import { drawPractice } from "./page/practice.js";

const PAUSE = 150; // Milliseconds after which the page is drawn again: typing is never kept waiting.

const fetchJson = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

const fetchParts = async (base) => {
  const made = await fetchJson(base);
  return [made, await fetchJson(new URL(made.links.references, base)), base];
};

// `read` gives the card, and the notes for the editors, as they are then.
export const makePreviewArea = ({ language, languages, pages, words }, read) => {
  const area = document.querySelector("[data-preview-area]");
  const page = area.querySelector("[data-page]");
  const choices = area.querySelector("[data-preview-languages]");
  const editions = {};
  let shownIn = language;
  let timer;

  const editionIn = async (wanted) => {
    const parts = await fetchParts(new URL(pages[wanted], location.href)).catch(() => null);
    if (parts) editions[wanted] = makeEdition(...parts);
    return editions[wanted];
  };

  const show = async () => {
    for (const button of choices.children) button.setAttribute("aria-pressed", String(button.value === shownIn));
    const wanted = shownIn;
    const edition = editions[wanted] ?? (await editionIn(wanted));
    if (wanted !== shownIn) return; // Another language was chosen in the meantime.
    page.lang = edition ? wanted : language;
    if (edition) page.replaceChildren(...drawPractice(edition, read(), wanted));
    else page.textContent = words.builder.preview_failed;
  };

  const choice = ([value, textContent]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", value, textContent });
    button.addEventListener("click", () => {
      shownIn = value;
      show();
    });
    return button;
  };
  choices.append(...Object.entries(languages).map(choice));

  return {
    open: () => {
      area.hidden = false;
      show();
      document.getElementById("preview").focus();
    },
    follow: () => {
      clearTimeout(timer);
      if (!area.hidden) timer = setTimeout(show, PAUSE);
    },
    close: () => {
      area.hidden = true;
    },
  };
};
