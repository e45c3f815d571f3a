// How the practices side by side are laid out: as a table where it fits, else as columns to swipe through.
const NAMES = 10; // The width of the rows' names and of a column, in rem.
const COLUMN = 14.5;

const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

const fits = (region, count) => region.parentElement.clientWidth >= (NAMES + count * COLUMN) * rem();

const columnsOf = (region) => [...region.querySelectorAll("thead th")].slice(1);

const startOf = (region, column) => column.offsetLeft - columnsOf(region)[0].offsetLeft;

// The number of the column in view.
const currentOf = (region) => {
  const distances = columnsOf(region).map((column) => Math.abs(startOf(region, column) - region.scrollLeft));
  const end = region.scrollLeft + region.clientWidth >= region.scrollWidth - 2;
  return end && region.scrollLeft > 0 ? distances.length - 1 : distances.indexOf(Math.min(...distances));
};

// Watches `region` and keeps the pager in step with it; `position(place, count)` words where the reader is.
export const watchLayout = (region, pager, position) => {
  const [previous, next] = pager.querySelectorAll("button");
  const shown = pager.querySelector("p");

  const follow = () => {
    const columns = columnsOf(region);
    if (pager.hidden) return;
    const current = currentOf(region);
    shown.textContent = position(current, columns.length);
    previous.setAttribute("aria-disabled", String(current === 0));
    next.setAttribute("aria-disabled", String(current === columns.length - 1));
  };

  const lay = () => {
    const columns = columnsOf(region);
    if (!columns.length) return;
    region.dataset.count = columns.length;
    region.dataset.layout = fits(region, columns.length) ? "table" : "swipe";
    const swipes = region.scrollWidth > region.clientWidth + 1;
    pager.hidden = !swipes;
    const head = region.querySelector("thead");
    const height = region.dataset.layout === "table" ? head.offsetHeight : pager.offsetHeight;
    document.documentElement.style.setProperty("--under-head", `${height}px`);
    follow();
  };

  const goTo = (column) => column && region.scrollTo({ left: startOf(region, column) });

  // What gets the focus from the keyboard comes into view with its whole column.
  const followFocus = ({ target }) => {
    const column = columnsOf(region)[target.closest("tr > *").cellIndex - 1];
    if (!column || !target.matches(":focus-visible")) return;
    const [seen, own] = [region, column].map((element) => element.getBoundingClientRect());
    if (own.left < seen.left - 1 || own.right > seen.right + 1) goTo(column);
  };

  for (const button of [previous, next]) {
    button.addEventListener("click", () => {
      goTo(columnsOf(region)[currentOf(region) + Number(button.dataset.step)]);
    });
  }
  // An arrow goes a whole column on: the browser's own small steps would snap back to where they began.
  region.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || pager.hidden || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(columnsOf(region)[currentOf(region) + step]);
  });
  region.addEventListener("focusin", followFocus);
  region.addEventListener("scroll", follow, { passive: true });
  new ResizeObserver(lay).observe(region.parentElement);
  return lay;
};
