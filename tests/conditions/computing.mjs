const OPERATIONS = {
  SUM: (all) => all.reduce((a, b) => a + b, 0),
  DIFFERENCE: ([a, b]) => a - b,
  RATIO: ([a, b]) => a / b,
  SHARE: ([a, b]) => (100 * a) / b,
};

function withoutNoise(number, largest) {
  const near = Math.round(number * 10000) / 10000;
  return Math.abs(number - near) <= 4 * Number.EPSILON * largest ? near : number;
}

export function computed({ operation, of }, facts) {
  const given = of.map((slug) => facts[slug]);
  if (given.includes(undefined)) return undefined;
  for (const marker of ["absent", "notApplicable", "dontKnow"]) {
    const found = given.find((one) => marker in one);
    if (found) return found;
  }
  const numbers = given.map((one) => one.number);
  const number = OPERATIONS[operation](numbers);
  if (!Number.isFinite(number)) return { absent: true };
  const exact = ["RATIO", "SHARE"].includes(operation) ? [] : numbers;
  return { number: withoutNoise(number, Math.max(...[number, ...exact].map(Math.abs))) };
}
