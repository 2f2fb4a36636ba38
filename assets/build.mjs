// Builds src/pendopo/static/dist: three style sheets, two scripts, the client of sealed bids, one font, pictures. Run by `npm run build`.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import * as sass from "sass";
import { sealing } from "./sealing.mjs";

const assets = dirname(fileURLToPath(import.meta.url));
const root = dirname(assets);
const dist = join(root, "src/pendopo/static/dist");
const python = process.env.PYTHON ?? [join(root, ".venv/bin/python")].find(existsSync) ?? "python3";
const target = "es2020";

// Variants of the library that no template uses: they would fill the sheet's 12 KB.
const unused = new RegExp(
  "\\.govuk-(?:(?:label|fieldset__legend)--(?:s|m|l|xl)|radios--small|(?:radios|checkboxes)__divider|label-wrapper" +
    "|fieldset__heading|input--extra-letter-spacing|input--width-30|visually-hidden-focusable)(?![\\w-])",
);
const lean = (css) =>
  css
    .replace(/(?<=^|[{}])([^{}@;]+)\{([^{}]*)\}/g, (rule, selectors, body) => {
      const kept = selectors.split(/,(?![^(]*\))/).filter((one) => !unused.test(one));
      return kept.length ? `${kept.join(",")}{${body}}` : "";
    })
    .replace(/@media[^{}]*\{\}/g, "");

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

for (const name of ["public", "workspace", "sealing"]) {
  const { css } = sass.compile(join(assets, "styles", `${name}.scss`), {
    loadPaths: [join(root, "node_modules")],
    quietDeps: true,
    style: "compressed",
  });
  // Custom properties, color-mix and nesting stay as written: Sass has flattened the nesting already.
  const { code } = await transform(css, { loader: "css", minify: true });
  writeFileSync(join(dist, `${name}.css`), lean(code));
}

await build({
  entryPoints: ["public", "workspace"].map((name) => join(assets, "scripts", `${name}.js`)),
  bundle: true,
  format: "esm",
  legalComments: "none",
  minify: true,
  nodePaths: [join(root, "node_modules")],
  outdir: dist,
  target,
});

await build({ ...sealing, outdir: dist, minify: true });

const font = spawnSync(python, [join(assets, "font.py"), dist], { stdio: "inherit" });
if (font.status !== 0) process.exit(font.status ?? 1);

for (const folder of ["images", "icons"]) cpSync(join(assets, folder), join(dist, folder), { recursive: true });

const scripts = ["public", "workspace", ...Object.keys(sealing.entryPoints)].map((name) => `${name}.js`);
for (const name of ["public.css", "workspace.css", "sealing.css", ...scripts, "jakarta.woff2"]) {
  const bytes = readFileSync(join(dist, name));
  const size = name.endsWith("woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length;
  if (!name.endsWith("woff2")) {
    // WhiteNoise serves what stands beside a file, also where nothing was collected.
    writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(dist, `${name}.br`), brotliCompressSync(bytes));
  }
  console.log(`${name.padEnd(20)}${(size / 1024).toFixed(1).padStart(6)} KB`);
}
