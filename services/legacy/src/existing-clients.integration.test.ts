import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query } from "../../../test/support/servers/schema.ts";
import { type LegacyUnderTest, lockedRole, startLegacy } from "../test/legacy-under-test.ts";

const org = "acmecorp";
const shop = `/core/tenants/${org}/applications/shop`;
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const unresolved = "${opt:stage, 'dev'}";

let legacy: LegacyUnderTest;
let admin: string;
let key: string;

beforeAll(async () => {
  legacy = await startLegacy();
  admin = await legacy.createOrg(org);
  key = await legacy.createKey(admin, org);
  await legacy.manage(admin, `PATCH /v1/orgs/${org}`, { clients: { legacy: "allow" } });
  const safeguard = (name: string, id: string, settings?: unknown, more: object = {}) => ({
    ...{ name, safeguard: id, enforcementLevel: "error", settings },
    ...more,
  });
  await put("/profiles/dev", {
    accessRole: { roleArn },
    parameters: [
      { key: "DB_URL", value: "postgres://dev" },
      { key: "EMPTY", value: "" },
    ],
    safeguards: [
      safeguard("EU only", "allowed-regions", "eu-central-1"),
      safeguard("Small stages", "allowed-stages", ["dev", "test"]),
      safeguard("Small", "expression", "resources.size() < 3"),
      safeguard("Elsewhere", "require-dlq", undefined, { scope: { stages: ["prod"] } }),
    ],
  });
  await put("/profiles/plain", { accessRole: { roleArn }, parameters: [{ key: "A", value: "b" }] });
  await put("/profiles/locked", { accessRole: { roleArn: lockedRole } });
  await put("/profiles/looking", { accessRole: { roleArn }, clients: { legacy: "plan-only" } });
  await put("/profiles/closed", { accessRole: { roleArn }, clients: { legacy: "deny" } });
  await put("/profiles/frozen", {
    accessRole: { roleArn },
    safeguards: [safeguard("Freeze", "restricted-deploy-times", { time: "2020-01-01", duration: "P100Y" })],
  });
  await put("/apps/shop", { defaultProfile: "dev" });
  for (const profile of ["plain", "locked", "looking", "closed", "frozen"])
    await put(`/apps/shop/stages/${profile}`, { profile });
  await put("/apps/bare", {});
});
afterAll(() => legacy.close());

function put(path: string, body: object) {
  return legacy.manage(admin, `PUT /v1/orgs/${org}${path}`, body);
}

function profileValue(stageName: string, more: { app?: string; by?: string; headers?: object } = {}) {
  const { app = "shop", by = key, headers } = more;
  return legacy.ask(
    by,
    `POST /core/tenants/${org}/applications/${app}/profileValue`,
    { stageName },
    { ...headers },
  );
}

