import type { Configuration } from "@stagepass/contracts";
import type { InTransaction } from "../common/change.ts";
import { configurationOf } from "./configuration-of.ts";
import type { ImportChanges } from "./import-ports.ts";

/** What exporting needs from outside. */
export interface ExportPorts {
  transaction: InTransaction<Pick<ImportChanges, "beginReading" | "readSnapshot">>;
}

/**
 * Returns the configuration of an organization as of one moment, without values. Throws `not-found`, and `too-large` which
 * says the limit.
 */
export async function exportConfiguration(ports: ExportPorts, org: string): Promise<Configuration> {
  return ports.transaction(async (changes) => {
    await changes.beginReading();
    return configurationOf(await changes.readSnapshot(org, []));
  });
}
