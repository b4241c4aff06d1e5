const TRUE = 1, FALSE = 2, ABSENT = 4, OPEN = 8, EITHER = 3, ANYTHING = 7;
const HIDDEN = { unmet: ABSENT, dontKnow: ANYTHING, open: ANYTHING | OPEN };
const TESTS = {
  eq: (value, to) => value === to,
  ne: (value, to) => value !== to,
  lt: (value, to) => value < to,
  lte: (value, to) => value <= to,
  gt: (value, to) => value > to,
  gte: (value, to) => value >= to,
  in: (value, to) => to.includes(value),
  not_in: (value, to) => !to.includes(value),
  contains_any: (value, to) => value.some((one) => to.includes(one)),
  contains_all: (value, to) => to.every((one) => value.includes(one)),
  contains_none: (value, to) => !value.some((one) => to.includes(one)),
  contains_outside: (value, to) => value.some((one) => !to.includes(one)),
  count_gte: (value, to) => value.length >= to,
  answered: () => true,
  not_applicable: () => false,
};

function combine(one, other, wins, yields) {
  let set = (one | other) & OPEN;
  for (const a of [TRUE, FALSE, ABSENT].filter((bit) => one & bit))
    for (const b of [TRUE, FALSE, ABSENT].filter((bit) => other & bit))
      set |= a === wins || b === wins ? wins : a === yields ? b : b === yields ? a : ABSENT;
  return [TRUE, FALSE, ABSENT].includes(set & ANYTHING) ? set & ANYTHING : set;
}

const negate = (set) => (set & (ABSENT | OPEN)) | (set & TRUE && FALSE) | (set & FALSE && TRUE);

function compare(leaf, given, reading) {
  if (given === undefined) return EITHER | OPEN;
  const [shape, value] = Object.entries(given)[0];
  if (shape === "hidden") return HIDDEN[value];
  if (shape === "absent") return ABSENT;
  if (shape === "dontKnow") return "dontKnow" in leaf ? (leaf.dontKnow ? TRUE : FALSE) : EITHER;
  if (shape === "notApplicable" && leaf.op === "not_applicable") return TRUE;
  if (shape === "notApplicable") return reading === "rules" || leaf.op === "answered" ? FALSE : ABSENT;
  if (shape === "never" && ["lt", "lte", "gt", "gte"].includes(leaf.op)) return FALSE;
  return TESTS[leaf.op](value, leaf.value) ? TRUE : FALSE;
}

export function outcomes(node, state, reading) {
  const of = (child) => outcomes(child, state, reading);
  if (node.all) return node.all.map(of).reduce((a, b) => combine(a, b, FALSE, TRUE), TRUE);
  if (node.any) return node.any.map(of).reduce((a, b) => combine(a, b, TRUE, FALSE), FALSE);
  if (node.not) return negate(of(node.not));
  const kind = ["answer", "fact", "score"].find((key) => key in node);
  return compare(node, state[kind][node[kind]], reading);
}
