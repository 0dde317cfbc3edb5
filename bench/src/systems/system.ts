import type { Member } from "../processes/members.ts";

/** Where the services run: each in a process of its own, or all in that of the local stack. */
export const systemNames = ["apart", "local"] as const;
export type SystemName = (typeof systemNames)[number];

/** Stagepass as it runs for the bench, with an organization. */
export interface System {
  readonly name: SystemName;
  readonly members: readonly Member[];
  readonly profilesUrl: string;
  readonly resolverUrl: string;
  readonly legacyUrl: string;
  readonly org: string;
  readonly adminKey: string;
  readonly deployKey: string;
  /** The database, for its superuser. */
  readonly postgresUrl: string;
}

/** How the processes of a system are started. */
export interface ProcessSettings {
  /** Variables that are set for every process of Stagepass beside its own. */
  readonly env: Readonly<Record<string, string>>;
  /** Options of Node, by the name of the process. */
  nodeOptions(name: string): readonly string[];
}
