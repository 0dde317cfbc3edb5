import { assertMember, type OrgClients, type Principal } from "@stagepass/contracts";
import type { Ports } from "../ports.ts";
import type { ClientHeaders } from "../request-parts.ts";
import { assertReachable, assertVersion } from "./client-version.ts";

/** A client that is served: who calls, for which organization, and what this says about its clients. */
export interface Client {
  readonly principal: Principal;
  readonly keyDigest: string;
  readonly org: string;
  readonly rules: OrgClients;
}

/** What of a request tells who calls, and with which client. */
export interface ClientRequest {
  readonly principal: Principal;
  readonly keyDigest: string;
  readonly headers: ClientHeaders;
}

/** Lets in whoever calls with a client that is new enough. Throws `forbidden`. */
export async function admitClient(
  ports: Pick<Ports, "getOrg">,
  { principal, keyDigest, headers }: ClientRequest,
): Promise<Client> {
  assertMember(principal);
  const { org } = principal;
  const { clients: rules } = await ports.getOrg({ keyDigest, org });
  assertVersion(org, rules.minimumVersions, "sdk", headers["x-platform-version"]);
  assertReachable(org, rules.minimumVersions, headers);
  return { principal, keyDigest, org, rules };
}
