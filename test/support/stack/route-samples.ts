import { randomBytes } from "node:crypto";
import type { RouteContract } from "@stagepass/contracts";
import type { Api } from "./api.ts";

/** The names in a sample request's path beside the organization, and its body. */
interface Sample {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: (org: string) => object;
}

/** A request to a route that succeeds for every caller who is allowed to send it. */
export interface SampleRequest {
  readonly method: RouteContract["method"];
  readonly path: string;
  readonly body: object | undefined;
}

/** Returns the name of a route's sample. */
export function nameOf({ method, path }: RouteContract): string {
  return `${method} ${path}`;
}

/** Whether the path or the body of a route names an organization. */
export function isAboutOrg({ path, targetAt }: RouteContract): boolean {
  return path.includes("{org}") || targetAt !== undefined;
}

/**
 * Creates what a route's sample request needs, as an admin of acmecorp. Returns a function that makes the request for
 * any organization.
 */
export async function prepareSample(
  route: RouteContract,
  admin: Api,
): Promise<(org: string) => SampleRequest> {
  const prepare = samples[nameOf(route)];
  if (prepare === undefined) throw new Error(`${nameOf(route)} needs a sample in route-samples.ts`);
  const { params = {}, body } = await prepare(admin);
  return (org) => {
    const values: Readonly<Record<string, string>> = { ...params, org };
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ""));
    return { method: route.method, path, body: body?.(org) };
  };
}

const acmecorp = "/v1/orgs/acmecorp";
/** What the sample requests that deploy, plan or explain are about. */
export const sampleTarget = (org: string) => ({
  org,
  app: "storefront",
  stage: "dev",
  service: "checkout",
  region: "eu-central-1",
});
const atProd = { profile: "prod" };
const atStorefront = { app: "storefront" };
const services = "/v1/orgs/{org}/apps/{app}/services";
const instances = `${services}/{service}/instances/{stage}/{region}`;
const blueprints = "/v1/orgs/{org}/apps/{app}/blueprints";
const spareParameters = { parameters: [{ key: "SPARE", value: "spare" }] };
const providerRole = { accessRole: { roleArn: "arn:aws:iam::222222222222:role/{app}/{service}" } };
const anyNames = { app: "storefront", service: "checkout" };

