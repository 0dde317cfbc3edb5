import type { LegacyUse, OrgView } from "@stagepass/contracts";

type Clients = OrgView["clients"];

/** What clients receive, or `unset` where each profile says it and nothing else allows them. A `deny` would be final. */
export type ClientRule = LegacyUse | "unset";

/** The rules for clients while somebody edits them. A version is empty where there is no oldest one. */
export interface ClientsDraft {
  readonly legacy: ClientRule;
  readonly framework: string;
  readonly plugin: string;
  readonly sdk: string;
  readonly unknown: "allow" | "deny";
}

/** The rules as a form shows them, with what applies where nothing is said. */
export function draftOfClients({ legacy, minimumVersions = {} }: Clients): ClientsDraft {
  const { framework = "", plugin = "", sdk = "", unknown = "allow" } = minimumVersions;
  return { legacy: legacy ?? "unset", framework, plugin, sdk, unknown };
}

/** The rules as they are saved: what is left empty is left out. */
export function clientsOf({ legacy, unknown, ...versions }: ClientsDraft): Clients {
  const named = Object.entries(versions).filter(([, version]) => version !== "");
  const minimumVersions = {
    ...Object.fromEntries(named),
    ...(unknown === "deny" ? { unknown } : {}),
  };
  return {
    ...(legacy === "unset" ? {} : { legacy }),
    ...(Object.keys(minimumVersions).length === 0 ? {} : { minimumVersions }),
  };
}
