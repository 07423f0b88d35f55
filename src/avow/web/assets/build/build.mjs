// Builds what the browser loads into src/avow/web/static/built. Run it with `npm run build`.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import * as sass from "sass";

const assets = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const root = resolve(assets, "../../../..");
const modules = join(root, "node_modules");
const out = resolve(assets, "../static/built");
const target = ["chrome109", "firefox115", "safari16"];

const FONTS = [
  "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-italic.woff2",
  "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
  "bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2",
  "bricolage-grotesque/files/bricolage-grotesque-latin-ext-opsz-normal.woff2",
];

async function styles() {
  const { css } = sass.compile(join(assets, "scss/avow.scss"), { loadPaths: [modules] });
  const { code } = await transform(css, { loader: "css", minify: true, target });
  writeFileSync(join(out, "avow.css"), code);
}

async function scripts() {
  await build({
    entryPoints: ["avow", "chart", "map", "review", "intake", "paper", "coding", "autosave"].map((name) => join(assets, `js/${name}.js`)),
    outdir: out, bundle: true, minify: true, format: "esm", target, legalComments: "none",
  });
  // MapLibre's worker is a file of its own so that the content security policy can say `worker-src 'self'`.
  cpSync(join(modules, "maplibre-gl/dist/maplibre-gl-worker.mjs"), join(out, "map-worker.js"));
  const worker = readFileSync(join(out, "map-worker.js"), "utf8");
  writeFileSync(join(out, "map-worker.js"), worker.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

function fonts() {
  mkdirSync(join(out, "fonts"), { recursive: true });
  for (const font of FONTS) {
    cpSync(join(modules, "@fontsource-variable", font), join(out, "fonts", basename(font)));
    const family = font.split("/")[0];
    cpSync(join(modules, "@fontsource-variable", family, "LICENSE"), join(out, "fonts", `${family}-OFL.txt`));
  }
}

function icons() {
  const symbols = readdirSync(join(assets, "icons")).sort().map((file) => {
    const body = readFileSync(join(assets, "icons", file), "utf8").trim();
    return body
      .replace("<svg xmlns=\"http://www.w3.org/2000/svg\"", `<symbol id="${basename(file, ".svg")}"`)
      .replace("</svg>", "</symbol>");
  });
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  writeFileSync(join(out, "icons.svg"), sprite);
}

function report() {
  const files = readdirSync(out).filter((name) => statSync(join(out, name)).isFile());
  for (const name of files) {
    console.log(`${(statSync(join(out, name)).size / 1024).toFixed(0).padStart(6)} kB  ${name}`);
  }
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
fonts();
icons();
cpSync(join(assets, "images"), join(out, "images"), { recursive: true });
await Promise.all([styles(), scripts()]);
report();