/** A request for every route of the contracts, by its name. A request that deletes creates what it deletes. */
export const samples: Readonly<Record<string, (admin: Api) => Sample | Promise<Sample>>> = {
  "POST /v1/orgs": () => ({ body: () => ({ name: `org${randomBytes(8).toString("hex")}` }) }),
  "GET /v1/orgs": () => ({}),
  "GET /v1/orgs/{org}": () => ({}),
  "PATCH /v1/orgs/{org}": () => ({ body: () => ({ description: "Changed" }) }),
  "GET /v1/orgs/{org}/events": () => ({}),

  "GET /v1/orgs/{org}/export": () => ({}),
  "POST /v1/orgs/{org}/import": () => ({ body: () => ({ apiVersion: 1 }) }),

  "GET /v1/orgs/{org}/profiles": () => ({}),
  "GET /v1/orgs/{org}/profiles/{profile}": () => ({ params: atProd }),
  "PUT /v1/orgs/{org}/profiles/{profile}": async (admin) => ({
    params: await makeProfile(admin),
    body: () => ({ description: "Replaced" }),
  }),
  "PATCH /v1/orgs/{org}/profiles/{profile}": async (admin) => ({
    params: await makeProfile(admin),
    body: () => ({ description: "Changed" }),
  }),
  "DELETE /v1/orgs/{org}/profiles/{profile}": async (admin) => ({ params: await makeProfile(admin) }),
  "PUT /v1/orgs/{org}/profiles/{profile}/parameters/{key}": async (admin) => ({
    params: await makeParameter(admin),
    body: () => ({ value: "changed" }),
  }),
  "DELETE /v1/orgs/{org}/profiles/{profile}/parameters/{key}": async (admin) => ({
    params: await makeParameter(admin),
  }),
  "POST /v1/orgs/{org}/profiles/{profile}/copy-parameters": async (admin) => ({
    params: await makeProfile(admin),
    ...(await copySample(admin)),
  }),
  "GET /v1/orgs/{org}/profiles/{profile}/versions": () => ({ params: atProd }),
  "GET /v1/orgs/{org}/profiles/{profile}/versions/{version}": () => ({ params: { ...atProd, version: "1" } }),
  "GET /v1/orgs/{org}/profiles/{profile}/versions/{version}/changes": () => ({
    params: { ...atProd, version: "1" },
  }),
  "GET /v1/orgs/{org}/profiles/{profile}/uses": () => ({ params: atProd }),
  "POST /v1/orgs/{org}/profiles/{profile}/rename": async (admin) => ({
    params: await makeProfile(admin),
    body: newName,
  }),
  "POST /v1/orgs/{org}/profiles/{profile}/versions/{version}/rollback": () => ({
    params: { ...atProd, version: "1" },
  }),
  "GET /v1/orgs/{org}/profiles/{profile}/access-role": () => ({ params: atProd }),

  "GET /v1/orgs/{org}/apps": () => ({}),
  "GET /v1/orgs/{org}/apps/{app}": () => ({ params: atStorefront }),
  "PUT /v1/orgs/{org}/apps/{app}": async (admin) => ({
    params: await makeApp(admin),
    body: () => ({ description: "Replaced" }),
  }),
  "PATCH /v1/orgs/{org}/apps/{app}": async (admin) => ({
    params: await makeApp(admin),
    body: () => ({ description: "Changed" }),
  }),
  "DELETE /v1/orgs/{org}/apps/{app}": async (admin) => ({ params: await makeApp(admin) }),
  "POST /v1/orgs/{org}/apps/{app}/rename": async (admin) => ({
    params: await makeApp(admin),
    body: newName,
  }),

  "GET /v1/orgs/{org}/apps/{app}/stages": () => ({ params: atStorefront }),
  "GET /v1/orgs/{org}/apps/{app}/stages/{stage}": () => ({ params: { ...atStorefront, stage: "prod" } }),
  "PUT /v1/orgs/{org}/apps/{app}/stages/{stage}": async (admin) => ({
    params: await makeStage(admin),
    body: () => ({ profile: "prod" }),
  }),
  "PATCH /v1/orgs/{org}/apps/{app}/stages/{stage}": async (admin) => ({
    params: await makeStage(admin),
    body: () => ({ profile: "prod" }),
  }),
  "DELETE /v1/orgs/{org}/apps/{app}/stages/{stage}": async (admin) => ({ params: await makeStage(admin) }),
  "POST /v1/orgs/{org}/apps/{app}/stages/{stage}/rename": async (admin) => ({
    params: await makeStage(admin),
    body: newName,
  }),

  [`GET ${blueprints}`]: () => ({ params: atStorefront }),
  [`PUT ${blueprints}/services`]: async (admin) => ({
    params: await makeBlueprint(admin, "services"),
    body: () => ({}),
  }),
  [`PUT ${blueprints}/stages/{stage}`]: async (admin) => ({
    params: await makeBlueprint(admin, "stages/spare"),
    body: () => ({}),
  }),
  [`DELETE ${blueprints}/services`]: async (admin) => ({ params: await makeBlueprint(admin, "services") }),
  [`DELETE ${blueprints}/stages/{stage}`]: async (admin) => ({
    params: await makeBlueprint(admin, "stages/spare"),
  }),

  [`GET ${services}`]: () => ({ params: atStorefront }),
  [`GET ${services}/{service}`]: async (admin) => ({ params: await makeService(admin) }),
  [`PUT ${services}/{service}`]: async (admin) => ({ params: await makeService(admin), body: () => ({}) }),
  [`PATCH ${services}/{service}`]: async (admin) => ({
    params: await makeService(admin),
    body: () => ({ description: "Changed" }),
  }),
  [`DELETE ${services}/{service}`]: async (admin) => ({ params: await makeService(admin) }),
  [`PUT ${services}/{service}/parameters/{key}`]: async (admin) => ({
    params: { ...(await makeService(admin)), key: "SPARE" },
    body: () => ({ value: "changed" }),
  }),
  [`DELETE ${services}/{service}/parameters/{key}`]: async (admin) => ({
    params: { ...(await makeService(admin)), key: "SPARE" },
  }),
  [`POST ${services}/{service}/copy-parameters`]: async (admin) => ({
    params: await makeService(admin),
    ...(await copySample(admin)),
  }),
  [`GET ${services}/{service}/instances`]: async (admin) => ({ params: await makeService(admin) }),
  [`GET ${instances}`]: async (admin) => ({ params: await makeInstance(admin) }),
  [`PUT ${instances}`]: async (admin) => ({ params: await makeInstance(admin), body: () => ({}) }),
  [`PATCH ${instances}`]: async (admin) => ({
    params: await makeInstance(admin),
    body: () => ({ inherits: false }),
  }),
  [`DELETE ${instances}`]: async (admin) => ({ params: await makeInstance(admin) }),
  [`PUT ${instances}/parameters/{key}`]: async (admin) => ({
    params: { ...(await makeInstance(admin)), key: "SPARE" },
    body: () => ({ value: "changed" }),
  }),
  [`POST ${instances}/copy-parameters`]: async (admin) => ({
    params: await makeInstance(admin),
    ...(await copySample(admin)),
  }),
  [`DELETE ${instances}/parameters/{key}`]: async (admin) => ({
    params: { ...(await makeInstance(admin)), key: "SPARE" },
  }),

  "GET /v1/orgs/{org}/providers": () => ({}),
  "GET /v1/orgs/{org}/providers/{provider}": async (admin) => ({ params: await makeProvider(admin) }),
  "PUT /v1/orgs/{org}/providers/{provider}": async (admin) => ({
    params: await makeProvider(admin),
    body: () => ({ ...providerRole, description: "Replaced" }),
  }),
  "PATCH /v1/orgs/{org}/providers/{provider}": async (admin) => ({
    params: await makeProvider(admin),
    body: () => ({ description: "Changed" }),
  }),
  "DELETE /v1/orgs/{org}/providers/{provider}": async (admin) => ({ params: await makeProvider(admin) }),
  "GET /v1/orgs/{org}/providers/{provider}/uses": async (admin) => ({ params: await makeProvider(admin) }),
  "GET /v1/orgs/{org}/providers/{provider}/access-role": async (admin) => ({
    params: await makeProvider(admin),
  }),

  "POST /v1/orgs/{org}/role-tests": () => ({ body: () => ({ role: providerRole, target: anyNames }) }),
  "POST /v1/orgs/{org}/reference-checks": () => ({
    body: () => ({
      ...{ role: providerRole, target: anyNames, region: "eu-central-1" },
      secretsManager: { secretId: "missing" },
    }),
  }),

  "POST /v1/orgs/{org}/access-keys": () => ({ body: () => ({ role: "deployer", name: "a sample" }) }),
  "GET /v1/orgs/{org}/access-keys": () => ({}),
  "GET /v1/orgs/{org}/access-keys/{keyId}": async (admin) => ({ params: await makeKey(admin) }),
  "DELETE /v1/orgs/{org}/access-keys/{keyId}": async (admin) => ({ params: await makeKey(admin) }),

  "POST /v1/session": async (admin) => {
    const { key } = await made(admin("POST", `${acmecorp}/access-keys`, { role: "deployer", name: "ada" }));
    return { body: () => ({ accessKey: key }) };
  },
  "GET /v1/session": () => ({}),
  "DELETE /v1/session": () => ({}),

  "GET /v1/safeguards": () => ({}),
  "POST /v1/safeguards/evaluate": () => ({
    body: (org) => ({ safeguards: [], input: { target: sampleTarget(org) } }),
  }),
  "POST /v1/resolve": () => ({ body: (org) => sampleTarget(org) }),
  "POST /v1/orgs/{org}/provider-migration": () => ({ body: () => ({ dryRun: true }) }),
  "GET /v1/orgs/{org}/provider-migration": async (admin) => {
    await migrateNewApp(admin);
    return {};
  },
  "POST /v1/orgs/{org}/provider-migration/undo": async (admin) => {
    const { app } = await migrateNewApp(admin);
    return { body: () => ({ app }) };
  },
  "POST /v1/explain": () => ({ body: (org) => sampleTarget(org) }),
  "GET /v1/orgs/{org}/deployments": () => ({}),
  "GET /v1/orgs/{org}/apps/{app}/last-deployments": () => ({ params: atStorefront }),
  "GET /v1/orgs/{org}/deployments/{deploymentId}": async (admin) => {
    const { deploymentId } = await made(admin("POST", "/v1/resolve", sampleTarget("acmecorp")));
    return { params: { deploymentId } };
  },
};

