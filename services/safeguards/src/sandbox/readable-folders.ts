import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const libraries = [
  "@bufbuild/cel",
  "@bufbuild/protobuf",
  "@jitl/quickjs-wasmfile-release-sync",
  "jsonata",
  "quickjs-emscripten-core",
];

/** The folders that a child must read: its own code and the libraries of the engines, with all that these depend on. */
export function readableFolders(entry: string): string[] {
  const folders = new Set([dirname(dirname(entry))]);
  for (const library of libraries) addLibrary(library, entry, folders);
  return [...folders];
}

function addLibrary(name: string, importer: string, folders: Set<string>): void {
  const parents = createRequire(importer).resolve.paths(name) ?? [];
  const candidates = parents.map((parent) => join(parent, name));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new Error(`${name} is not installed: run npm ci`);
  // Node 24 must be permitted to read also where it looks before, and finds nothing.
  for (const candidate of candidates.slice(0, candidates.indexOf(found))) folders.add(candidate);
  const folder = realpathSync(found);
  if (folders.has(folder)) return;
  folders.add(folder);
  const manifest = join(folder, "package.json");
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as { dependencies?: object }; // npm's own file
  for (const dependency of Object.keys(dependencies)) addLibrary(dependency, manifest, folders);
}
