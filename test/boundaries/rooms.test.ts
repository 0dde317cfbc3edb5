import { execFile } from "node:child_process";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findCircle, foldersOf, readImports } from "./import-graph.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/** How many files a reader takes in at a glance. */
const mostFiles = 25;

test(`no folder of the repository holds more than ${mostFiles} files side by side`, async () => {
  const listed = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = (await run("git", listed, { cwd: root })).stdout.split("\n").filter((file) => file !== "");
  expect(files.length).toBeGreaterThan(500);
  expect(crowdedFolders(files)).toEqual([]);
});

test("a folder is crowded by its own files, and not by those of its subfolders", () => {
  const named = (folder: string, count: number) =>
    Array.from({ length: count }, (_, number) => `${folder}/${number}.ts`);
  expect(crowdedFolders([...named("some/src", mostFiles), ...named("some/src/room", mostFiles)])).toEqual([]);
  expect(crowdedFolders(named("some/src", mostFiles + 1))).toEqual(["some/src: 26 files"]);
});

test.each([
  ...["packages/contracts", "packages/runtime", "packages/subscriber"],
  ...["services/profiles/src", "services/credentials/src", "services/resolver/src", "services/legacy/src"],
  ...["services/profiles/src/domain", "services/credentials/src/domain"],
  ...["apps/local/src/parts", "apps/aws-stand-in/src"],
  ...["deploy", "bench", "test"],
])("the folders of %s import one another in one direction", async (name) => {
  const folders = foldersOf(await readImports(root, [name]));
  expect(folders.size).toBeGreaterThan(3);
  expect(findCircle(folders)).toBeUndefined();
});

test("folders whose files import one another are a circle, though no file imports itself", () => {
  const imports = new Map([
    ["src/bus/bus.ts", ["src/http/route.ts"]],
    ["src/http/page.ts", ["src/bus/subject.ts", "src/http/route.ts"]],
  ]);
  expect(findCircle(imports)).toBeUndefined();
  expect(findCircle(foldersOf(imports))).toEqual(["src/bus", "src/http", "src/bus"]);
});

test("a file beside main.ts that a room imports is a circle only when it imports that room again", () => {
  const src = "services/planted/src";
  const composed = new Map([
    [`${src}/service.ts`, [`${src}/http/routes.ts`]],
    [`${src}/http/routes.ts`, [`${src}/ports.ts`]],
    [`${src}/http/page.ts`, []],
  ]);
  expect(findCircle(foldersOf(composed))).toBeUndefined();
  composed.set(`${src}/ports.ts`, [`${src}/http/page.ts`]);
  expect(findCircle(foldersOf(composed))).toEqual([`${src}/http`, `${src}/ports.ts`, `${src}/http`]);
});

test("resolving and records, the rooms of the resolver's domain, import nothing of each other", async () => {
  const domain = "services/resolver/src/domain";
  const rooms = foldersOf(await readImports(root, [domain]));
  const top = (folder: string) => folder.slice(domain.length + 1).split("/")[0];
  const crossing = [...rooms].flatMap(([folder, others]) =>
    others.filter((other) => top(other) !== top(folder)).map((other) => `${folder} imports ${other}`),
  );
  expect(new Set([...rooms.keys()].map(top))).toEqual(new Set(["records", "resolving"]));
  expect(crossing).toEqual([]);
});

function crowdedFolders(files: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].flatMap(([folder, count]) => (count > mostFiles ? [`${folder}: ${count} files`] : []));
}
