import { type NearNames, noSuchOrg } from "../common/no-such.ts";
import type { Org } from "./org.ts";

/** What reading an organization needs from outside. */
export interface FindOrgPorts extends Pick<NearNames, "listNearOrgs"> {
  findOrg(org: string): Promise<Org | undefined>;
}

/** Returns an organization. Throws `not-found` with the nearest names. */
export async function getOrg(ports: FindOrgPorts, org: string): Promise<Org> {
  const found = await ports.findOrg(org);
  if (found === undefined) throw await noSuchOrg(ports, org);
  return found;
}
