import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readableFolders } from "./readable-folders.ts";

const libraries = [
  "@bufbuild/cel",
  "@bufbuild/protobuf",
  "@jitl/quickjs-wasmfile-release-sync",
  "jsonata",
  "quickjs-emscripten-core",
];

/** An installation whose libraries stand in the folder at its top, as npm puts them there. */
async function install() {
  const root = await realpath(await mkdtemp(join(tmpdir(), "stagepass-readable-")));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const library of libraries) {
    await mkdir(join(root, "node_modules", library), { recursive: true });
    await writeFile(join(root, "node_modules", library, "package.json"), "{}");
  }
  const sandbox = join(root, "services/safeguards/dist/sandbox");
  await mkdir(join(sandbox, "child"), { recursive: true });
  return { root, sandbox, folders: readableFolders(join(sandbox, "child/main.js")) };
}

test("a child may read its code and its libraries, and nothing at the top of the installation", async () => {
  const { root, sandbox, folders } = await install();
  expect(folders).toEqual(
    expect.arrayContaining([sandbox, ...libraries.map((library) => join(root, "node_modules", library))]),
  );
  for (const folder of folders) expect(folder).toMatch(/\/(sandbox|node_modules\/[^/]+(\/[^/]+)?)$/);
});

test("a child may read where Node looks for a library before it is found", async () => {
  const { root, folders } = await install();
  expect(folders).toContain(join(root, "services/safeguards/node_modules/jsonata"));
});
