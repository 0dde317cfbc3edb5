import { access, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, runCommand } from "../../apps/local/src/parts/processes/run-command.ts";
import { type ClientVersion, publishedClients } from "./published-clients.ts";

const INSTALL_LIMIT_MS = 600_000;

/** How long to wait for a registry before it counts as unreachable. */
const REACH_LIMIT_MS = 10_000;

/** A client that npm has installed. */
export interface InstalledClient {
  readonly version: ClientVersion;
  /** The program that Node runs. */
  readonly program: string;
}

/** Says that npm cannot get a package from its registry. The message is npm's own. */
export class RegistryOutOfReach extends Error {
  override readonly name = "RegistryOutOfReach";
}

/** Finds a client in the cache. An installed client stays there. */
export async function findClient(
  version: ClientVersion,
  cacheDir: string,
): Promise<InstalledClient | undefined> {
  const program = programIn(folderOf(version, cacheDir));
  try {
    await access(program);
    return { version, program };
  } catch {
    return undefined;
  }
}

/** Installs a client with npm into the cache. Throws {@link RegistryOutOfReach}. */
export async function installClient(version: ClientVersion, cacheDir: string): Promise<InstalledClient> {
  await mkdir(cacheDir, { recursive: true });
  // An interrupted or a parallel run must not leave half an installation where a complete one is expected.
  const workshop = await mkdtemp(join(cacheDir, "installing-"));
  try {
    await writeFile(join(workshop, "package.json"), JSON.stringify(manifestOf(version)));
    await npm(workshop, ["install", "--ignore-scripts", "--no-audit", "--no-fund"], INSTALL_LIMIT_MS);
    const folder = folderOf(version, cacheDir);
    await rename(workshop, folder).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
    return { version, program: programIn(folder) };
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/**
 * Throws {@link RegistryOutOfReach} unless npm reaches its registry within seconds. An installation would try for
 * minutes.
 */
export async function reachRegistry(cacheDir: string): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  await npm(cacheDir, ["view", "serverless@1.83.3", "version", "--fetch-retries=0"], REACH_LIMIT_MS);
}

function manifestOf(version: ClientVersion) {
  return { private: true, dependencies: { serverless: version }, overrides: publishedClients[version] };
}

function folderOf(version: ClientVersion, cacheDir: string): string {
  return join(cacheDir, `serverless-${version}`);
}

function programIn(folder: string): string {
  return join(folder, "node_modules/serverless/bin/serverless.js");
}

async function npm(cwd: string, args: readonly string[], timeoutMs: number): Promise<void> {
  // npm's own settings, such as its registry and proxies, are those of the person who runs the tests.
  const command = [...args, "--prefix", cwd, "--loglevel=error"];
  try {
    await runCommand("npm", command, { cwd, env: process.env, timeoutMs });
  } catch (error) {
    const line = error instanceof CommandError ? findReason(error.message) : undefined;
    if (line === undefined) throw error;
    throw new RegistryOutOfReach(line, { cause: error });
  }
}

/** Finds the reason in npm's message: the registry does not answer, or lacks a package that another one requires. */
function findReason(message: string): string | undefined {
  const codes =
    /code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|E[45]\d\d|ETARGET)/;
  const code = codes.exec(message)?.[1];
  if (code === undefined) return message.includes("took longer than") ? "no answer in time" : undefined;
  return /No matching version found for .*/.exec(message)?.[0] ?? code;
}