/** A request to copy a parameter from a profile that is made for it. */
async function copySample(admin: Api): Promise<{ readonly body: () => object }> {
  await made(
    admin("PUT", `${acmecorp}/profiles/spare-source`, { parameters: [{ key: "COPIED", value: "spare" }] }),
  );
  return { body: () => ({ from: { profile: "spare-source" }, keys: ["COPIED"], replace: true }) };
}

/** Names are not given again, so that every sample has another. */
const newName = () => ({ name: `spare-${randomBytes(8).toString("hex")}` });

async function makeProfile(admin: Api): Promise<{ profile: string }> {
  await made(admin("PUT", `${acmecorp}/profiles/spare`, {}));
  return { profile: "spare" };
}

async function makeParameter(admin: Api): Promise<{ profile: string; key: string }> {
  const at = { ...(await makeProfile(admin)), key: "SPARE" };
  await made(admin("PUT", `${acmecorp}/profiles/spare/parameters/SPARE`, { value: "spare" }));
  return at;
}

async function makeApp(admin: Api): Promise<{ app: string }> {
  await made(admin("PUT", `${acmecorp}/apps/spare`, {}));
  return { app: "spare" };
}

async function migrateNewApp(admin: Api): Promise<{ app: string }> {
  const app = `spare-${randomBytes(8).toString("hex")}`;
  await made(admin("PUT", `${acmecorp}/apps/${app}`, {}));
  await made(admin("POST", `${acmecorp}/provider-migration`, { app }));
  return { app };
}

