// Bundles src/ into two folders of the tree given (that of the project by default): web/static, with a script and a style
// sheet for each page that needs them, and kg/export/built, with the page that a network is exported as: one file with
// script and style inside.
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = (name) => resolve(here, "src", name);
const root = resolve(process.argv[2] ?? resolve(here, "../.."));
const [site, exported] = ["web/static", "kg/export/built"].map((folder) => resolve(root, folder));
const options = {
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "eof",
  loader: { ".svg": "dataurl" },
  logLevel: "warning",
};

for (const folder of [site, exported]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
await cp(resolve(here, "public"), site, { recursive: true });
await build({
  ...options,
  entryPoints: [...["theme", "site", "ask", "network"].map((name) => source(`${name}.js`)), source("site.css")],
  outdir: site,
});

const { outputFiles, metafile } = await build({
  ...options,
  entryPoints: [source("viewer.js"), source("viewer.css")],
  outdir: exported,
  legalComments: "none", // the notices say it
  write: false,
  metafile: true,
});
const text = (ending) => outputFiles.find((file) => file.path.endsWith(ending)).text.trim();
const hash = (code) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;
const [script, style] = [text(".js"), text(".css")];
if (/<\/script|<!--|<\/style/i.test(script + style)) throw new Error("the page's script or style would end too early");
const parts = { script, style, "script-hash": hash(script), "style-hash": hash(style), notices: await notices(metafile) };
const page = (await readFile(source("viewer.html"), "utf8")).replace(/\{([a-z-]+)\}/g, (mark, name) => parts[name] ?? mark);
await writeFile(resolve(exported, "network.html"), page);

/** The licences of the packages in a bundle, which copies of them must carry. */
async function notices({ inputs }) {
  const names = new Set(Object.keys(inputs).flatMap((path) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []));
  const texts = [...names].sort().map(async (name) => {
    const folder = resolve(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(resolve(folder, "package.json"), "utf8"));
    const terms = await Promise.any(["LICENSE", "LICENSE.txt", "LICENSE.md"].map((file) => readFile(resolve(folder, file), "utf8")));
    return `${name} ${version} (${license})\n${terms.trim()}`;
  });
  return (await Promise.all(texts)).join("\n\n").replaceAll("--", "- -");
}
