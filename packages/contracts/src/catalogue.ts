import * as accessKeysApi from "./access-keys-api.ts";
import * as appsApi from "./apps-api.ts";
import * as credentials from "./credentials.ts";
import type { EventContract, RequestContract } from "./define.ts";
import type { RouteContract } from "./define-route.ts";
import * as deploymentsApi from "./deployments-api.ts";
import * as orgsApi from "./orgs-api.ts";
import * as parametersApi from "./parameters-api.ts";
import * as profiles from "./profiles.ts";
import * as profilesApi from "./profiles-api.ts";
import * as profilesOnBehalf from "./profiles-on-behalf.ts";
import * as resolver from "./resolver.ts";
import * as resolverOnBehalf from "./resolver-on-behalf.ts";
import * as safeguards from "./safeguards.ts";

const declared = [
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
].flatMap((module) => Object.values<object>(module));

/** Every request between services. */
export const requests = declared.filter((value): value is RequestContract => "timeoutMs" in value);

/** Every event that is announced. */
export const events = declared.filter((value): value is EventContract => "example" in value);

/** Every HTTP endpoint. */
export const routes = declared.filter((value): value is RouteContract => "method" in value);
