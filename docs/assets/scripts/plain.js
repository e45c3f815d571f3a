// The link under a part in plain words prints that part alone; afterwards the page prints as a whole again.
for (const link of document.querySelectorAll(".plain__print a")) {
  link.addEventListener("click", () => setTimeout(() => print()));
}

addEventListener("afterprint", () => {
  if (document.querySelector(".plain:target")) {
    location.replace("#plain");
  }
});
