import { chown, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifPresent } from "../common/if-present.ts";
import { PartError } from "../common/part-error.ts";
import { PATIENCE_MS } from "../common/patience.ts";
import { type RunAs, runCommand } from "../processes/run-command.ts";
import { parsePid, type ServerTrace, type StopStep, stopServer } from "../processes/server-process.ts";

/** The folders of a Postgres, and the user that it runs as. */
export interface PostgresHome {
  /** The folder of the binaries, which the server's user can read. */
  native: string;
  /** The private folder of the server's user, with `cluster` (the data) and `server.log`. */
  directory: string;
  /** The user that the server runs as. It is our own user when this is absent. */
  runAs?: RunAs;
}

/** The name of the superuser that `initdb` creates. */
export const SUPERUSER = "postgres";

const INITIALISING = "initialising-";
/** A number above every pid of Linux and macOS. */
const NOBODYS_PID = 2_147_483_646;
/** Postgres's fast and immediate shutdown, then SIGKILL. After the last two it recovers at its next start. */
const STOP_STEPS: readonly StopStep[] = [
  { signal: "SIGINT", waitMs: 20_000 },
  { signal: "SIGQUIT", waitMs: 5_000 },
  { signal: "SIGKILL", waitMs: 10_000 },
];

/** Returns the data folder below a home's private folder. */
export function clusterPath(directory: string): string {
  return join(directory, "cluster");
}

/**
 * Runs `initdb` or `pg_ctl` as the server's user, in a clean environment, so that variables such as PGPORT have no
 * effect.
 */
export function runPostgresTool(
  home: PostgresHome,
  tool: "initdb" | "pg_ctl",
  args: readonly string[],
  timeoutMs: number,
): Promise<string> {
  return runCommand(join(home.native, "bin", tool), args, {
    cwd: home.directory,
    env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
    timeoutMs,
    runAs: home.runAs,
  });
}

/**
 * Creates the cluster when there is none. It is created under another name and renamed when it is complete, so that an
 * interrupted `initdb` is repeated and never used half done.
 */
export async function createCluster(home: PostgresHome, superuserPassword: string): Promise<void> {
  await removeUnfinished(home.directory);
  if (await ifPresent(stat(clusterPath(home.directory)))) return;

  const scratch = await mkdtemp(join(home.directory, INITIALISING));
  const passwordFile = join(scratch, "password");
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 });
  if (home.runAs) {
    await chown(passwordFile, home.runAs.uid, home.runAs.gid);
    await chown(scratch, home.runAs.uid, home.runAs.gid);
  }
  // Postgres's own C.UTF-8 sorts equally on every system, whichever locales are installed there.
  const locale = ["--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = [`--username=${SUPERUSER}`, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const target = join(scratch, "cluster");
  try {
    await runPostgresTool(
      home,
      "initdb",
      ["-D", target, "--data-checksums", ...locale, ...access],
      PATIENCE_MS,
    );
  } catch (cause) {
    throw new PartError("postgres", `Postgres cannot create its data folder. ${String(cause)}`, { cause });
  }
  await rename(target, clusterPath(home.directory));
  await rm(scratch, { recursive: true });
}

/** Stops the server of the cluster, if one runs, within 35 seconds. Throws a `PartError` if it does not stop. */
export async function stopCluster(directory: string): Promise<void> {
  if (await stopServer(clusterTrace(directory), STOP_STEPS)) return;
  throw new PartError("postgres", `The Postgres of ${directory} does not end, not even by SIGKILL.`);
}

/**
 * Makes the lock file of a dead server harmless. Postgres does not start when any process with the pid in it runs,
 * even an unrelated one. The file stays, because its last line lets Postgres find backends that outlived their server.
 */
export async function disownLockFile(directory: string): Promise<void> {
  const path = lockFile(directory);
  const text = await ifPresent(readFile(path, "utf8"));
  if (text === undefined) return;
  if (parsePid(text) === undefined) return await rm(path);
  await writeFile(path, text.replace(/^\d+/, String(NOBODYS_PID)));
}

/** Returns the trace by which the server of a cluster is recognised. */
export function clusterTrace(directory: string): ServerTrace {
  return { pidFile: lockFile(directory), evidence: `postgres -D ${clusterPath(directory)}` };
}

function lockFile(directory: string): string {
  return join(clusterPath(directory), "postmaster.pid");
}

async function removeUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    // An initdb that outlived its parent may still write here.
    if (name.startsWith(INITIALISING))
      await rm(join(directory, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
