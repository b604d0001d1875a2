// Builds dist/ from src/ and page/, prints the size of the bundle and fails when it is too large.
// With --check nothing is written: it fails when dist/ is not what the sources give.
import { readdirSync, readFileSync, mkdirSync, writeFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const LIMIT = 40 * 1024; // gzipped, transport included

const { outputFiles } = await build({
  entryPoints: [join(HERE, "src/index.ts")],
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome105", "firefox110", "safari16.4"],
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  banner: { js: "/* Quiver chat widget. Contains socket.io-client (MIT), (c) Guillermo Rauch and contributors. */" },
  write: false,
});
const files = new Map([["quiver.js", Buffer.from(outputFiles[0].contents)]]);
for (const name of readdirSync(join(HERE, "page")).sort()) files.set(name, readFileSync(join(HERE, "page", name)));

const size = gzipSync(files.get("quiver.js"), { level: 9 }).length;
console.log(`quiver.js: ${(size / 1024).toFixed(1)} kB gzipped of ${LIMIT / 1024} kB allowed (${(files.get("quiver.js").length / 1024).toFixed(1)} kB plain)`);
if (size > LIMIT) {
  console.error("The bundle is too large.");
  process.exit(1);
}

const dist = join(HERE, "dist");
if (process.argv.includes("--check")) {
  const stale = [...files].filter(([name, bytes]) => !existsSync(join(dist, name)) || !bytes.equals(readFileSync(join(dist, name)))).map(([name]) => name);
  const strange = existsSync(dist) ? readdirSync(dist).filter((name) => !files.has(name)) : [];
  if (stale.length + strange.length > 0) {
    console.error(`widget/dist is not what the sources give (${[...stale, ...strange].join(", ")}). Run: npm run build`);
    process.exit(1);
  }
  console.log("widget/dist is what the sources give.");
} else {
  mkdirSync(dist, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(dist, name), bytes);
}
