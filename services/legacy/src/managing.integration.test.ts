import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LegacyUnderTest, startLegacy } from "../test/legacy-under-test.ts";

const org = "acmecorp";
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const service = encodeURI("appName|shop|serviceName|orders");
const instance = encodeURI("appName|shop|serviceName|orders|stage|prod|region|eu-west-1");
/** How the later clients identify themselves. */
const headers = { "user-agent": "axios/1.6.2" };

let legacy: LegacyUnderTest;
let admin: string;
let key: string;

beforeAll(async () => {
  legacy = await startLegacy();
  admin = await legacy.createOrg(org);
  key = await legacy.createKey(admin, org);
  await manage("PATCH", "", { clients: { legacy: "allow" } });
  await manage("PUT", "/profiles/dev", {
    accessRole: { roleArn: "arn:aws:iam::222222222222:role/of-the-profile" },
    parameters: [{ key: "OF_PROFILE", value: "p" }],
  });
  await manage("PUT", "/apps/shop", { defaultProfile: "dev", mode: "providers" });
  await manage("PUT", "/apps/old", { defaultProfile: "dev" });
});
afterAll(() => legacy.close());

function manage(method: string, path: string, body: object) {
  return legacy.manage(admin, `${method} /v1/orgs/${org}${path}`, body);
}

/** Asks as the client library does, with an admin's key unless another is given. */
function ask(route: string, body?: object, by = admin) {
  const [method, path] = route.split(" ");
  return legacy.ask(by, `${method} /orgs/${org}${path}`, body, headers);
}

describe("what the client library manages", () => {
  test("a provider is created, read, listed, changed and deleted", async () => {
    const providerDetails = { roleArn };
    const created = await ask("POST /providers", { alias: "spare", providerDetails });
    const spare = {
      ...{ providerUid: "spare", alias: "spare", providerName: "aws", providerType: "roleArn" },
      ...{ providerDetails, isDefault: false },
    };
    expect(created).toMatchObject({ status: 200, body: { result: spare } });
    expect((await ask("GET /providers")).body).toEqual({ result: [spare] });
    const moved = { roleArn: "arn:aws:iam::333333333333:role/deploy" };
    await ask("PUT /providers/spare", { providerDetails: moved });
    expect((await ask("GET /providers/spare")).body).toEqual({
      result: { ...spare, providerDetails: moved },
    });
    expect((await ask("DELETE /providers/spare")).status).toBe(200);
    expect(await ask("GET /providers/spare")).toMatchObject({
      status: 404,
      body: { errorMessage: expect.stringContaining('no provider "spare"') },
    });
  });

  test("the secret of static keys never comes back", async () => {
    const secretAccessKey = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";
    const given = {
      alias: "keys",
      providerDetails: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey },
    };
    expect((await ask("POST /providers", given)).body.errorMessage).toContain("are not allowed in acmecorp");
    await manage("PATCH", "", { staticKeys: "allow" });
    expect((await ask("POST /providers", given)).status).toBe(200);
    const { text } = await ask("GET /providers");
    expect(text).toContain("AKIAIOSFODNN7EXAMPLE");
    expect(text).not.toContain(secretAccessKey);
    await ask("DELETE /providers/keys");
  });

  test("the default is set, moves to another provider, and is unset", async () => {
    for (const alias of ["main", "other"])
      await ask("POST /providers", { alias, providerDetails: { roleArn } });
    expect((await ask("POST /providers/main/set-default")).body.result.isDefault).toBe(true);
    expect((await ask("POST /providers/other/set-default")).body.result.isDefault).toBe(true);
    expect((await ask("GET /providers/main")).body.result.isDefault).toBe(false);
    const unset = await ask("POST /providers/other/set-default/?isDefault=false");
    expect(unset.body.result.isDefault).toBe(false);
  });

  test("an instance and a service are linked before their first deploy, and a link is removed", async () => {
    for (const path of [`/services/${service}`, `/instances/${instance}`]) {
      expect((await ask(`POST ${path}`, { providerUid: "main" })).status).toBe(200);
      expect((await ask(`GET ${path}`)).body.result).toMatchObject([{ providerUid: "main" }]);
    }
    expect((await ask(`DELETE /instances/${instance}/providers/other`)).status).toBe(404);
    expect((await ask(`DELETE /instances/${instance}/providers/main`)).status).toBe(200);
    expect((await ask(`GET /instances/${instance}`)).body).toEqual({ result: [] });
    expect((await ask(`POST /services/${service}`, { providerUid: "nobody" })).body.errorMessage).toContain(
      "names no provider of acmecorp",
    );
    expect((await ask("DELETE /providers/main")).body.errorMessage).toContain("orders");
  });

  test("parameters are added, changed and removed, and their values never come back", async () => {
    const path = `/instances/${instance}/params`;
    const named = { paramUid: "KEY", paramName: "KEY" };
    expect((await ask(`POST ${path}`, { paramName: "KEY", paramValue: "v1" })).body.result).toEqual(named);
    expect((await ask(`POST ${path}`, { paramName: "KEY", paramValue: "v2" })).status).toBe(409);
    expect((await ask(`PUT ${path}/KEY`, { paramValue: "v2" })).status).toBe(200);
    expect((await ask(`PUT ${path}/OTHER`, { paramValue: "v2" })).status).toBe(404);
    expect((await ask(`GET ${path}`)).body.result).toEqual([
      { ...named, paramValue: null, paramType: "instances" },
    ]);
    expect((await ask(`DELETE ${path}/KEY`)).status).toBe(200);
    expect((await ask(`GET ${path}`)).body).toEqual({ result: [] });
  });

  test("a deployer's key manages nothing", async () => {
    for (const route of ["GET /providers", `GET /services/${service}`, `GET /services/${service}/params`])
      expect((await ask(route, undefined, key)).status, route).toBe(403);
    expect((await ask(`POST /instances/${instance}`, { providerUid: "main" }, key)).status).toBe(403);
  });
});

