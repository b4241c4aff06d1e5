// Evaluates a line of JSON at a time, a list of cases; answers each with a line. A case is a
// condition as {tree, state, reading}, or facts to compute one after another as {how, facts}.
import { createInterface } from "node:readline";
import { computed } from "./computing.mjs";
import { outcomes } from "./conditions.mjs";

function all(how, facts) {
  for (const { slug, ...one } of how) {
    const value = computed(one, facts);
    if (value !== undefined) facts[slug] = value;
  }
  return facts;
}

for await (const line of createInterface({ input: process.stdin })) {
  const cases = JSON.parse(line);
  const found = cases.map(({ tree, state, reading, how, facts }) =>
    how ? all(how, facts) : outcomes(tree, state, reading),
  );
  process.stdout.write(JSON.stringify(found) + "\n");
}
