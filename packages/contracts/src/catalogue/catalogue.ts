import { z } from "zod";
import * as checksApi from "../credentials/checks-api.ts";
import * as credentials from "../credentials/credentials.ts";
import type { EventContract, RequestContract } from "../define/define.ts";
import type { RouteContract } from "../define/define-route.ts";
import * as cloudEvent from "../events/cloud-event.ts";
import * as eventsApi from "../events/events-api.ts";
import * as problem from "../problems/problem.ts";
import * as accessKeysApi from "../profiles/access-keys-api.ts";
import * as appsApi from "../profiles/apps-api.ts";
import * as blueprintsApi from "../profiles/blueprints-api.ts";
import * as configuration from "../profiles/configuration/configuration.ts";
import * as configurationApi from "../profiles/configuration/configuration-api.ts";
import * as copiesApi from "../profiles/copying/copies-api.ts";
import * as accessKeyEvents from "../profiles/events/access-key-events.ts";
import * as appEvents from "../profiles/events/app-events.ts";
import * as orgEvents from "../profiles/events/org-events.ts";
import * as profileEvents from "../profiles/events/profile-events.ts";
import * as providerEvents from "../profiles/events/provider-events.ts";
import * as targetEvents from "../profiles/events/target-events.ts";
import * as explainApi from "../profiles/explain-api.ts";
import * as instancesApi from "../profiles/instances-api.ts";
import * as providerMigrationApi from "../profiles/migrating/provider-migration-api.ts";
import * as orgsApi from "../profiles/orgs-api.ts";
import * as parametersApi from "../profiles/parameters-api.ts";
import * as precedence from "../profiles/precedence.ts";
import * as profiles from "../profiles/profiles.ts";
import * as profilesApi from "../profiles/profiles-api.ts";
import * as profilesOnBehalf from "../profiles/profiles-on-behalf.ts";
import * as providers from "../profiles/providers.ts";
import * as providersApi from "../profiles/providers-api.ts";
import * as providersOnBehalf from "../profiles/providers-on-behalf.ts";
import * as renamesApi from "../profiles/renames-api.ts";
import * as servicesApi from "../profiles/services-api.ts";
import * as sessionApi from "../profiles/session-api.ts";
import * as usesApi from "../profiles/uses-api.ts";
import * as deployedTargets from "../resolver/deployed-targets.ts";
import * as deploymentReport from "../resolver/deployment-report.ts";
import * as deploymentsApi from "../resolver/deployments-api.ts";
import * as resolver from "../resolver/resolver.ts";
import * as resolverOnBehalf from "../resolver/resolver-on-behalf.ts";
import * as safeguard from "../safeguards/safeguard.ts";
import * as safeguardExample from "../safeguards/safeguard-example.ts";
import * as safeguardInput from "../safeguards/safeguard-input.ts";
import * as safeguardScope from "../safeguards/safeguard-scope.ts";
import * as safeguards from "../safeguards/safeguards.ts";
import * as accessRole from "../values/access-role.ts";
import * as client from "../values/client.ts";
import * as clients from "../values/clients.ts";
import * as deployTarget from "../values/deploy-target.ts";
import * as names from "../values/names.ts";
import * as page from "../values/page.ts";
import * as parameter from "../values/parameter.ts";
import * as principal from "../values/principal.ts";
import * as roleTemplate from "../values/role-template.ts";
import * as staticKeys from "../values/static-keys.ts";
import * as targetParameter from "../values/target-parameter.ts";

const contractModules = [
  orgsApi,
  profilesApi,
  parametersApi,
  copiesApi,
  usesApi,
  appsApi,
  providersApi,
  servicesApi,
  instancesApi,
  blueprintsApi,
  renamesApi,
  providerMigrationApi,
  explainApi,
  configurationApi,
  accessKeysApi,
  sessionApi,
  eventsApi,
  profiles,
  orgEvents,
  profileEvents,
  appEvents,
  accessKeyEvents,
  targetEvents,
  profilesOnBehalf,
  providersOnBehalf,
  providers,
  providerEvents,
  credentials,
  checksApi,
  safeguards,
  resolver,
  resolverOnBehalf,
  deployedTargets,
  deploymentsApi,
];

const schemaModules = [
  ...[
    accessRole,
    client,
    clients,
    cloudEvent,
    configuration,
    deployTarget,
    deploymentReport,
    names,
    page,
    parameter,
    precedence,
    principal,
    problem,
    roleTemplate,
    staticKeys,
    targetParameter,
  ],
  ...[safeguard, safeguardExample, safeguardInput, safeguardScope],
];

const declared = contractModules.flatMap((module) => Object.values<object>(module));

/** The names of the exported schemas, and the descriptions of others, for the documents that are made from them. */
export const schemaNames = z.registry<{ id?: string; description?: string }>();

const exportNames = new Map<unknown, string>();
for (const module of [...schemaModules, ...contractModules]) {
  for (const [name, value] of Object.entries<unknown>(module)) {
    const other = exportNames.get(value);
    if (value instanceof z.ZodType && other !== undefined)
      throw new Error(`${name} and ${other} are the same schema, which then has two names in the documents.`);
    exportNames.set(value, name);
    if (value instanceof z.ZodType) schemaNames.add(value, { id: name });
  }
}

/** The name that a contract is exported under, which generated clients use as well. */
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
