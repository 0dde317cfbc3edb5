import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findCircle, readImports } from "./import-graph.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("no source file imports itself through others, not even for a type", async () => {
  const imports = await readImports(root, ["services", "packages", "apps", "deploy", "bench", "test"]);
  expect([...imports.values()].flat().length).toBeGreaterThan(500);
  expect(findCircle(imports)).toBeUndefined();
});

test("findCircle names the files of a circle", async () => {
  const tree = await mkdtemp(join(tmpdir(), "stagepass-circles-"));
  const files = {
    "services/planted/src/start.ts": 'export { one } from "./rooms/one.ts";',
    "services/planted/src/rooms/one.ts": 'import type { Two } from "../two.ts";\nexport type One = Two;',
    "services/planted/src/two.ts": 'export type Two = import("./rooms/one.ts").One;',
  };
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, file)), { recursive: true });
      await writeFile(join(tree, file), text);
    }
    const circle = findCircle(await readImports(tree, ["services"]));
    const [first, ...others] = circle ?? [];
    expect(new Set(circle)).toEqual(
      new Set(["services/planted/src/rooms/one.ts", "services/planted/src/two.ts"]),
    );
    expect(others.at(-1)).toBe(first);
  } finally {
    await rm(tree, { recursive: true });
  }
});
