import { existsSync } from "node:fs";
import { lstat, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { createTemporaryDataDirectory } from "../../../../../test/support/servers/temporary-data-directory.ts";
import { findCommandLine } from "../processes/process-table.ts";
import { startPostgres } from "./postgres.ts";
import { openPostgresHome } from "./postgres-home.ts";
import { removeAbandonedHomes } from "./postgres-root-home.ts";

const onProgress = () => {};

describe.runIf(process.getuid?.() === 0)("Postgres for root", () => {
  test("the Postgres home for root belongs to root, and its data to the user nobody", async () => {
    const home = await openPostgresHome(await createTemporaryDataDirectory(), onProgress);
    const outer = await lstat(dirname(home.directory));
    expect({ uid: outer.uid, mode: outer.mode & 0o777 }).toEqual({ uid: 0, mode: 0o711 });
    const inner = await lstat(home.directory);
    expect({ uid: inner.uid, mode: inner.mode & 0o777 }).toEqual({ uid: home.runAs?.uid, mode: 0o700 });
    expect((await stat(join(home.native, "bin/postgres"))).mode & 0o777).toBe(0o755);
  });

  test("the Postgres home for root stays the same for the same data directory", async () => {
    const dataDir = await createTemporaryDataDirectory();
    const first = await openPostgresHome(dataDir, onProgress);
    expect(await openPostgresHome(dataDir, onProgress)).toEqual(first);
  });

  test("the Postgres for root is stopped and its home removed once its data directory is gone", async () => {
    const dataDir = await createTemporaryDataDirectory();
    const server = await startPostgres({ dataDir, superuserPassword: "test", onProgress });
    const home = await openPostgresHome(dataDir, onProgress);
    for (const name of await readdir(dataDir)) await rm(join(dataDir, name), { recursive: true });
    await removeAbandonedHomes();
    expect(await findCommandLine(server.pid)).toBeUndefined();
    expect(existsSync(dirname(home.directory))).toBe(false);
  });
});
