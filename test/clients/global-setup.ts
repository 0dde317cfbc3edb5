import { mkdtemp, realpath, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openCacheDirectory } from "../../apps/local/src/parts/common/cache-directory.ts";
import {
  findClient,
  type InstalledClient,
  installClient,
  RegistryOutOfReach,
  reachRegistry,
} from "./install-client.ts";
import type { InstalledClients } from "./installed-clients.ts";
import { type ClientVersion, clientVersions } from "./published-clients.ts";

/**
 * Starts installing the published clients, once for all runs, as far as npm can reach its registry. Tests of other
 * projects run meanwhile, and those of the clients wait for the report.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const temporary = await realpath(tmpdir());
  const cacheDir = join(await openCacheDirectory(process.env, temporary), "clients");
  const folder = await mkdtemp(join(temporary, "stagepass-clients-report-"));
  const report = join(folder, "report.json");
  project.provide("clientsReport", report);
  let failure: unknown;
  const done = haveClients(cacheDir)
    .catch((error: unknown): InstalledClients => {
      failure = error;
      return {};
    })
    .then(async (clients) => {
      await writeFile(`${report}.new`, JSON.stringify(clients));
      await rename(`${report}.new`, report);
    });
  return async () => {
    await done;
    await rm(folder, { recursive: true });
    if (failure !== undefined) throw failure;
  };
}

async function haveClients(cacheDir: string): Promise<InstalledClients> {
  const found = await Promise.all(clientVersions.map((version) => findClient(version, cacheDir)));
  const missing = clientVersions.filter((_, index) => found[index] === undefined);
  const installed = missing.length === 0 ? [] : await install(missing, cacheDir);
  const clients = [...found, ...installed].filter((client) => client !== undefined);
  return Object.fromEntries(clients.map((client) => [client.version, client]));
}

async function install(versions: readonly ClientVersion[], cacheDir: string): Promise<InstalledClient[]> {
  const names = versions.map((version) => `serverless@${version}`).join(", ");
  const skip = (what: string, error: unknown) => {
    if (!(error instanceof RegistryOutOfReach)) throw error;
    process.stdout.write(
      `Tests with ${what} are skipped, as npm's registry is out of reach for them: ${error.message}\n`,
    );
  };
  try {
    await reachRegistry(cacheDir);
  } catch (error) {
    skip(names, error);
    return [];
  }
  process.stdout.write(`Installing ${names} into ${cacheDir}, once, which goes on beside the tests …\n`);
  const installed: InstalledClient[] = [];
  // They are installed one after the other: npm itself downloads in parallel, and unpacks as fast as the disk allows.
  for (const version of versions) {
    try {
      installed.push(await installClient(version, cacheDir));
    } catch (error) {
      skip(`serverless@${version}`, error);
    }
  }
  return installed;
}
