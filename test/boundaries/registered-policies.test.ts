import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { policies } from "../../services/safeguards/src/domain/policies/registry.ts";

const folder = fileURLToPath(new URL("../../services/safeguards/src/domain/policies/", import.meta.url));

test("every policy that is defined is registered, so that safeguards can name it", async () => {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const sources = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const defined = sources.flatMap((source) => /= definePolicy\(\{\s+id: "([^"]+)"/.exec(source)?.[1] ?? []);
  expect(defined.sort()).toEqual(policies.map(({ id }) => id).sort());
});
