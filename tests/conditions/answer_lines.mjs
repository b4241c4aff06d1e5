// Evaluates a line of JSON at a time, a list of {tree, state, reading}; answers each with a line.
import { createInterface } from "node:readline";
import { outcomes } from "./conditions.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  const cases = JSON.parse(line);
  const found = cases.map(({ tree, state, reading }) => outcomes(tree, state, reading));
  process.stdout.write(JSON.stringify(found) + "\n");
}
