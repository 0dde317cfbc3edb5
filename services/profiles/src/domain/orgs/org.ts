import type { OrgClients, OrgView, StageMapping, StaticKeysUse } from "@stagepass/contracts";

/** An organization, without its data key. `revision` counts its changes. */
export interface Org {
  readonly name: string;
  readonly description: string;
  readonly clients: OrgClients;
  /** The stage map. Its first line that matches a stage applies. */
  readonly stages: readonly StageMapping[];
  /** Whether its providers may hold static keys of AWS. */
  readonly staticKeys: StaticKeysUse;
  readonly revision: number;
  readonly createdAt: Date;
}

/** Returns an organization as the API shows it. */
export function viewOrg(org: Org): OrgView {
  return { ...org, stages: [...org.stages], createdAt: org.createdAt.toISOString() };
}
