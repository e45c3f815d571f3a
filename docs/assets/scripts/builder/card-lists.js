// What the form offers and its preview words: countries, works, and the labels of the closed lists.
const plainText = (html) =>
  new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();

// The works to choose from, in the order of the alphabet.
export const listWorks = (references) =>
  Object.entries(references)
    .map(([key, html]) => [key, plainText(html)])
    .sort(([, one], [, other]) => one.localeCompare(other, document.documentElement.lang));

// The words of a value in the field of a card that it stands in, from the choices on the page.
export const readLabels = (form, countries) => {
  const labels = new Map(countries.map(([code, name]) => [`country ${code}`, name]));
  for (const field of form.querySelectorAll(".builder__group > [data-field], .builder__more > [data-field]")) {
    for (const input of field.querySelectorAll("input[value]")) {
      const label = input.nextElementSibling?.firstChild ?? input.nextSibling;
      labels.set(`${field.dataset.field} ${input.value}`, label.textContent.trim());
    }
  }
  return (key, value) => labels.get(`${key} ${value}`) ?? value;
};
