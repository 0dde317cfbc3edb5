import { chown, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifPresent } from "../common/if-present.ts";
import { PartError } from "../common/part-error.ts";
import { PATIENCE_MS } from "../common/patience.ts";
import { type RunAs, runCommand } from "../processes/run-command.ts";
import { parsePid, type ServerTrace, type StopStep, stopServer } from "../processes/server-process.ts";

/** Where a Postgres lives and who it runs as. */
export interface PostgresHome {
  /** Folder of the binaries, readable by the server's user. */
  native: string;
  /** Private folder of the server's user: `cluster` (the data) and `server.log`. */
  directory: string;
  /** Absent: as ourselves. */
  runAs?: RunAs;
}

/** The name of the superuser that `initdb` makes. */
export const SUPERUSER = "postgres";

const INITIALISING = "initialising-";
/** Above every pid that Linux or macOS gives out. */
const NOBODYS_PID = 2_147_483_646;
/** Postgres's fast and immediate shutdown; after the latter, or SIGKILL, it recovers at its next start. */
const STOP_STEPS: readonly StopStep[] = [
  { signal: "SIGINT", waitMs: 20_000 },
  { signal: "SIGQUIT", waitMs: 5_000 },
  { signal: "SIGKILL", waitMs: 10_000 },
];

/** The data folder below a home's private folder. */
export function clusterPath(directory: string): string {
  return join(directory, "cluster");
}

/** Runs `initdb` or `pg_ctl` as the server's user, in a clean environment: PGPORT and its like have no say. */
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
 * Makes the cluster when there is none. It is made beside its place and moved there when complete, so that an
 * interrupted `initdb` is done again and never half used.
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
  // Postgres's own C.UTF-8 sorts alike on every system, whichever locales are installed there.
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

/** Stops the server of the cluster, if one runs, within 35 seconds; throws a `PartError` if it will not end. */
export async function stopCluster(directory: string): Promise<void> {
  if (await stopServer(clusterTrace(directory), STOP_STEPS)) return;
  throw new PartError("postgres", `The Postgres of ${directory} does not end, not even by SIGKILL.`);
}

/**
 * Makes the lock file of a dead server harmless. Postgres refuses to start when the pid in it runs, whoever that is by
 * now. The file stays, because its last line lets Postgres see backends that outlived their server.
 */
export async function disownLockFile(directory: string): Promise<void> {
  const path = lockFile(directory);
  const text = await ifPresent(readFile(path, "utf8"));
  if (text === undefined) return;
  if (parsePid(text) === undefined) return await rm(path);
  await writeFile(path, text.replace(/^\d+/, String(NOBODYS_PID)));
}

/** What the server of a cluster leaves behind to be recognised by. */
export function clusterTrace(directory: string): ServerTrace {
  return { pidFile: lockFile(directory), evidence: `postgres -D ${clusterPath(directory)}` };
}

function lockFile(directory: string): string {
  return join(clusterPath(directory), "postmaster.pid");
}

async function removeUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    // An initdb that outlived its parent may still be writing.
    if (name.startsWith(INITIALISING))
      await rm(join(directory, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
