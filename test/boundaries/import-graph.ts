import { readdir, readFile } from "node:fs/promises";
import { dirname, join, posix, relative, sep } from "node:path";

/** The files of a repository that each of its files imports, all as paths from the root. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Reads which sources of some folders import one another by path, types included. Packages import each other by name;
 * between them the compiler itself finds circles, in their references.
 */
export async function readImports(root: string, folders: readonly string[]): Promise<ImportGraph> {
  const files = (await Promise.all(folders.map((folder) => sourcesIn(root, folder)))).flat();
  const known = new Set(files);
  const imports = files.map(async (file): Promise<[string, string[]]> => {
    const text = await readFile(join(root, file), "utf8");
    const found = specifiersIn(text).map((specifier) => slashed(join(dirname(file), specifier)));
    return [file, found.filter((path) => known.has(path))];
  });
  return new Map(await Promise.all(imports));
}

/**
 * The folders that each folder imports from. Tests are left out: they stand at what they test and may use anything. A
 * file beside `main.ts`, in the folder `src` of a service or program, counts by itself: such files put the rooms
 * together or are shared by them, and have nothing to do with one another.
 */
export function foldersOf(imports: ImportGraph): ImportGraph {
  const folders = new Map<string, Set<string>>();
  for (const [file, imported] of imports) {
    if (/\.test\.[cm]?tsx?$/.test(file)) continue;
    const folder = roomOf(file);
    const others = imported.map(roomOf).filter((other) => other !== folder);
    folders.set(folder, new Set([...(folders.get(folder) ?? []), ...others]));
  }
  return new Map([...folders].map(([folder, others]) => [folder, [...others]]));
}

function roomOf(file: string): string {
  return /^(?:services\/[^/]+|deploy|bench)\/src\/[^/]+$/.test(file) ? file : posix.dirname(file);
}

/**
 * Finds a path of imports from a file back to itself, with that file at both ends. Returns undefined when there is
 * none.
 */
export function findCircle(imports: ImportGraph): readonly string[] | undefined {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): readonly string[] | undefined => {
    if (done.has(file)) return undefined;
    const begun = way.indexOf(file);
    if (begun !== -1) return [...way.slice(begun), file];
    way.push(file);
    for (const imported of imports.get(file) ?? []) {
      const circle = visit(imported);
      if (circle !== undefined) return circle;
    }
    way.pop();
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = visit(file);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

async function sourcesIn(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => slashed(relative(root, join(entry.parentPath, entry.name))))
    .filter((file) => !/(?:^|\/)(?:node_modules|dist)\//.test(file));
}

/** Returns the relative paths after `from` and `import`, in the way that the formatter writes them. */
function specifiersIn(text: string): string[] {
  const found = text.matchAll(/\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g);
  return [...found].map(([, specifier = ""]) => specifier);
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
