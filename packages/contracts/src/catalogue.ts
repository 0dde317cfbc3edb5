import { z } from "zod";
import * as accessKeysApi from "./access-keys-api.ts";
import * as accessRole from "./access-role.ts";
import * as appsApi from "./apps-api.ts";
import * as client from "./client.ts";
import * as clients from "./clients.ts";
import * as credentials from "./credentials.ts";
import type { EventContract, RequestContract } from "./define.ts";
import type { RouteContract } from "./define-route.ts";
import * as deployTarget from "./deploy-target.ts";
import * as deploymentReport from "./deployment-report.ts";
import * as deploymentsApi from "./deployments-api.ts";
import * as names from "./names.ts";
import * as orgsApi from "./orgs-api.ts";
import * as page from "./page.ts";
import * as parameter from "./parameter.ts";
import * as parametersApi from "./parameters-api.ts";
import * as principal from "./principal.ts";
import * as problem from "./problem.ts";
import * as profiles from "./profiles.ts";
import * as profilesApi from "./profiles-api.ts";
import * as profilesOnBehalf from "./profiles-on-behalf.ts";
import * as resolver from "./resolver.ts";
import * as resolverOnBehalf from "./resolver-on-behalf.ts";
import * as safeguard from "./safeguard.ts";
import * as safeguardExample from "./safeguard-example.ts";
import * as safeguardInput from "./safeguard-input.ts";
import * as safeguardScope from "./safeguard-scope.ts";
import * as safeguards from "./safeguards.ts";

const contractModules = [
  orgsApi,
  profilesApi,
  parametersApi,
  appsApi,
  accessKeysApi,
  profiles,
  profilesOnBehalf,
  credentials,
  safeguards,
  resolver,
  resolverOnBehalf,
  deploymentsApi,
];

const schemaModules = [
  ...[
    accessRole,
    client,
    clients,
    deployTarget,
    deploymentReport,
    names,
    page,
    parameter,
    principal,
    problem,
  ],
  ...[safeguard, safeguardExample, safeguardInput, safeguardScope],
];

const declared = contractModules.flatMap((module) => Object.values<object>(module));

/** The exported schemas under their names, and what is said of others, for the documents that are made from them. */
export const schemaNames = z.registry<{ id?: string; description?: string }>();

const exportNames = new Map<unknown, string>();
for (const module of [...schemaModules, ...contractModules]) {
  for (const [name, value] of Object.entries<unknown>(module)) {
    exportNames.set(value, name);
    if (value instanceof z.ZodType) schemaNames.add(value, { id: name });
  }
}

/** The name that a contract is exported under: what generated clients call it. */
export function nameOf(contract: RequestContract | EventContract | RouteContract): string {
  const name = exportNames.get(contract);
  if (name === undefined) throw new Error("The contract is not in the catalogue, so that it has no name.");
  return name;
}

/** Every request between services. */
export const requests = declared.filter((value): value is RequestContract => "timeoutMs" in value);

/** Every event that is announced. */
export const events = declared.filter((value): value is EventContract => "example" in value);

/** Every HTTP endpoint. */
export const routes = declared.filter((value): value is RouteContract => "method" in value);