describe("an app that resolves by providers", () => {
  const at = `/services/${service}/instances/${instance}`;
  beforeAll(async () => {
    await ask(`POST /services/${service}`, { providerUid: "main" });
    for (const [path, paramName, paramValue] of [
      [`/services/${service}`, "BOTH", "of the service"],
      [`/services/${service}`, "SERVICE", "s"],
      [`/instances/${instance}`, "BOTH", "of the instance"],
    ])
      await ask(`POST ${path}/params`, { paramName, paramValue });
  });
  const params = [
    { paramName: "BOTH", paramValue: "of the instance", paramType: "instances" },
    { paramName: "SERVICE", paramValue: "s", paramType: "services" },
  ];

  test("later clients get what the instance and its service hold, and where it is held", async () => {
    const { result } = (await ask(`GET ${at}/params`, undefined, key)).body;
    expect(result).toHaveLength(2);
    expect(result).toEqual(expect.arrayContaining(params));
    const both = (await ask(`GET ${at}/params-and-providers`, undefined, key)).body.result;
    expect(both.params).toEqual(result);
    expect(both.providers).toMatchObject([{ providerName: "aws", alias: "main" }]);
  });

  test("clients of 1.x are refused with the versions that know providers", async () => {
    const path = `POST /core/tenants/${org}/applications/shop/profileValue`;
    const { status, body } = await legacy.ask(key, path, { stageName: "prod", serviceName: "orders" });
    expect(status).toBe(409);
    expect(body.errorMessage).toContain("@serverless/enterprise-plugin 4.4.1 or newer");
    expect(body.errorMessage).toContain("serverless 2.x");
  });

  test("clients of 2.x get the empty profile, so that nothing of it takes the place of what is hidden", async () => {
    const path = `POST /core/tenants/${org}/applications/shop/profileValue`;
    expect(await legacy.ask(key, path, { stageName: "prod" }, headers)).toMatchObject({
      status: 200,
      body: { secretValues: [], safeguardsPolicies: [], providerCredentials: null },
    });
  });

  test("the list of deployments names what was deployed to the instance, to admins", async () => {
    const path = `/core/tenants/${org}/applications/shop/services/orders/stages/prod/regions/eu-west-1/deployments`;
    expect(await legacy.ask(key, `GET ${path}`, undefined, headers)).toMatchObject({ status: 403 });
    const { status, body } = await legacy.ask(admin, `GET ${path}`, undefined, headers);
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(0);
    expect(body.items[0]).toMatchObject({
      serviceName: "orders",
      stageName: "prod",
      regionName: "eu-west-1",
    });
    expect((await legacy.ask(admin, `GET ${path}?x-cursor=nonsense`, undefined, headers)).status).toBe(400);
  });
});

describe("an app in the mode mixed", () => {
  const profileValue = `POST /core/tenants/${org}/applications/shop/profileValue`;
  const at = `/services/${service}/instances/${instance}`;
  beforeAll(() => manage("PATCH", "/apps/shop", { mode: "mixed" }));

  test("clients that never name their instance are answered from the profile", async () => {
    const { body } = await legacy.ask(key, profileValue, { stageName: "prod" });
    expect(body.secretValues).toMatchObject([{ secretName: "OF_PROFILE" }]);
    expect(legacy.issued.at(-1)?.accessRole.roleArn).toBe("arn:aws:iam::222222222222:role/of-the-profile");
  });

  test("a client that merges what it gets at every route never gets back what its instance hides", async () => {
    await manage("PUT", "/apps/shop/services/orders/instances/prod/eu-west-1", {
      provider: { none: true },
      parameters: ["BOTH", "SERVICE", "OF_PROFILE"].map((name) => ({ key: name, none: true })),
    });
    const issued = legacy.issued.length;
    const { body } = await legacy.ask(key, profileValue, { stageName: "prod" }, headers);
    expect(body).toEqual({ secretValues: [], safeguardsPolicies: [], providerCredentials: null });
    expect((await ask(`GET ${at}`, undefined, key)).body).toEqual({});
    expect((await ask(`GET ${at}/params`, undefined, key)).body).toEqual({ result: [] });
    expect(legacy.issued).toHaveLength(issued);
  });

  test("a client whose stage is not resolved gets no credentials, since it asks for no provider", async () => {
    const stageName = "${opt:stage, 'prod'}";
    const { body } = await legacy.ask(key, profileValue, { stageName }, headers);
    expect(body.providerCredentials.secretValue.accessKeyId).toBe("ASIASTAGEPASSREFUSED");
    expect(body.secretValues).toEqual([]);
  });
});
