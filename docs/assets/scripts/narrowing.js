// Which cards fit a choice of options and words, and how many would fit with each option. Knows no page.

// Text without accents and capitals, with the quotation marks that a keyboard has, as it is searched.
export const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();

// `cards` have the numbers of their `options` and their folded `text`; `facetOf` says to which facet each option
// belongs. Options of one facet widen, facets narrow. An option's count takes the choice in its own facet away.
export const narrow = (cards, facetOf, chosen, words) => {
  const counts = facetOf.map(() => 0);
  const facets = [...new Set(chosen.map((option) => facetOf[option]))];
  const isChosen = new Set(chosen);
  const fits = cards.map(({ options, text }) => {
    if (!words.every((word) => text.includes(word))) return false;
    const missed = facets.filter((facet) => !options.some((one) => facetOf[one] === facet && isChosen.has(one)));
    for (const option of options) {
      if (missed.length === 0 || (missed.length === 1 && missed[0] === facetOf[option])) counts[option] += 1;
    }
    return missed.length === 0;
  });
  return { fits, counts };
};

// The places of the cards in the order of a number that each may lack; what lacks it comes last, in the old order.
export const arrange = (numbers, largestFirst) => {
  const sign = largestFirst ? -1 : 1;
  const rank = (number) => (number === null ? Infinity : sign * number);
  return numbers.map((_, place) => place).sort((a, b) => (rank(numbers[a]) - rank(numbers[b]) || 0) || a - b);
};
