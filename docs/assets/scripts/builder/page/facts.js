// The facts at the head of a practice's page, and what the page has in store.
import { list, same } from "./edition.js";
import { element, heading } from "./nodes.js";

const CLAIMED = ["since", "duration", "ects"]; // On these, sources may differ.
const CLOSED = ["format", "student_stage", "expert_roles", "compensation"];
const SHOW = {
  country: (desk, code) => desk.countries[code] ?? code,
  place: (desk, value) => desk.name(value),
  organisations: (desk, value) => desk.name(value),
  duration: (desk, value) => desk.duration(value),
  ects: (desk, value) => desk.number(value),
  since: (desk, value) => value,
};

const show = (desk, key, value) => (CLOSED.includes(key) ? desk.label(key, value) : SHOW[key](desk, value));

const isClaim = (value) => typeof value === "object" && ("value" in value || "source" in value);

const disagree = (claims) =>
  claims.some((one, index) => claims.slice(index + 1).some((other) => same(one.scope, other.scope) && one.value !== other.value));

const part = (desk, key, claim) => [
  desk.orWaiting(claim.value, (value) => show(desk, key, value)),
  claim.scope && [", ", desk.name(claim.scope)],
];

export const whyDiffer = (desk, why) =>
  element("span", { class: "why-differ" }, element("span", { class: "why-differ__label" }, desk.words.status.why_differ), " ", why);

const answer = (desk, key) => {
  const claims = list(desk.card[key]).map((value) => (isClaim(value) ? value : { value }));
  if (desk.card[key] === undefined) return desk.waiting();
  if (claims.length === 0) return desk.gap();
  if (claims.length === 1 && !claims[0].source) return part(desk, key, claims[0]);
  const differs = CLAIMED.includes(key) && disagree(claims);
  const items = claims.map((claim) => {
    const sources = claim.source && element("span", { class: "cited" }, "(", desk.cited(list(claim.source)), ")");
    return element("li", {}, part(desk, key, claim), sources && [" ", sources]);
  });
  const why = differs && desk.why(key);
  return [
    differs && element("span", { class: "differ" }, desk.words.status.differ),
    element("ul", { class: "answers" }, items),
    why && whyDiffer(desk, desk.name(why)),
  ];
};

const row = (desk, key) =>
  element(
    "div",
    { class: "facts__row", id: `fact-${key.replaceAll("_", "-")}` },
    element("dt", {}, desk.words.facts[key]),
    element("dd", {}, answer(desk, key)),
  );

// `contents` are the address and the words of each heading.
export const drawAside = (desk, contents) => {
  const said = desk.words.practice;
  const links = contents.map(([id, title]) => element("li", {}, element("a", { href: `#${id}` }, title)));
  return element(
    "aside",
    { class: "practice__aside", "aria-label": said.facts_heading },
    element(
      "div",
      { class: "panel" },
      heading(2, { id: "facts" }, said.facts_heading),
      element("dl", { class: "facts" }, desk.lists.facts.map((key) => row(desk, key))),
    ),
    element(
      "nav",
      { class: "contents", "aria-labelledby": "contents" },
      heading(2, { id: "contents" }, said.contents),
      element("ul", {}, links),
    ),
  );
};
