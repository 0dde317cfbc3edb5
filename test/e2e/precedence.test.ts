import { expect, test } from "vitest";
import { type GoldenDeploy, golden } from "../precedence/golden.ts";
import { type InstanceSet, readParameter } from "../precedence/org-settings.ts";
import { toldByExplain, toldByResolve } from "../precedence/told.ts";
import type { Api } from "../support/stack/api.ts";
import { useStack } from "../support/stack/use-stack.ts";

const stack = useStack();

// Each deploy has an organization of its own.
test.each(golden.map((deploy, index) => ({ ...deploy, index })))(
  "in the mode $mode, $title: so say POST /v1/resolve and POST /v1/explain",
  async (deploy) => {
    const org = `golden${deploy.index}`;
    const { body: created } = await stack.as(stack.facts.operatorKey)("POST", "/v1/orgs", { name: org });
    const admin = stack.as(created.adminKey);
    await prepare(admin, { ...deploy, target: { ...deploy.target, org } });
    const asked = { ...deploy.target, org, purpose: deploy.purpose };
    const { body: explanation } = await admin("POST", "/v1/explain", asked);
    expect(toldByExplain(explanation)).toEqual(deploy.expected);
    expect(await resolve(admin, asked)).toEqual(deploy.expected);
  },
);

async function resolve(admin: Api, asked: object) {
  const { status, body } = await admin("POST", "/v1/resolve", asked);
  if (status !== 200) return { problem: body.code };
  for (const { key, value, source } of body.parameters) expect(value).toBe(`${source} ${key}`);
  return toldByResolve(body);
}

/** Saves everything that is set in an organization. */
async function prepare(admin: Api, { org: set, target }: GoldenDeploy): Promise<void> {
  const put = async (path: string, body: object, method = "PUT") => {
    const { status, body: answer } = await admin(method, `/v1/orgs/${target.org}${path}`, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  };
  await put("", { staticKeys: "allow" }, "PATCH");
  for (const [name, { roleArn = null, parameters = [] }] of Object.entries(set.profiles ?? {})) {
    const accessRole = roleArn === null ? null : { roleArn };
    await put(`/profiles/${name}`, { accessRole, parameters: valuesAt("profile", parameters) });
  }
  if (set.stages?.length !== 0) await put("", { stages: set.stages }, "PATCH");
  for (const [name, roleArn] of Object.entries(set.providers ?? {})) {
    const isDefault = name === set.defaultProvider;
    await put(`/providers/${name}`, {
      isDefault,
      ...(roleArn === null ? keys : { accessRole: { roleArn } }),
    });
  }
  const { stages, services, instances, blueprint, blueprints, ...app } = set.apps[target.app] ?? {};
  const atApp = `/apps/${target.app}`;
  const atService = `${atApp}/services/${encodeURIComponent(target.service)}`;
  const atInstance = `${atService}/instances/${target.stage}/${target.region}`;
  await put(atApp, app);
  for (const [stage, profile] of Object.entries(stages ?? {}))
    await put(`${atApp}/stages/${stage}`, { profile });
  if (blueprint !== undefined) await putTarget(`${atApp}/blueprints/services`, "service", blueprint);
  for (const [stage, each] of Object.entries(blueprints ?? {}))
    await putTarget(`${atApp}/blueprints/stages/${stage}`, "instance", each);
  for (const service of Object.values(services ?? {})) await putTarget(atService, "service", service);
  for (const instance of Object.values(instances ?? {})) {
    if (Object.keys(services ?? {}).length === 0) await put(atService, {});
    await putTarget(atInstance, "instance", instance);
  }

  async function putTarget(path: string, level: string, { removed, parameters, ...fields }: InstanceSet) {
    await put(path, { ...fields, parameters: valuesAt(level, parameters ?? []) });
    if (removed === true)
      expect(await admin("DELETE", `/v1/orgs/${target.org}${path}`)).toMatchObject({ status: 204 });
  }
}

/** Every value names the level and the key. */
function valuesAt(level: string, parameters: readonly string[]) {
  return parameters.map(readParameter).map(({ key, kind }) => {
    if (kind === "none") return { key, none: true };
    return kind === "value" ? { key, value: `${level} ${key}` } : { key, secretsManager: { secretId: key } };
  });
}

const keys = {
  staticKeys: { accessKeyId: "AKIAEXAMPLE000000001", secretAccessKey: "a-secret-of-an-iam-user" },
};
