// Builds ../static: graphiql.js, graphiql.css and LICENSES.txt. Run with `npm ci && npm run build`.
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static");

// GraphiQL's style sheet embeds its fonts as data: addresses, 380 kB that a strict policy refuses.
// Without them the page uses the fonts of the system.
const withoutFonts = {
  name: "without-fonts",
  setup(setup) {
    setup.onLoad({ filter: /graphiql[/\\]dist[/\\]style\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/@font-face\s*\{[^}]*\}/g, ""),
      loader: "css",
    }));
  },
};

// graphql-js asks at run time, of a process that browsers do not have, whether it is in production.
const productionInstanceOf = {
  name: "production-instance-of",
  setup(setup) {
    setup.onLoad({ filter: /graphql[/\\]jsutils[/\\]instanceOf\.mjs$/ }, () => ({
      contents: "export const instanceOf = (value, constructor) => value instanceof constructor;",
    }));
  },
};

const packageOf = (input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];

async function licenceOf(folder) {
  const about = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
  const files = (await readdir(join(here, folder))).filter((name) =>
    /^(licen[cs]e|copying|notice)/i.test(name),
  );
  const texts = await Promise.all(files.map((name) => readFile(join(here, folder, name), "utf8")));
  const source = about.repository?.url ?? about.repository;
  const text = texts.join("\n") || `Published under this licence at ${source}, without a licence file.`;
  return {
    heading: `${about.name} ${about.version}, ${about.license}`,
    text: text.replace(/\r/g, "").replace(/[ \t]+$/gm, "").trim(),
  };
}

await rm(out, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { graphiql: "entry.js" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [withoutFonts, productionInstanceOf],
});

// Only what is in the output: files that were shaken out whole need no notice.
const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
  Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0),
);
const folders = [...new Set(used.map(packageOf).filter(Boolean))].sort();
const licences = await Promise.all(folders.map(licenceOf));
// Packages with the very same text share it.
const headings = new Map();
for (const { heading, text } of licences) headings.set(text, [...(headings.get(text) ?? []), heading]);
const rule = "=".repeat(80);
await writeFile(
  join(out, "LICENSES.txt"),
  [
    "graphiql.js and graphiql.css contain code of these packages:\n",
    ...licences.map(({ heading }) => `  ${heading}`),
    "",
    ...[...headings].map(
      ([text, packages]) =>
        `${rule}\n${packages.join("\n")}\n\n${text}\n`,
    ),
  ].join("\n"),
);
for (const [file, { bytes }] of Object.entries(metafile.outputs)) console.log(file, bytes);
