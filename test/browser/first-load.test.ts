import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { root } from "../support/stack/stack.ts";

const dashboard = join(root, "apps/dashboard");
const mostBytes = 250_000;

test("the scripts that every page loads first are smaller than 250 kB, compressed", async () => {
  await promisify(execFile)(process.execPath, [join(dashboard, "build.js")]);
  const site = join(dashboard, "dist/site");
  const page = await readFile(join(site, "index.html"), "utf8");
  const loaded = [...page.matchAll(/<(?:script|link rel="modulepreload")[^>]* (?:src|href)="([^"]+)"/g)];
  expect(loaded.length).toBeGreaterThan(0);
  const sizes = loaded.map(async ([, path = ""]) => gzipSync(await readFile(join(site, path))).byteLength);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(mostBytes);
});
