import { assertMember, type OrgClients, type Principal } from "@stagepass/contracts";
import type { Ports } from "../common/ports.ts";
import type { ClientHeaders } from "../common/request-parts.ts";
import { assertImpliedVersions, assertVersion } from "./client-version.ts";

/** A client that Stagepass serves: its key, its organization, and the organization's rules for clients. */
export interface Client {
  readonly principal: Principal;
  readonly keyDigest: string;
  readonly org: string;
  readonly rules: OrgClients;
}

/** The parts of a request that say who calls, and with which client. */
export interface ClientRequest {
  readonly principal: Principal;
  readonly keyDigest: string;
  readonly headers: ClientHeaders;
}

/** Returns the client of a request. Throws `forbidden` for a client that is too old, and for the operator's key. */
export async function admitClient(
  ports: Pick<Ports, "getOrg">,
  { principal, keyDigest, headers }: ClientRequest,
): Promise<Client> {
  assertMember(principal);
  const { org } = principal;
  const { clients: rules } = await ports.getOrg({ keyDigest, org });
  assertVersion(org, rules.minimumVersions, "sdk", headers["x-platform-version"]);
  assertImpliedVersions(org, rules.minimumVersions, headers);
  return { principal, keyDigest, org, rules };
}
