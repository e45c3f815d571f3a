// Buttons that copy the text of an element on the page and say whether it worked.
const copyTextOf = async (element) => {
  await navigator.clipboard.writeText(element.textContent.trim().replace(/\s+/g, " "));
};

const selectTextOf = (element) => getSelection().selectAllChildren(element);

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const status = button.closest("section").querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await copyTextOf(source);
      status.textContent = button.dataset.copied;
    } catch {
      selectTextOf(source);
      status.textContent = button.dataset.failed;
    }
  });
}
