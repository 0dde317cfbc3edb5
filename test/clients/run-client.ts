import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { InstalledClient } from "./install-client.ts";

const TIME_LIMIT_MS = 90_000;
const preload = fileURLToPath(new URL("./loopback-only.cjs", import.meta.url));

/** Where a host that a client calls is led to: `from` is a host, `host:port`, or `*.domain`. */
export interface Route {
  readonly from: string;
  /** A URL of a server on the loopback; its path comes before the path that the client asks for. */
  readonly to: string;
}

/** How a client is run. */
export interface Run {
  /** The folder of the service. */
  readonly cwd: string;
  /** A folder of its own, which it may write to. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Undefined lets the client go wherever it goes, with nothing loaded into it. */
  readonly routes: readonly Route[] | undefined;
  /** What is loaded into the client besides, by path. */
  readonly preloads?: readonly string[];
}

/** What a client did. */
export interface Outcome {
  /** Null when it was killed, at the time limit of 90 seconds. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The hosts outside the loopback that it tried to reach, in vain. */
  readonly refusedHosts: readonly string[];
  readonly milliseconds: number;
}

/**
 * Runs a client to its end, in an environment that holds nothing but what is given and what keeps it quiet. Unless
 * it goes unaided, it reaches the loopback and nothing else. Nothing that it started is left.
 */
export async function runClient(
  client: InstalledClient,
  args: readonly string[],
  run: Run,
): Promise<Outcome> {
  // The oldest clients know no variable for this.
  await writeFile(join(run.home, ".serverlessrc"), JSON.stringify({ trackingDisabled: true }));
  const refusalsFile = join(run.home, `refused-hosts-${randomUUID()}.txt`);
  await writeFile(refusalsFile, "");
  const startedAt = performance.now();
  const child = spawn(process.execPath, [client.program, ...args], {
    cwd: run.cwd,
    env: { ...quiet(run.home), ...letting(run, refusalsFile), ...run.env },
    // In a group of its own, all of it can be ended.
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
  const refusedHosts = (await readFile(refusalsFile, "utf8")).split("\n").filter((line) => line !== "");
  return { exitCode, stdout, stderr, refusedHosts, milliseconds };
}

function quiet(home: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    CI: "1",
    SLS_TRACKING_DISABLED: "1",
    SLS_NOTIFICATIONS_MODE: "off",
    // The AWS SDK of these clients says at each start that it is no longer maintained.
    NODE_NO_WARNINGS: "1",
    // Milliseconds between two looks at a stack, which is ready at once here.
    SLS_AWS_MONITORING_FREQUENCY: "20",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function letting({ routes, preloads = [] }: Run, refusalsFile: string): Record<string, string> {
  if (routes === undefined) return {};
  return {
    NODE_OPTIONS: [preload, ...preloads].map((path) => `--require=${JSON.stringify(path)}`).join(" "),
    STAGEPASS_TEST_TRAFFIC: JSON.stringify({ routes, refusalsFile }),
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
    // Nothing of it is left.
  }
}
