import { type OrgClients, type Principal, Problem } from "@stagepass/contracts";
import { demandVersion } from "./client-version.ts";
import type { ClientHeaders } from "./places.ts";
import type { LegacyPorts } from "./ports.ts";

/** A client that is served: who calls, for which organization, and what this says about its clients. */
export interface Client {
  readonly principal: Principal;
  readonly org: string;
  readonly rules: OrgClients;
}

/** Lets in whoever calls with a client that is new enough. Throws `forbidden`. */
export async function admitClient(
  ports: Pick<LegacyPorts, "getOrg">,
  { principal, headers }: { readonly principal: Principal; readonly headers: ClientHeaders },
): Promise<Client> {
  if (principal.role === "operator") {
    throw new Problem("forbidden", "The operator's key belongs to no organization. Use a key of one.");
  }
  const { org } = principal;
  const { clients: rules } = await ports.getOrg({ caller: principal, org });
  demandVersion(org, rules.minimumVersions, "sdk", headers["x-platform-version"]);
  return { principal, org, rules };
}
