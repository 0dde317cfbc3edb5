import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

let source: Promise<string> | undefined;

/** The JSONata library as text. The last version that answers at once, as existing policies expect. */
export function jsonataSource(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve("jsonata/jsonata.min.js"), "utf8");
  return source;
}
