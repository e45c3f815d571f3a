// Which figures are drawn together, by the rules of the pages: of one unit, alike in size, a group's side by side.
import { list, same } from "./edition.js";

const MOST_TIMES = 20; // Numbers more than so many times as large have a drawing, and so a scale, of their own.

const unique = (values) => [...new Set(values)];

// Values in groups, in the order of their first; keys that say the same are one.
const groupBy = (values, keyOf) => {
  const groups = new Map();
  for (const value of values) {
    const key = JSON.stringify(keyOf(value) ?? null);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return [...groups.values()];
};

// The figures that count the same thing, together.
export const figureGroups = (figures) => groupBy(list(figures), ({ what, scope }) => [what, scope ?? null]);

export const readCounts = (edition) => {
  const said = (figure) => [edition.bound(figure), Number(figure[edition.bound(figure)])];
  const differs = (one, other) =>
    one.what === other.what &&
    same(one.scope, other.scope) &&
    (!one.year || !other.year || one.year === other.year) &&
    !same(said(one), said(other));
  const differ = (group) => group.some((one, index) => group.slice(index + 1).some((other) => differs(one, other)));

  const numberOf = (figure) => said(figure)[1];
  const largest = (counted) => Math.max(...counted.map(({ figure }) => numberOf(figure)));
  const largestOf = (section) => largest(section.rows.flatMap((row) => row.counted));
  const isNear = (one, other) => {
    const [small, large] = [largestOf(one), largestOf(other)].toSorted((a, b) => a - b);
    return large <= small * MOST_TIMES;
  };

  const rowOf = (counted, near) => ({
    what: counted[0].figure.what,
    counted,
    differ: counted.some(({ figure }) => near.some((other) => differs(figure, other.figure))),
  });
  const sectionOf = (counted, near, isSeries) => {
    const years = unique(counted.map(({ figure }) => figure.year));
    const rows = groupBy(counted, ({ figure }) => figure.what).map((ofKind) => rowOf(ofKind, near));
    return { scope: counted[0].figure.scope, year: years.length === 1 ? years[0] : undefined, isSeries, rows };
  };
  const byYear = (counted) => {
    const year = ([{ figure }]) => (figure.year ? Number(figure.year) : Infinity);
    return groupBy(counted, ({ figure }) => figure.year).toSorted((one, other) => year(one) - year(other));
  };
  const yearsOf = (counted) => unique(counted.map(({ figure }) => figure.year).filter(Boolean));
  const sectionsOf = (counted) =>
    groupBy(counted, ({ figure }) => figure.scope).flatMap((near) => {
      const isSeries = groupBy(near, ({ figure }) => figure.what).some((ofKind) => yearsOf(ofKind).length > 1);
      return (isSeries ? byYear(near) : [near]).map((group) => sectionOf(group, near, isSeries));
    });

  const alike = (sections) => {
    const drawings = [];
    for (const section of sections) {
      const fitting = drawings.find((drawing) => drawing.every((other) => isNear(section, other)));
      if (fitting) fitting.push(section);
      else drawings.push([section]);
    }
    return drawings;
  };
  const hasSomethingToSee = (sections) => {
    const [row, ...others] = sections.flatMap((section) => section.rows);
    return others.length > 0 || new Set(row.counted.map(({ figure }) => JSON.stringify(said(figure)))).size > 1;
  };
  const isWhole = (figure) =>
    Object.hasOwn(edition.units, figure.what ?? "") && edition.bound(figure) && Number.isFinite(numberOf(figure));

  // The sections of each drawing, where there are two numbers to hold beside each other.
  const drawnTogether = (figures) => {
    const counted = figureGroups(figures).flatMap((group, index) =>
      group.map((figure, place) => ({ figure, group: index + 1, place: place + 1 })),
    );
    const units = groupBy(counted.filter(({ figure }) => isWhole(figure)), ({ figure }) => edition.units[figure.what] ?? `only ${figure.what}`);
    return units.flatMap((ofUnit) => alike(sectionsOf(ofUnit))).filter(hasSomethingToSee);
  };

  return { differ, drawnTogether, numberOf, largestOf };
};
