// The part of the page that shows the card as a page, in the language that is chosen.
import { makePreview } from "./preview.js";

// `read` gives the answers as they are then.
export const makePreviewArea = (options, read) => {
  const { language, languages } = options.settings;
  const area = document.querySelector("[data-preview-area]");
  const page = area.querySelector("[data-page]");
  const choices = area.querySelector("[data-preview-languages]");
  const draw = makePreview(options);
  let shownIn = language;

  const show = (data) => {
    page.lang = shownIn;
    page.replaceChildren(...draw(data, shownIn));
    for (const button of choices.children) button.setAttribute("aria-pressed", String(button.value === shownIn));
  };

  const choice = ([value, textContent]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", value, textContent });
    button.addEventListener("click", () => {
      shownIn = value;
      show(read());
    });
    return button;
  };
  choices.append(...Object.entries(languages).map(choice));

  return {
    open: () => {
      area.hidden = false;
      show(read());
      document.getElementById("preview").focus();
    },
    follow: (data) => area.hidden || show(data),
    close: () => {
      area.hidden = true;
    },
  };
};
