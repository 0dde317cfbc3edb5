import { AccessRoleView } from "@stagepass/contracts";
import { type Patience, persist } from "@stagepass/runtime";
import { z } from "zod";
import { ApiError, callApi } from "./api-client.ts";
import { exampleClients, exampleProfiles, exampleStages } from "./example-profiles.ts";
import { exampleByProviders } from "./example-providers.ts";
import { createExampleValues } from "./example-values.ts";
import { type Secrets, saveSecrets } from "./secrets.ts";

export const exampleOrg = "acmecorp";
const app = "storefront";
const MadeOrg = z.object({ adminKey: z.string() });
const MadeKey = z.object({ key: z.string() });

interface Seed {
  readonly url: string;
  readonly awsEndpoint: string | undefined;
  readonly dataDir: string;
  readonly secrets: Secrets;
  readonly patience: Patience;
}

/** Calls the stack with a key, and repeats the call while the stack is busy. */
type Call = (key: string, method: string, path: string, body?: unknown) => Promise<unknown>;

/**
 * Makes sure that the example organization exists with keys that work, fills it once, and returns the keys. An
 * interrupted start may have done any of the steps before.
 */
export async function seedExample({ url, awsEndpoint, dataDir, secrets, patience }: Seed) {
  const { operatorKey } = secrets;
  const call: Call = (key, method, path, body) =>
    persist(patience, "the services to answer", () => callApi(url, key, method, path, body), isBusy);
  const adminKey = (await working(call, secrets.adminKey)) ?? (await makeAdminKey(call, operatorKey));
  const deployKey =
    (await working(call, secrets.deployKey)) ?? (await makeKey(call, operatorKey, "deployer"));
  const keys = { adminKey, deployKey };
  await saveSecrets(dataDir, { ...secrets, ...keys });
  if (!secrets.seeded) {
    if (awsEndpoint !== undefined) await createExampleValues(awsEndpoint);
    await fill(call, adminKey, awsEndpoint !== undefined);
    if (awsEndpoint !== undefined) await trustStagepass(call, adminKey, awsEndpoint);
    await saveSecrets(dataDir, { ...secrets, ...keys, seeded: true });
  }
  return keys;
}

function isBusy(error: unknown): boolean {
  return error instanceof ApiError && error.status === 503;
}

/** Returns the key if it still works. */
async function working(call: Call, key: string | undefined): Promise<string | undefined> {
  if (key === undefined) return undefined;
  try {
    await call(key, "GET", `/v1/orgs/${exampleOrg}`);
    return key;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return undefined;
    // A deployer's key may not read the organization. The status 403 also says that the key works.
    if (error instanceof ApiError && error.status === 403) return key;
    throw error;
  }
}

async function makeAdminKey(call: Call, operatorKey: string): Promise<string> {
  const body = { name: exampleOrg, description: "The example organization" };
  try {
    return MadeOrg.parse(await call(operatorKey, "POST", "/v1/orgs", body)).adminKey;
  } catch (error) {
    if (error instanceof ApiError && error.code === "org-exists") return makeKey(call, operatorKey, "admin");
    throw error;
  }
}

async function makeKey(call: Call, operatorKey: string, role: "admin" | "deployer"): Promise<string> {
  const made = await call(operatorKey, "POST", `/v1/orgs/${exampleOrg}/access-keys`, {
    role,
    name: `local ${role}`,
  });
  return MadeKey.parse(made).key;
}

async function fill(call: Call, adminKey: string, hasStandIn: boolean): Promise<void> {
  const put = (path: string, body: object) => call(adminKey, "PUT", `/v1/orgs/${exampleOrg}${path}`, body);
  await call(adminKey, "PATCH", `/v1/orgs/${exampleOrg}`, { clients: exampleClients });
  for (const [name, profile] of Object.entries(exampleProfiles(hasStandIn)))
    await put(`/profiles/${name}`, profile);
  await put(`/apps/${app}`, { description: "The shop that the examples deploy", defaultProfile: "dev" });
  for (const [stage, profile] of Object.entries(exampleStages)) {
    await put(`/apps/${app}/stages/${stage}`, { profile });
  }
  // Without the stand-in, its role and its reference do not exist.
  if (!hasStandIn) return;
  for (const [path, body] of Object.entries(exampleByProviders)) await put(path, body);
}

/** Gives the example's roles the trust policies that Stagepass shows for them, as somebody would do in a real account. */
async function trustStagepass(call: Call, adminKey: string, awsEndpoint: string): Promise<void> {
  for (const profile of ["prod", "dev"]) {
    const path = `/v1/orgs/${exampleOrg}/profiles/${profile}/access-role`;
    const { roleArn, trustPolicy } = AccessRoleView.parse(await call(adminKey, "GET", path));
    const role = new URL(`/_stand-in/roles/${encodeURIComponent(roleArn)}`, awsEndpoint);
    const answer = await fetch(role, { method: "PUT", body: JSON.stringify({ trustPolicy }) });
    if (!answer.ok)
      throw new Error(`The stand-in for AWS did not take a trust policy: ${await answer.text()}`);
  }
}