describe("profileValue", () => {
  test("profileValue returns credentials, parameters, and the safeguards that the client evaluates", async () => {
    const { status, body } = await profileValue("dev");
    expect(status).toBe(200);
    expect(body.secretValues).toEqual([
      { secretName: "DB_URL", secretProperties: { value: "postgres://dev" } },
      { secretName: "EMPTY", secretProperties: { value: "" } },
    ]);
    expect(body.providerCredentials).toEqual({
      secretType: "awsIam",
      secretValue: { accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" },
    });
    expect(body.safeguardsPolicies).toMatchObject([
      { title: "EU only", safeguardName: "allowed-regions", safeguardConfig: ["eu-central-1"] },
      { title: "Small stages", safeguardName: "allowed-stages", safeguardConfig: ["dev", "test"] },
      { title: "Small", safeguardName: "javascript", safeguardConfig: '"false"' },
    ]);
  });

  test("profileValue returns the default profile for a stage with variables, and leaves evaluating to the client", async () => {
    const { status, body } = await profileValue(unresolved);
    expect(status).toBe(200);
    const names = body.safeguardsPolicies.map(({ title }: { title: string }) => title);
    // Also what may be about another stage.
    expect(names).toEqual(["EU only", "Small stages", "Small", "Elsewhere"]);
  });

  test("profileValue is recorded like a resolve call, with only what the client sent", async () => {
    await legacy.ask(key, `POST ${shop}/profileValue`, { stageName: "plain", serviceName: "orders" });
    await profileValue(unresolved);
    const { body } = await legacy.manage(admin, `GET /v1/orgs/${org}/deployments?limit=2`);
    expect(body.items.map(({ target }: { target: object }) => target)).toEqual([
      { org, app: "shop", stage: unresolved },
      { org, app: "shop", stage: "plain", service: "orders" },
    ]);
  });

  test("profileValue has no content for an app without a profile", async () => {
    expect(await profileValue("dev", { app: "bare" })).toMatchObject({ status: 204, text: "" });
  });

  test("profileValue is refused, before credentials are issued, when a safeguard fails", async () => {
    const before = legacy.issued.length;
    expect(await profileValue("nowhere")).toMatchObject({
      status: 409,
      body: {
        errorMessage:
          'Blocked by safeguards of the profile dev: "Small stages": Stage name "nowhere" not in list of permitted names: ["dev","test"].',
      },
    });
    const frozen = await profileValue("frozen");
    expect(frozen.body.errorMessage).toMatch(
      /^Blocked by safeguards of the profile frozen: "Freeze": Deploying on \d{4}-\d\d-\d\d is not allowed/,
    );
    expect(legacy.issued).toHaveLength(before);
  });

  test("profileValue returns a plan's credentials where the profile says so, and nothing where it denies clients", async () => {
    expect(await profileValue("looking")).toMatchObject({ status: 200 });
    expect(legacy.issued.at(-1)).toMatchObject({ purpose: "plan" });
    expect(await profileValue("closed")).toMatchObject({
      status: 403,
      body: {
        errorMessage:
          "The profile closed does not serve this version of the Serverless Framework. An admin of acmecorp can change that: " +
          'PATCH /v1/orgs/acmecorp/profiles/closed with {"clients":{"legacy":"allow"}}.',
      },
    });
  });

  test("profileValue says in short that a role cannot be assumed, and whom to ask", async () => {
    expect(await profileValue("locked")).toMatchObject({
      status: 409,
      body: {
        errorMessage:
          `AWS refuses Stagepass sts:AssumeRole on the role ${lockedRole} in the account 222222222222. Nothing was deployed. ` +
          "Ask an admin of your organization to check the profile's access role.",
      },
    });
  });
});

test("an organization that denies existing clients overrules its profiles, and the client is told who can change it", async () => {
  const other = "denycorp";
  const otherAdmin = await legacy.createOrg(other);
  await legacy.manage(otherAdmin, `PATCH /v1/orgs/${other}`, { clients: { legacy: "deny" } });
  await legacy.manage(otherAdmin, `PUT /v1/orgs/${other}/profiles/dev`, { clients: { legacy: "allow" } });
  await legacy.manage(otherAdmin, `PUT /v1/orgs/${other}/apps/shop`, { defaultProfile: "dev" });
  const answer = await legacy.ask(otherAdmin, `POST /core/tenants/${other}/applications/shop/profileValue`, {
    stageName: "dev",
  });
  expect(answer).toMatchObject({
    status: 403,
    body: {
      errorMessage:
        "The organization denycorp does not serve this version of the Serverless Framework. An admin can change that: " +
        'PATCH /v1/orgs/denycorp with {"clients":{"legacy":"allow"}}.',
    },
  });
});

describe("clients that are too old", () => {
  const other = "strictcorp";
  const at = `/core/tenants/${other}/applications/shop`;
  const deployments = `${at}/services/orders/stages/dev/regions/eu-central-1/deployments`;
  let strict: string;
  beforeAll(async () => {
    strict = await legacy.createOrg(other);
    const minimumVersions = { sdk: "2.3.0", framework: "1.67.0", plugin: "3.8.0" };
    await legacy.manage(strict, `PATCH /v1/orgs/${other}`, {
      clients: { legacy: "allow", minimumVersions },
    });
    await legacy.manage(strict, `PUT /v1/orgs/${other}/apps/shop`, {});
  });

  test("clients with an old SDK are refused on every call, and told what to install", async () => {
    const headers = { "x-platform-version": "2.2.1" };
    for (const [route, body] of [
      [`GET ${at}`],
      [`POST ${at}/profileValue`, { stageName: "dev" }],
      [`POST ${deployments}`, record()],
    ] as const) {
      const answer = await legacy.ask(strict, route, body, headers);
      expect(answer).toMatchObject({ status: 403 });
      expect(answer.body.errorMessage).toBe(
        "Your @serverless/platform-sdk 2.2.1 is too old: strictcorp demands 2.3.0 or newer. " +
          "Install a newer client: npm install --save-dev serverless@1.83.3",
      );
    }
  });

  test("clients whose plugin must be too old are refused before they get anything", async () => {
    const newcorp = "newcorp";
    const other = await legacy.createOrg(newcorp);
    const clients = { legacy: "allow", minimumVersions: { plugin: "4.5.0" } };
    await legacy.manage(other, `PATCH /v1/orgs/${newcorp}`, { clients });
    await legacy.manage(other, `PUT /v1/orgs/${newcorp}/profiles/dev`, { accessRole: { roleArn } });
    await legacy.manage(other, `PUT /v1/orgs/${newcorp}/apps/shop`, { defaultProfile: "dev" });
    const before = legacy.issued.length;
    const ask = (headers: Record<string, string>) =>
      legacy.ask(
        other,
        `POST /core/tenants/${newcorp}/applications/shop/profileValue`,
        { stageName: "dev" },
        headers,
      );
    expect(await ask({ "x-platform-version": "2.3.2" })).toMatchObject({
      status: 403,
      body: {
        errorMessage:
          "Your plugin is too old, before 4.5.0 as its @serverless/platform-sdk 2.3.2 shows: newcorp demands 4.5.0 or " +
          "newer. Install a newer client: npm install --save-dev serverless@2.72.4",
      },
    });
    expect(legacy.issued).toHaveLength(before);
    expect((await ask({ "user-agent": "axios/1.6.2" })).status).toBe(200);
  });

  // Whoever is refused its organization's name asks for no provider, and uses the credentials that it finds.
  test("later clients that are too old learn their organization, and get credentials that AWS refuses", async () => {
    const clients = { legacy: "allow", minimumVersions: { sdk: "2.3.0", unknown: "deny" } };
    const demanding = await legacy.createOrg("demandingcorp");
    await legacy.manage(demanding, "PATCH /v1/orgs/demandingcorp", { clients });
    expect(await legacy.ask(demanding, "GET /core/tenants/demandingcorp")).toMatchObject({
      status: 200,
      body: { orgUid: "demandingcorp" },
    });
    const service = encodeURIComponent("appName|shop|serviceName|orders");
    const instance = `${service}${encodeURIComponent("|stage|dev|region|eu-central-1")}`;
    const path = `/orgs/demandingcorp/services/${service}/instances/${instance}`;
    const { body } = await legacy.ask(demanding, `GET ${path}`);
    expect(body.result).toMatchObject([
      {
        alias: expect.stringContaining("This client does not say which version"),
        providerDetails: { accessKeyId: "ASIASTAGEPASSREFUSED" },
      },
    ]);
  });

  test("clients that are too old have their record refused for the versions in it", async () => {
    const headers = { "x-platform-version": "2.3.2" };
    const old = { ...record(), versionFramework: "1.50.0" };
    expect((await legacy.ask(strict, `POST ${deployments}`, old, headers)).body.errorMessage).toContain(
      "Your serverless 1.50.0 is too old: strictcorp demands 1.67.0 or newer.",
    );
    expect((await legacy.ask(strict, `POST ${deployments}`, record(), headers)).status).toBe(200);
  });
});

/** What a client reports, at its shortest. */
function record(more: object = {}) {
  return {
    ...{ versionFramework: "1.83.3", versionEnterprisePlugin: "3.8.4", versionSDK: "2.3.2" },
    ...{
      deploymentUid: "0b1c9c5e-3b1d-4f6c-9a3e-0123456789ab",
      status: "success",
      error: null,
      archived: false,
    },
    ...{ functions: {}, subscriptions: [], outputs: { apiUrl: "https://api" }, secrets: [], safeguards: [] },
    ...more,
  };
}

describe("records", () => {
  const instance = `${shop}/services/orders/stages/plain/regions/eu-central-1`;

  test("a record is kept once, and its outputs and the state of the service can be read", async () => {
    const first = await legacy.ask(key, `POST ${instance}/deployments`, record());
    expect(first).toMatchObject({
      status: 200,
      body: { deploymentId: expect.stringMatching(/^dep_/), repeated: false },
    });
    const again = await legacy.ask(key, `POST ${instance}/deployments`, record());
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(await legacy.ask(key, `POST ${instance}/outputs`, { outputName: "apiUrl" })).toMatchObject({
      body: { value: "https://api" },
    });
    expect(await legacy.ask(key, `GET ${shop}/services/orders`)).toMatchObject({
      body: { stagesAndRegions: { plain: { "eu-central-1": { outputs: { apiUrl: "https://api" } } } } },
    });
  });

  test("a second record of a deployment that differs is refused", async () => {
    await legacy.ask(key, `POST ${instance}/deployments`, record());
    const other = await legacy.ask(key, `POST ${instance}/deployments`, record({ outputs: {} }));
    expect(other.status).toBe(409);
    expect(other.body.errorMessage).toContain("is kept already");
  });

  test("a record without a required field, or beyond a limit, is refused with a sentence", async () => {
    const { functions: _, ...lacking } = record({ deploymentUid: "0b1c9c5e-3b1d-4f6c-9a3e-0123456789ac" });
    expect(await legacy.ask(key, `POST ${instance}/deployments`, lacking)).toMatchObject({
      status: 400,
      body: { errorMessage: '"functions" is required.' },
    });
    const large = record({ custom: "x".repeat(6 * 1024 * 1024) });
    const refused = await legacy.ask(key, `POST ${instance}/deployments`, large);
    expect(refused).toMatchObject({ status: 413, body: { errorMessage: expect.stringContaining("6 MiB") } });
  });

  test("a record of several megabytes is kept", async () => {
    const deploymentUid = "0b1c9c5e-3b1d-4f6c-9a3e-0123456789ad";
    const large = record({ deploymentUid, custom: { notes: "some words ".repeat(400_000) } });
    expect((await legacy.ask(key, `POST ${instance}/deployments`, large)).status).toBe(200);
  });

  test("a record holds no value of a sensitive parameter, in whatever encoding", async () => {
    const stage = `${shop}/services/hidden/stages/secretive/regions/eu-central-1/deployments`;
    await put("/profiles/secretive", { parameters: [{ key: "TOKEN", value: "correct-horse-battery" }] });
    await put("/apps/shop/stages/secretive", { profile: "secretive" });
    const hidden = Buffer.from("token: correct-horse-battery").toString("base64");
    const custom = { plain: "correct-horse-battery", hidden };
    await profileValue("secretive");
    expect((await legacy.ask(key, `POST ${stage}`, record({ custom }))).status).toBe(200);
    const rows = await query(
      legacy.databaseUrl,
      "select details::text as details from reports where stage = 'secretive'",
    );
    expect(JSON.stringify(rows)).toContain("[parameter TOKEN]");
    expect(JSON.stringify(rows)).not.toContain("correct-horse-battery");
    expect(JSON.stringify(rows)).not.toContain(hidden);
  });

  test("an output is returned as it was reported, or withheld as a whole because it holds a secret", async () => {
    const at = `${shop}/services/outputs/stages/prod/regions/eu-central-1`;
    await put("/profiles/named", {
      parameters: [
        { key: "STAGE_NAME", value: "prod" },
        { key: "TOKEN", value: "x7k2p9q4m1zb" },
      ],
    });
    await put("/apps/shop/stages/prod", { profile: "named" });
    await profileValue("prod");
    const outputs = {
      ...{ prodUrl: "https://api/prod", stage: "prod", callback: "https://api?t=x7k2p9q4m1zb" },
      "of-x7k2p9q4m1zb": "kept by nobody",
    };
    expect((await legacy.ask(key, `POST ${at}/deployments`, record({ outputs }))).status).toBe(200);
    const read = (outputName: string) => legacy.ask(key, `POST ${at}/outputs`, { outputName });
    expect((await read("prodUrl")).body).toEqual({ value: "https://api/prod" });
    expect((await read("stage")).body).toEqual({ value: "prod" });
    expect(await read("callback")).toMatchObject({
      status: 409,
      body: {
        errorMessage:
          'Output "callback" is withheld: of shop/outputs in the stage prod and region eu-central-1, it holds a secret ' +
          "(parameter TOKEN). Take the value from where it comes from, or mark its parameter as not sensitive and deploy again.",
      },
    });
    const { body } = await legacy.ask(key, `GET ${shop}/services/outputs`);
    expect(body.stagesAndRegions.prod["eu-central-1"].outputs).toEqual({
      ...{ prodUrl: "https://api/prod", stage: "prod" },
      ...{ callback: "[withheld: parameter TOKEN]", "[name withheld 1]": "[withheld: parameter TOKEN]" },
    });
    const rows = await query(legacy.databaseUrl, "select r::text from reports r where service = 'outputs'");
    expect(JSON.stringify(rows)).not.toContain("x7k2p9q4m1zb");
  });

  test("an output that does not exist is reported in the words that the clients look for", async () => {
    const answer = await legacy.ask(key, `POST ${instance}/outputs`, { outputName: "nothing" });
    expect(answer.status).toBe(404);
    expect(answer.body.errorMessage).toContain(" not found");
  });
});

describe("a request that the service must refuse", () => {
  test.each<
    [what: string, status: number, sentence: string, ask: () => Promise<{ status: number; body: unknown }>]
  >([
    [
      "an app that does not exist",
      404,
      'There is no app "shoq" in acmecorp. Did you mean shop?',
      () => profileValue("dev", { app: "shoq" }),
    ],
    [
      "an app that cannot exist",
      404,
      'There is no app "Shop_1": names are kebab-case, such as my-app.',
      () => profileValue("dev", { app: "Shop_1" }),
    ],
    [
      "a wrong key",
      401,
      "This access key does not work: it is unknown, revoked or expired. Ask an admin for another. " +
        "Set SERVERLESS_ACCESS_KEY to an access key of Stagepass.",
      () => profileValue("dev", { by: "sp_wrong" }),
    ],
    [
      "a stage that is too long",
      400,
      '"stageName" must be at most 256 characters.',
      () => profileValue("x".repeat(257)),
    ],
    [
      "a part of the path that is too long",
      400,
      '"stage" must be at most 256 characters.',
      () =>
        legacy.ask(
          key,
          `POST ${shop}/services/orders/stages/${"x".repeat(257)}/regions/eu-central-1/outputs`,
          {
            outputName: "apiUrl",
          },
        ),
    ],
    [
      "slugs that name nothing",
      400,
      "The path must name an instance as appName|…|serviceName|…|stage|…|region|…, percent-encoded, and its service before it.",
      () => legacy.ask(key, `GET /orgs/${org}/services/a%7Cb/instances/c%7Cd/params`),
    ],
    [
      "an endpoint that does not exist",
      404,
      "There is no endpoint GET /core/secrets. This version of the Serverless Framework asks for something that Stagepass does not have.",
      () => legacy.ask(key, "GET /core/secrets"),
    ],
  ])("a request is refused: %s", async (_, status, errorMessage, ask) => {
    expect(await ask()).toMatchObject({ status, body: { errorMessage } });
  });

  test("a key of another organization gets the same answer as for an organization that does not exist", async () => {
    const stranger = await legacy.createOrg("strangers");
    const one = await profileValue("dev", { by: stranger });
    const other = await legacy.ask(stranger, "POST /core/tenants/nosuchorg/applications/shop/profileValue", {
      stageName: "dev",
    });
    expect(one.status).toBe(404);
    expect(one.text.replace(org, "nosuchorg")).toBe(other.text);
  });

  test("a key for some apps and stages gets nothing for others, nor for a stage with variables", async () => {
    const narrow = await legacy.createKey(admin, org, { apps: ["shop"], stages: ["plain"] });
    expect((await profileValue("plain", { by: narrow })).status).toBe(200);
    expect(await profileValue("dev", { by: narrow })).toMatchObject({
      status: 403,
      body: {
        errorMessage:
          "This key does not cover the app shop with the stage dev. Ask an admin for a wider key.",
      },
    });
    expect((await profileValue(unresolved, { by: narrow })).body.errorMessage).toContain(
      "pass it with --stage",
    );
    expect((await profileValue("plain", { by: narrow, app: "bare" })).status).toBe(403);
  });
});

describe("the later clients", () => {
  const headers = { "user-agent": "axios/1.6.2" };
  const refusedByAws = {
    accessKeyId: "ASIASTAGEPASSREFUSED",
    secretAccessKey: "refused",
    sessionToken: "refused",
  };
  const withheldProfile = {
    status: 200,
    body: {
      secretValues: [],
      safeguardsPolicies: [],
      providerCredentials: { secretType: "awsIam", secretValue: refusedByAws },
    },
  };
  const slugs = (stage: string, service = "orders") => {
    const serviceSlug = encodeURIComponent(`appName|shop|serviceName|${service}`);
    const suffix = encodeURIComponent(`|stage|${stage}|region|eu-central-1`);
    return `/orgs/${org}/services/${serviceSlug}/instances/${serviceSlug}${suffix}`;
  };

  test("later clients get credentials as a provider, and parameters beside it", async () => {
    expect(await legacy.ask(key, `GET ${slugs("plain")}`)).toMatchObject({
      body: {
        result: [
          {
            providerName: "aws",
            alias: "plain",
            providerDetails: { accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" },
          },
        ],
      },
    });
    const before = legacy.issued.length;
    expect(await legacy.ask(key, `GET ${slugs("plain", "a|b")}/params`)).toMatchObject({
      body: { result: [{ paramName: "A", paramValue: "b", paramType: "instances" }] },
    });
    expect(legacy.issued).toHaveLength(before);
  });

  test("later clients are told whether parameters come from the stage's profile or from the default", async () => {
    await put("/profiles/open", { parameters: [{ key: "A", value: "b" }] });
    await put("/apps/open", { defaultProfile: "open" });
    await put("/apps/open/stages/prod", { profile: "open" });
    const typeIn = async (stage: string) => {
      const { body } = await legacy.ask(key, `GET ${slugs(stage).replaceAll("shop", "open")}/params`);
      return body.result.map(({ paramType }: { paramType: string }) => paramType);
    };
    expect(await typeIn("prod")).toEqual(["instances"]);
    expect(await typeIn("feature-x")).toEqual(["services"]);
  });

  test("later clients get no credentials from profileValue where a safeguard could block", async () => {
    const before = legacy.issued.length;
    expect(await profileValue("dev", { headers })).toMatchObject(withheldProfile);
    expect(legacy.issued).toHaveLength(before);
    expect(await profileValue("plain", { headers })).toMatchObject({
      body: { providerCredentials: { secretValue: { accessKeyId: "ASIA1" } } },
    });
    expect(await profileValue("dev", { headers, app: "bare" })).toMatchObject({ status: 204, text: "" });
  });

  test("clients get the empty profile where no profile applies and the app allows that, by the organization's rule", async () => {
    await put("/apps/unprofiled", { unprofiled: "allow" });
    const rule = (rules: object | null) => legacy.manage(admin, `PATCH /v1/orgs/${org}`, { clients: rules });
    const { body } = await legacy.manage(admin, `GET /v1/orgs/${org}`);
    const at = `GET ${slugs("dev").replaceAll("shop", "unprofiled")}`;
    const empty = { secretValues: [], safeguardsPolicies: [], providerCredentials: null };
    await rule({ ...body.clients, legacy: "allow" });
    for (const more of [{ app: "unprofiled" }, { app: "unprofiled", headers }])
      expect(await profileValue("dev", more)).toMatchObject({ status: 200, body: empty });
    expect(await legacy.ask(key, at)).toMatchObject({ status: 200, body: {} });
    expect(await legacy.ask(key, `${at}/params`)).toMatchObject({ status: 200, body: { result: [] } });
    await rule({ ...body.clients, legacy: undefined });
    expect(await profileValue("dev", { app: "unprofiled" })).toMatchObject({ status: 403 });
    await rule(body.clients);
  });

  test("later clients deploy with their own credentials where the profile has no role and nothing blocks", async () => {
    const safeguard = { name: "Known", safeguard: "allowed-stages", enforcementLevel: "error" };
    await put("/profiles/roleless", { safeguards: [{ ...safeguard, settings: ["roleless"] }] });
    await put("/apps/own", { defaultProfile: "roleless" });
    const at = (stage: string) => `GET ${slugs(stage).replaceAll("shop", "own")}`;
    const more = { app: "own", headers };
    expect(await profileValue("roleless", more)).toMatchObject({ status: 204, text: "" });
    expect(await legacy.ask(key, at("roleless"))).toMatchObject({ status: 200, body: {} });
    expect((await legacy.ask(key, at("other"))).body.result).toMatchObject([
      { providerDetails: refusedByAws },
    ]);
    // No provider is asked for before the stage is known.
    expect(await profileValue(unresolved, more)).toMatchObject(withheldProfile);
  });

  // After an error these clients would go on with the credentials that they find on their machine.
  test.each([
    ["that blocks", "frozen", /: Blocked by safeguards of the profile frozen: "Freeze": Deploying on /],
    [
      "blocks for want of what they do not send",
      "dev",
      /"Small": this version .* does not send what it judges/,
    ],
    [
      "that denies them",
      "closed",
      /: The profile closed does not serve this version of the Serverless Framework\. /,
    ],
    ["whose role nobody may assume", "locked", /: AWS refuses Stagepass sts:AssumeRole on the role /],
  ])(
    "later clients get credentials that AWS refuses for a profile %s, and are told why",
    async (_, stage, why) => {
      const before = legacy.issued.length;
      const { status, body } = await legacy.ask(key, `GET ${slugs(stage)}`);
      expect({ status, body }).toEqual({
        status: 200,
        body: {
          result: [{ providerName: "aws", alias: expect.stringMatching(why), providerDetails: refusedByAws }],
        },
      });
      expect(await profileValue(stage, { headers })).toMatchObject(withheldProfile);
      expect(legacy.issued).toHaveLength(before);
    },
  );

  test("later clients get credentials that AWS refuses for a service, stage or app that their key does not cover", async () => {
    const narrow = await legacy.createKey(admin, org, { apps: ["bare"] });
    const { body } = await legacy.ask(narrow, `GET ${slugs("plain")}`);
    expect(body.result[0]).toMatchObject({
      alias: expect.stringContaining("This key does not cover the app shop"),
      providerDetails: refusedByAws,
    });
  });

  test("later clients that ask for parameters are told which safeguard needs what they do not send", async () => {
    expect(await legacy.ask(key, `GET ${slugs("dev")}/params`)).toMatchObject({
      status: 409,
      body: {
        errorMessage:
          'Blocked by safeguards of the profile dev: "Small": this version of the Serverless Framework does not send what it judges.',
      },
    });
  });

  test("later clients get nothing where no profile applies", async () => {
    const bare = slugs("dev").replaceAll("shop", "bare");
    expect(await legacy.ask(key, `GET ${bare}`)).toMatchObject({ status: 200, body: {} });
    expect(await legacy.ask(key, `GET ${bare}/params`)).toMatchObject({ status: 200, body: { result: [] } });
  });
});
