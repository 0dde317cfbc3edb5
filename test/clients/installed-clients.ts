import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { inject } from "vitest";
import type { InstalledClient } from "./install-client.ts";
import type { ClientVersion } from "./published-clients.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The file that says which clients could be installed, once that is known. */
    clientsReport: string;
  }
}

/** The clients that could be installed. The tests of all others are skipped. */
export type InstalledClients = Partial<Record<ClientVersion, InstalledClient>>;

/**
 * The installed clients. This is awaited before the tests of a file are collected: the installation runs beside the
 * tests of other projects.
 */
export const installedClients: InstalledClients = await readReport(inject("clientsReport"));

async function readReport(file: string): Promise<InstalledClients> {
  for (;;) {
    const report = await readFile(file, "utf8").catch(() => undefined);
    if (report !== undefined) return JSON.parse(report);
    await wait(200);
  }
}
