import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PartError } from "../common/part-error.ts";
import { PATIENCE_MS } from "../common/patience.ts";
import { announceWhenSlow, type OnProgress } from "../common/progress.ts";
import { findFreePort } from "../processes/free-port.ts";
import { followLog, rotateLog } from "../processes/server-log.ts";
import { findRunningServer } from "../processes/server-process.ts";
import {
  clusterPath,
  clusterTrace,
  createCluster,
  disownLockFile,
  type PostgresHome,
  runPostgresTool,
  SUPERUSER,
  stopCluster,
} from "./postgres-cluster.ts";
import { openPostgresHome } from "./postgres-home.ts";

/** The options of a local Postgres. */
export interface PostgresOptions {
  /**
   * The data directory, which is created if it is missing. The caller must have claimed it: see `claimDataDirectory`.
   */
  dataDir: string;
  /** The password that the superuser gets when the data are created. At later starts it must be the same. */
  superuserPassword: string;
  onProgress: OnProgress;
}

/** A Postgres that answers on 127.0.0.1. */
export interface PostgresServer {
  /** The superuser's URL of the database `postgres`, with the password. */
  url: string;
  port: number;
  pid: number;
  /** Stops the server within 35 seconds, and interrupts its clients. It may be called again. */
  stop(): Promise<void>;
}

const MAX_ATTEMPTS = 20;
/** Failures that pass: another process took the port meanwhile, or backends of a killed server are still ending. */
const PASSING_TROUBLE = /Address already in use|pre-existing shared memory block/;

/**
 * Starts the Postgres 17 of a data directory on a free port of 127.0.0.1, and creates its data at the first start. The
 * server of a crashed run is stopped first. Every commit is synced to disk. Throws a `PartError`.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { onProgress } = options;
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  // A server is recognised by its folder's resolved path, because one folder can have several paths.
  const dataDir = await realpath(options.dataDir);
  const home = await openPostgresHome(dataDir, onProgress);
  const { directory } = home;

  await announceWhenSlow(onProgress, "Stopping the Postgres of an earlier run", stopCluster(directory));
  await announceWhenSlow(
    onProgress,
    "Creating the Postgres data",
    createCluster(home, options.superuserPassword),
  );
  await disownLockFile(directory);
  await rotateLog(logPath(home));
  const port = await announceWhenSlow(onProgress, "Starting Postgres", launch(home));

  const pid = await findRunningServer(clusterTrace(directory));
  if (pid === undefined)
    throw new PartError("postgres", `Postgres ended right after its start: see ${logPath(home)}.`);
  return {
    url: `postgres://${SUPERUSER}:${encodeURIComponent(options.superuserPassword)}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    stop: () => stopCluster(directory),
  };
}

async function launch(home: PostgresHome): Promise<number> {
  const log = logPath(home);
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const readLog = await followLog(log);
    const server = ["-D", clusterPath(home.directory), "-l", log, "-o", serverOptions(port)];
    const wait = ["-w", "-t", String(PATIENCE_MS / 1_000)];
    try {
      await runPostgresTool(home, "pg_ctl", ["start", ...server, ...wait], PATIENCE_MS + 10_000);
      return port;
    } catch (cause) {
      await stopCluster(home.directory);
      const words = await readLog();
      if (attempt === MAX_ATTEMPTS || !PASSING_TROUBLE.test(words)) {
        throw new PartError("postgres", `Postgres does not start; its log is ${log}. ${words || cause}`, {
          cause,
        });
      }
      await delay(100);
    }
  }
}

/**
 * Returns the settings for a start. They are passed at each start and not stored, so that they apply to older data,
 * too.
 */
function serverOptions(port: number): string {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    fsync: "on",
    full_page_writes: "on",
    synchronous_commit: "on",
    timezone: "UTC",
    log_timezone: "UTC",
    // It is begun anew at a start, and a run writes what went wrong.
    log_checkpoints: "off",
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ");
}

function logPath(home: PostgresHome): string {
  return join(home.directory, "server.log");
}
