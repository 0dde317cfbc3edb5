import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { PartError } from "../common/part-error.ts";
import { announceWhenSlow, type OnProgress } from "../common/progress.ts";
import { downloadDebianNatsServer } from "./debian-package.ts";
import { downloadReleasedNatsServer } from "./nats-server-release.ts";
import { checkNatsServer, MINIMUM_NATS_SERVER } from "./nats-server-version.ts";

/** Where to look for a `nats-server`, and how it may be downloaded. */
export interface FindNatsServerOptions {
  /** The environment. `NATS_SERVER_BIN`, `PATH` and `CI` are read, and all of it (such as proxies) is passed to apt. */
  env: Readonly<Record<string, string | undefined>>;
  /** A folder that this user can write: see `openCacheDirectory`. */
  cacheDir: string;
  onProgress: OnProgress;
  /**
   * Whether the official release may be downloaded when everything else failed. In CI it never is, whatever this says.
   */
  allowDownloadFromRelease: boolean;
}

/** Gets a `nats-server` into a folder and returns its path there. Throws an error that says why it cannot. */
type Source = (folder: string) => Promise<string>;

/**
 * Returns the path of a `nats-server` that is new enough: the one that `NATS_SERVER_BIN` names, the first on the
 * `PATH`, the cached one, else one from Debian or the official release, which is then cached. Any number of processes
 * may search at the same time. Throws a `PartError` that says what to install.
 */
export async function findNatsServer(options: FindNatsServerOptions): Promise<string> {
  const cached = join(options.cacheDir, `nats-server-${process.platform}-${process.arch}`);
  const present = findPresent(options, cached);
  return (
    (await announceWhenSlow(options.onProgress, "Looking for a nats-server", present)) ??
    (await downloadTo(cached, options))
  );
}

async function findPresent(options: FindNatsServerOptions, cached: string): Promise<string | undefined> {
  const named = options.env["NATS_SERVER_BIN"];
  if (named) {
    const check = await checkNatsServer(named);
    if ("version" in check) return named;
    options.onProgress(`NATS_SERVER_BIN ${check.problem}: looking for another`);
  }
  const folders = (options.env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  for (const candidate of [...folders.map((folder) => join(folder, "nats-server")), cached]) {
    if ("version" in (await checkNatsServer(candidate))) return candidate;
  }
  return undefined;
}

async function downloadTo(cached: string, options: FindNatsServerOptions): Promise<string> {
  const { env, onProgress } = options;
  const sources: Source[] = [(folder) => downloadDebianNatsServer({ folder, env, onProgress })];
  if (options.allowDownloadFromRelease && !env["CI"]) {
    sources.push((folder) => downloadReleasedNatsServer({ folder, onProgress }));
  }
  const problems: string[] = [];
  for (const source of sources) {
    try {
      return await fillCache(cached, options.cacheDir, source);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new PartError("nats-server", `${advice(process.platform)} ${problems.join(" ")}`);
}

/**
 * Downloads into a folder of its own and then renames the file, so that other processes find the old or the new binary
 * and never half of one.
 */
async function fillCache(cached: string, cacheDir: string, source: Source): Promise<string> {
  await mkdir(cacheDir, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(cacheDir, "download-"));
  try {
    const binary = await source(folder);
    await chmod(binary, 0o755);
    const check = await checkNatsServer(binary);
    if ("problem" in check) throw new Error(`The downloaded nats-server ${check.problem}.`);
    await rename(binary, cached);
    return cached;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Says how a person can install `nats-server` on this system. */
function advice(platform: NodeJS.Platform): string {
  const install =
    platform === "darwin"
      ? 'run "brew install nats-server"'
      : 'install it (Debian 13: "apt install nats-server", then NATS_SERVER_BIN=/usr/sbin/nats-server; ' +
        "elsewhere: the archive of github.com/nats-io/nats-server/releases)";
  return (
    `Stagepass needs a nats-server of version ${MINIMUM_NATS_SERVER} or newer and cannot find or get one: ${install}, ` +
    "and put it on the PATH or name it in NATS_SERVER_BIN."
  );
}
