// Builds the pages, unless they are there and nothing has changed since: node apps/dashboard/build.js
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { build } from "vite";
import { site } from "./site.js";

const here = fileURLToPath(new URL("./", import.meta.url));
const sources = [
  "index.html",
  "package.json",
  "vite.config.ts",
  "public",
  "src",
  "../../docs",
  "../../packages/contracts/src",
];

const builtAt = await changedAt(join(site, "index.html"));
const changes = await Promise.all(sources.map((source) => newest(join(here, source))));
if (builtAt < Math.max(...changes)) {
  process.stderr.write("Building the dashboard …\n");
  // Under a test's value of it, the pages would hold the slower and larger React that is for developers.
  // biome-ignore lint/style/noProcessEnv: the bundler reads it, and it is no configuration of ours
  process.env.NODE_ENV = "production";
  await mkdir(join(here, "dist"), { recursive: true });
  // Beside the old pages, which are served meanwhile, and which another process may be building too.
  const building = await mkdtemp(join(here, "dist", "building-"));
  await build({ root: here, logLevel: "warn", build: { outDir: building } });
  await compress(building);
  // A temporary folder is its owner's alone, but another user may serve the pages.
  await chmod(building, 0o755);
  await rm(site, { recursive: true, force: true });
  await rename(building, site).catch(async () => rm(building, { recursive: true }));
}

/** Writes each file a second and third time, compressed, so that no request has to wait for that. */
async function compress(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|svg|html)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const content = await readFile(file);
    await writeFile(`${file}.br`, await promisify(brotliCompress)(content));
    await writeFile(`${file}.gz`, await promisify(gzip)(content));
  }
}

async function newest(path) {
  const own = await changedAt(path);
  if (!(await stat(path)).isDirectory()) return own;
  const inside = await readdir(path, { recursive: true });
  return Math.max(own, ...(await Promise.all(inside.map((name) => changedAt(join(path, name))))));
}

async function changedAt(path) {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  return mtimeMs;
}
