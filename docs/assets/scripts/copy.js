// Buttons that copy the text of an element on the page and say whether it worked. A button in a list copies the
// reference of its own entry; one line for the whole list says it aloud.
const PAUSE = 2500; // Milliseconds for which a button in a list says what it has done.

const copyTextOf = async (element) => {
  await navigator.clipboard.writeText(element.textContent.trim().replace(/\s+/g, " "));
};

const selectTextOf = (element) => getSelection().selectAllChildren(element);

const copy = async (source, said, say) => {
  say("");
  try {
    await copyTextOf(source);
    say(said.copied);
  } catch {
    selectTextOf(source);
    say(said.failed);
  }
};

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const status = button.closest("section").querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", () => copy(source, button.dataset, (text) => (status.textContent = text)));
}

for (const list of document.querySelectorAll("[data-copy-entries]")) {
  const status = list.querySelector("[data-copy-status]");
  const label = list.dataset.copyEntries;
  for (const entry of list.querySelectorAll("[data-copy-button]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      const source = entry.closest("li").querySelector("[data-copy-text]");
      copy(source, list.dataset, (text) => {
        status.textContent = text;
        button.textContent = text || label;
        setTimeout(() => (button.textContent = label), PAUSE);
      });
    });
    entry.prepend(button);
  }
}
