// Bundles src/ into the folder given (web/static by default): one script and one style sheet a page that needs them.
import { cp, mkdir, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? resolve(here, "../static"));

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await cp(resolve(here, "public"), out, { recursive: true });
await build({
  entryPoints: ["theme", "site", "ask", "network"].map((name) => resolve(here, `src/${name}.js`)).concat(
    resolve(here, "src/site.css"),
  ),
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "eof",
  loader: { ".svg": "dataurl" },
  logLevel: "warning",
});
