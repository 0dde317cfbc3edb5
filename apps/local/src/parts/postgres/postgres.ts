import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PartError } from "../common/part-error.ts";
import { PATIENCE_MS } from "../common/patience.ts";
import { announceWhenSlow, type OnProgress } from "../common/progress.ts";
import { findFreePort } from "../processes/free-port.ts";
import { followLog } from "../processes/server-log.ts";
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

/** What a local Postgres needs to know. */
export interface PostgresOptions {
  /** Made if it is missing. The caller holds its claim: see `claimDataDirectory`. */
  dataDir: string;
  /** Set when the data are made; at later starts it must be the same. */
  superuserPassword: string;
  onProgress: OnProgress;
}

/** A Postgres that answers on 127.0.0.1. */
export interface PostgresServer {
  /** The superuser's, for the database `postgres`; it holds the password. */
  url: string;
  port: number;
  pid: number;
  /** Ends it within 35 seconds, breaking off what its clients do. Safe to repeat. */
  stop(): Promise<void>;
}

const MAX_ATTEMPTS = 20;
/** Somebody took the port since it was found free; or backends of a killed server are still ending. */
const PASSING_TROUBLE = /Address already in use|pre-existing shared memory block/;

/**
 * Starts the data directory's own Postgres 17 on a free port of 127.0.0.1, making its data at the first start. A
 * crashed run's server is stopped before. Everything that was committed is on disk. Throws a `PartError`.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { onProgress } = options;
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  // Its resolved path is what recognises a server, and the same folder may be named in several ways.
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

/** Given at each start rather than once in a file, so that older data follow a newer Stagepass. */
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
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ");
}

function logPath(home: PostgresHome): string {
  return join(home.directory, "server.log");
}
