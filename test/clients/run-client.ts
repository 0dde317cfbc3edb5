import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { InstalledClient } from "./install-client.ts";

const TIME_LIMIT_MS = 90_000;
const preload = fileURLToPath(new URL("./loopback-only.cjs", import.meta.url));

/** Redirects a host that a client calls. `from` is a host, `host:port`, or `*.domain`. */
export interface Route {
  readonly from: string;
  /** The URL of a server on the loopback. Its path is put before the path that the client requests. */
  readonly to: string;
}

/** How a client is run. */
export interface Run {
  /** The folder of the service. */
  readonly cwd: string;
  /** The client's home folder, into which it may write. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** The redirected hosts. When this is undefined, nothing is loaded into the client, and it may connect anywhere. */
  readonly routes: readonly Route[] | undefined;
  /** The paths of further modules that are loaded into the client. */
  readonly preloads?: readonly string[];
}

/** The outcome of a client's run. */
export interface Outcome {
  /** The exit code. It is null when the client was killed at the time limit of 90 seconds. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The hosts outside the loopback that it tried to reach without success. */
  readonly refusedHosts: readonly string[];
  readonly milliseconds: number;
}

/**
 * Runs a client to its end, with only the given variables and those that switch off telemetry and prompts. Unless its
 * routes are undefined, it reaches the loopback and nothing else. Every process that it started is ended.
 */
export async function runClient(
  client: InstalledClient,
  args: readonly string[],
  run: Run,
): Promise<Outcome> {
  // The oldest clients have no environment variable for this.
  await writeFile(join(run.home, ".serverlessrc"), JSON.stringify({ trackingDisabled: true }));
  const refusedHostsFile = join(run.home, `refused-hosts-${randomUUID()}.txt`);
  await writeFile(refusedHostsFile, "");
  const startedAt = performance.now();
  const child = spawn(process.execPath, [client.program, ...args], {
    cwd: run.cwd,
    env: { ...quiet(run.home), ...letting(run, refusedHostsFile), ...run.env },
    // It gets a process group of its own, so that all its processes can be ended.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => endGroup(child.pid), TIME_LIMIT_MS);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, "close"),
  ]);
  clearTimeout(timer);
  endGroup(child.pid);
  const milliseconds = performance.now() - startedAt;
  const refusedHosts = (await readFile(refusedHostsFile, "utf8")).split("\n").filter((line) => line !== "");
  return { exitCode, stdout, stderr, refusedHosts, milliseconds };
}

function quiet(home: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    CI: "1",
    SLS_TRACKING_DISABLED: "1",
    SLS_NOTIFICATIONS_MODE: "off",
    // The AWS SDK of these clients warns at each start that it is no longer maintained.
    NODE_NO_WARNINGS: "1",
    // The milliseconds between two requests for a stack's status. Here a stack is ready at once.
    SLS_AWS_MONITORING_FREQUENCY: "20",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function letting({ routes, preloads = [] }: Run, refusedHostsFile: string): Record<string, string> {
  if (routes === undefined) return {};
  return {
    NODE_OPTIONS: [preload, ...preloads].map((path) => `--require=${JSON.stringify(path)}`).join(" "),
    STAGEPASS_TEST_TRAFFIC: JSON.stringify({ routes, refusedHostsFile }),
  };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // The group has ended already.
  }
}