async function makeStage(admin: Api): Promise<{ app: string; stage: string }> {
  await made(admin("PUT", `${acmecorp}/apps/storefront/stages/spare`, { profile: "dev" }));
  return { ...atStorefront, stage: "spare" };
}

async function makeBlueprint(admin: Api, of: string): Promise<Record<"app" | "stage", string>> {
  await made(admin("PUT", `${acmecorp}/apps/storefront/blueprints/${of}`, spareParameters));
  return { ...atStorefront, stage: "spare" };
}

async function makeService(admin: Api): Promise<Record<"app" | "service", string>> {
  await made(admin("PUT", `${acmecorp}/apps/storefront/services/spare`, spareParameters));
  return { ...atStorefront, service: "spare" };
}

async function makeInstance(admin: Api): Promise<Record<"app" | "service" | "stage" | "region", string>> {
  const at = { ...(await makeService(admin)), stage: "dev", region: "eu-central-1" };
  await made(
    admin("PUT", `${acmecorp}/apps/storefront/services/spare/instances/dev/eu-central-1`, spareParameters),
  );
  return at;
}

async function makeProvider(admin: Api): Promise<{ provider: string }> {
  await made(admin("PUT", `${acmecorp}/providers/spare`, providerRole));
  return { provider: "spare" };
}

async function makeKey(admin: Api): Promise<{ keyId: string }> {
  const { id } = await made(
    admin("POST", `${acmecorp}/access-keys`, { role: "deployer", name: "to be revoked" }),
  );
  return { keyId: id };
}

async function made(call: ReturnType<Api>) {
  const { status, body } = await call;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
}
