import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { inject } from "vitest";
import type { InstalledClient } from "./install-client.ts";
import type { ClientVersion } from "./published-clients.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The file that says which clients could be had, once that is known. */
    clientsReport: string;
  }
}

/** The clients that could be had; the tests of any other are skipped. */
export type InstalledClients = Partial<Record<ClientVersion, InstalledClient>>;

/** Waited for before the tests of a file are known: the installation goes on beside the tests of other projects. */
export const installedClients: InstalledClients = await readReport(inject("clientsReport"));

async function readReport(file: string): Promise<InstalledClients> {
  for (;;) {
    const report = await readFile(file, "utf8").catch(() => undefined);
    if (report !== undefined) return JSON.parse(report);
    await wait(200);
  }
}
