// Fills the interface's words in: their marks are those of Python's `str.format`.
export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (mark, name) => values[name] ?? mark);

export const plural = (forms, count, values = {}) => {
  const form = (count === 0 && forms.none) || (count === 1 ? forms.one : forms.other);
  return fill(form, { count, ...values });
};

// The words of an element, with single spaces.
export const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();
