import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifPresent } from "../common/if-present.ts";
import { PartError } from "../common/part-error.ts";
import { PATIENCE_MS } from "../common/patience.ts";
import { announceWhenSlow, type OnProgress } from "../common/progress.ts";
import { waitUntil } from "../common/wait-until.ts";
import { isFreePort } from "../processes/free-port.ts";
import { followLog } from "../processes/server-log.ts";
import { type ServerTrace, type StopStep, stopServer } from "../processes/server-process.ts";

/** The options of a local NATS server. */
export interface NatsServerOptions {
  /** The path of a `nats-server` that is new enough: see `findNatsServer`. */
  binary: string;
  /**
   * The data directory, which is created if it is missing. The caller must have claimed it: see `claimDataDirectory`.
   */
  dataDir: string;
  /**
   * Users, permissions and limits in the server's own syntax, or an empty text. It must set neither the port
   * nor the storage folder.
   */
  config: string;
  onProgress: OnProgress;
}

/** A NATS server with JetStream that answers on 127.0.0.1. */
export interface NatsServer {
  /** Host and port, without credentials. */
  url: string;
  port: number;
  pid: number;
  /** Stops the server within 20 seconds. It may be called again. */
  stop(): Promise<void>;
}

const STOP_STEPS: readonly StopStep[] = [
  { signal: "SIGTERM", waitMs: 10_000 },
  { signal: "SIGKILL", waitMs: 10_000 },
];

/**
 * Starts the nats-server of a data directory on a free port of 127.0.0.1. Messages are synced to disk before they are
 * acknowledged. The server of a crashed run is stopped first. Throws a `PartError`.
 */
export async function startNatsServer(options: NatsServerOptions): Promise<NatsServer> {
  await mkdir(join(options.dataDir, "nats"), { recursive: true, mode: 0o700 });
  // A server is recognised by its folder's resolved path, because one folder can have several paths.
  const dataDir = await realpath(options.dataDir);
  const files = filesOf(dataDir);
  const stop = () => stopNatsServer(dataDir);

  await announceWhenSlow(options.onProgress, "Stopping the NATS server of an earlier run", stop());
  await rm(files.ports, { recursive: true, force: true });
  await mkdir(files.ports);
  await rm(files.config, { force: true });
  await writeFile(files.config, configText(files, await choosePort(files), options.config), { mode: 0o600 });

  const readLog = await followLog(files.log);
  const child = await launch(options.binary, files);
  const port = await announceWhenSlow(
    options.onProgress,
    "Starting the NATS server",
    waitForPort(child, files),
  );
  if (port === undefined) {
    child.kill("SIGKILL");
    throw new PartError(
      "nats-server",
      `The NATS server does not start; its log is ${files.log}. ${await readLog()}`,
    );
  }
  await writeFile(files.lastPort, String(port), { mode: 0o600 });
  return { url: `127.0.0.1:${port}`, port, pid: child.pid, stop };
}

/** Stops the server of a data directory (a resolved path), if one runs. Throws a `PartError` if it does not stop. */
export async function stopNatsServer(dataDir: string): Promise<void> {
  const { config, pidFile } = filesOf(dataDir);
  const trace: ServerTrace = { pidFile, evidence: `--config ${config}` };
  if (await stopServer(trace, STOP_STEPS)) return;
  throw new PartError("nats-server", `The NATS server of ${dataDir} does not end, not even by SIGKILL.`);
}

type Files = ReturnType<typeof filesOf>;

interface Child {
  pid: number;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): boolean;
}

function filesOf(dataDir: string) {
  const directory = join(dataDir, "nats");
  return {
    directory,
    config: join(directory, "nats.conf"),
    log: join(directory, "server.log"),
    pidFile: join(directory, "nats.pid"),
    ports: join(directory, "ports"),
    lastPort: join(directory, "last-port"),
    store: join(directory, "store"),
  };
}

/** Returns the port of the last run, so that subscribers find the server again, or a free one when that is taken. */
async function choosePort(files: Files): Promise<number> {
  const last = Number(await ifPresent(readFile(files.lastPort, "utf8")));
  return last > 0 && (await isFreePort(last)) ? last : anyPort;
}

const anyPort = -1;

/** Writes the configuration. A JSON string is a valid string in its syntax, too. */
function configText(files: Files, port: number, config: string): string {
  return `listen: "127.0.0.1:${port}"
pid_file: ${JSON.stringify(files.pidFile)}
ports_file_dir: ${JSON.stringify(files.ports)}
jetstream { store_dir: ${JSON.stringify(files.store)}, sync_interval: always }
${config}
log_file: ${JSON.stringify(files.log)}
logfile_size_limit: 10MB
logfile_max_num: 4
`;
}

async function launch(binary: string, files: Files): Promise<Child> {
  const log = await open(files.log, "a", 0o600);
  try {
    const child = spawn(binary, ["--config", files.config], {
      cwd: files.directory,
      env: {},
      // The server gets a process group of its own, so that Ctrl-C in the terminal does not stop it before the
      // services have drained.
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    await once(child, "spawn");
    child.unref();
    if (child.pid === undefined) throw new TypeError("a spawned process has a pid");
    return {
      pid: child.pid,
      hasEnded: () => child.exitCode !== null || child.signalCode !== null,
      kill: (signal) => child.kill(signal),
    };
  } catch (cause) {
    throw new PartError("nats-server", `${binary} cannot be run. ${String(cause)}`, { cause });
  } finally {
    await log.close();
  }
}

/**
 * Waits until the server has written the ports that it listens on into a file. Returns undefined when it ends instead.
 */
async function waitForPort(child: Child, files: Files): Promise<number | undefined> {
  const ended = -1;
  const port = await waitUntil(async () => {
    const name = (await readdir(files.ports)).find((file) => file.endsWith(`_${child.pid}.ports`));
    const text = name && (await ifPresent(readFile(join(files.ports, name), "utf8")));
    return (text ? parsePort(text) : undefined) ?? (child.hasEnded() ? ended : undefined);
  }, PATIENCE_MS);
  return port === ended ? undefined : port;
}

/** Returns the client port in a ports file, or undefined while the file is still being written. */
export function parsePort(text: string): number | undefined {
  const port = /"nats":\s*\[\s*"nats:\/\/127\.0\.0\.1:(\d+)"/.exec(text)?.[1];
  return port === undefined ? undefined : Number(port);
}
