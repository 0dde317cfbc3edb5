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

/** What a local NATS server needs to know. */
export interface NatsServerOptions {
  /** A qualified `nats-server`: see `findNatsServer`. */
  binary: string;
  /** Made if it is missing. The caller holds its claim: see `claimDataDirectory`. */
  dataDir: string;
  /** Users, permissions and limits in the server's own syntax; may be empty. Where to listen and store is set here. */
  config: string;
  onProgress: OnProgress;
}

/** A NATS server with JetStream that answers on 127.0.0.1. */
export interface NatsServer {
  /** Host and port, without credentials. */
  url: string;
  port: number;
  pid: number;
  /** Ends it within 20 seconds. Safe to repeat. */
  stop(): Promise<void>;
}

const STOP_STEPS: readonly StopStep[] = [
  { signal: "SIGTERM", waitMs: 10_000 },
  { signal: "SIGKILL", waitMs: 10_000 },
];

/**
 * Starts the data directory's own nats-server on a free port of 127.0.0.1, with streams that are synced to disk before
 * they are acknowledged. A crashed run's server is stopped before. Throws a `PartError`.
 */
export async function startNatsServer(options: NatsServerOptions): Promise<NatsServer> {
  await mkdir(join(options.dataDir, "nats"), { recursive: true, mode: 0o700 });
  // Its resolved path is what recognises a server, and the same folder may be named in several ways.
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

/** Ends the server of a data directory (a resolved path), if one runs. Throws a `PartError` if it will not end. */
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

/** The port of the last run, so that whoever follows events finds the server again; any when somebody has taken it. */
async function choosePort(files: Files): Promise<number> {
  const last = Number(await ifPresent(readFile(files.lastPort, "utf8")));
  return last > 0 && (await isFreePort(last)) ? last : anyPort;
}

const anyPort = -1;

/** A JSON string is a string of the configuration's syntax too. */
function configText(files: Files, port: number, config: string): string {
  return `listen: "127.0.0.1:${port}"
pid_file: ${JSON.stringify(files.pidFile)}
ports_file_dir: ${JSON.stringify(files.ports)}
jetstream { store_dir: ${JSON.stringify(files.store)}, sync_interval: always }
${config}
`;
}

async function launch(binary: string, files: Files): Promise<Child> {
  const log = await open(files.log, "a", 0o600);
  try {
    const child = spawn(binary, ["--config", files.config], {
      cwd: files.directory,
      env: {},
      // A group of its own: Ctrl-C in the terminal must not end it before the services have drained.
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

/** The server writes the ports that it listens on into a file once it is ready. Undefined when it ends instead. */
async function waitForPort(child: Child, files: Files): Promise<number | undefined> {
  const ended = -1;
  const port = await waitUntil(async () => {
    const name = (await readdir(files.ports)).find((file) => file.endsWith(`_${child.pid}.ports`));
    const text = name && (await ifPresent(readFile(join(files.ports, name), "utf8")));
    return (text ? parsePort(text) : undefined) ?? (child.hasEnded() ? ended : undefined);
  }, PATIENCE_MS);
  return port === ended ? undefined : port;
}

/** The client port in a ports file; undefined while that is still being written. */
export function parsePort(text: string): number | undefined {
  const port = /"nats":\s*\[\s*"nats:\/\/127\.0\.0\.1:(\d+)"/.exec(text)?.[1];
  return port === undefined ? undefined : Number(port);
}
