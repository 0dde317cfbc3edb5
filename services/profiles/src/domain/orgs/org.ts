import type { OrgClients, OrgView } from "@stagepass/contracts";

/** An organization, without its data key. `revision` counts its changes. */
export interface Org {
  readonly name: string;
  readonly description: string;
  readonly clients: OrgClients;
  readonly revision: number;
  readonly createdAt: Date;
}

/** Returns an organization as the API shows it. */
export function viewOrg(org: Org): OrgView {
  return { ...org, createdAt: org.createdAt.toISOString() };
}
