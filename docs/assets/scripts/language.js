// Switching languages keeps the choice that the address holds.
const links = document.querySelectorAll("a.language");

export const carryQuery = () => {
  for (const link of links) link.search = location.search;
};
