import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle, Reply } from "@stagepass/runtime";
import { exportConfiguration } from "../../domain/importing/export-configuration.ts";
import { importConfiguration } from "../../domain/importing/import-configuration.ts";
import type { Ports } from "../../ports.ts";
import { yamlFormat } from "./yaml-format.ts";

/** Returns the routes that bring a configuration in and out. */
export function configurationRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.exportConfiguration, async ({ params: { org }, query: { format } }) => {
      const document = await exportConfiguration(ports, org);
      return new Reply(document, format === "yaml" ? { format: yamlFormat } : {});
    }),
    handle(
      contracts.importConfiguration,
      ({ params: { org }, query: { dryRun, prune, base }, body, principal }) =>
        importConfiguration(
          ports,
          { org, by: principal.keyId, dryRun: dryRun === "true", prune: prune === "true", base },
          body,
        ),
      { readYaml: (text, org) => readYaml(ports, text, org) },
    ),
  ];
}

/** Has a YAML body read by the service whose threads do that. Throws `invalid`. */
async function readYaml(ports: Pick<Ports, "readYaml">, text: string, org: string): Promise<unknown> {
  const reading = await ports.readYaml(text, org);
  if ("json" in reading) return JSON.parse(reading.json);
  throw contracts.invalidInput([{ path: "$", message: reading.refused }]);
}
