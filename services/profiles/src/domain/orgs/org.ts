import type { OrgClients, OrgView } from "@stagepass/contracts";

/** An organization, without its data key. `revision` counts its changes. */
export interface Org {
  readonly name: string;
  readonly description: string;
  readonly clients: OrgClients;
  readonly revision: number;
  readonly createdAt: Date;
}

/** An organization as it is shown. */
export function viewOrg(org: Org): OrgView {
  return { ...org, createdAt: org.createdAt.toISOString() };
}
