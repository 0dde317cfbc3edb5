import { z } from "zod";
import { ApiError, callApi } from "./api-client.ts";
import { exampleClients, exampleProfiles, exampleStages } from "./example-profiles.ts";
import { createExampleSecret } from "./example-secret.ts";
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
}

/**
 * Sees to it that the example organization is there with keys that work, and fills it once. Answers those keys. Each
 * step may have been taken before, by a start that was interrupted.
 */
export async function seedExample({ url, awsEndpoint, dataDir, secrets }: Seed) {
  const { operatorKey } = secrets;
  const adminKey = (await working(url, secrets.adminKey)) ?? (await makeAdminKey(url, operatorKey));
  const deployKey = (await working(url, secrets.deployKey)) ?? (await makeKey(url, operatorKey, "deployer"));
  const keys = { adminKey, deployKey };
  await saveSecrets(dataDir, { ...secrets, ...keys });
  if (!secrets.seeded) {
    if (awsEndpoint !== undefined) await createExampleSecret(awsEndpoint);
    await fill(url, adminKey, awsEndpoint !== undefined);
    await saveSecrets(dataDir, { ...secrets, ...keys, seeded: true });
  }
  return keys;
}

/** The key if it is one that Stagepass still knows. */
async function working(url: string, key: string | undefined): Promise<string | undefined> {
  if (key === undefined) return undefined;
  try {
    await callApi(url, key, "GET", `/v1/orgs/${exampleOrg}`);
    return key;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return undefined;
    // A deployer's key may not read the organization, which says as well that it is known.
    if (error instanceof ApiError && error.status === 403) return key;
    throw error;
  }
}

async function makeAdminKey(url: string, operatorKey: string): Promise<string> {
  const body = { name: exampleOrg, description: "The example organization" };
  try {
    return MadeOrg.parse(await callApi(url, operatorKey, "POST", "/v1/orgs", body)).adminKey;
  } catch (error) {
    if (error instanceof ApiError && error.code === "org-exists") return makeKey(url, operatorKey, "admin");
    throw error;
  }
}

async function makeKey(url: string, operatorKey: string, role: "admin" | "deployer"): Promise<string> {
  const made = await callApi(url, operatorKey, "POST", `/v1/orgs/${exampleOrg}/access-keys`, {
    role,
    name: `local ${role}`,
  });
  return MadeKey.parse(made).key;
}

async function fill(url: string, adminKey: string, hasStandIn: boolean): Promise<void> {
  const put = (path: string, body: object) =>
    callApi(url, adminKey, "PUT", `/v1/orgs/${exampleOrg}${path}`, body);
  await callApi(url, adminKey, "PATCH", `/v1/orgs/${exampleOrg}`, { clients: exampleClients });
  for (const [name, profile] of Object.entries(exampleProfiles(hasStandIn)))
    await put(`/profiles/${name}`, profile);
  await put(`/apps/${app}`, { description: "The shop that the examples deploy", defaultProfile: "dev" });
  for (const [stage, profile] of Object.entries(exampleStages)) {
    await put(`/apps/${app}/stages/${stage}`, { profile });
  }
}
