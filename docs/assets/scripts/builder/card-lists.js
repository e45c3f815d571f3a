// The works that the form offers.
const plainText = (html) =>
  new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();

// The works to choose from, in the order of the alphabet.
export const listWorks = (references) =>
  Object.entries(references)
    .map(([key, html]) => [key, plainText(html)])
    .sort(([, one], [, other]) => one.localeCompare(other, document.documentElement.lang));
