import { describe, expect, test } from "vitest";
import { makeTarget } from "../../../../test/support/target.ts";
import { readClientRecord } from "./read-client-record.ts";

const target = makeTarget({ org: "acmeorg", app: "shop-app", service: "orders", region: "us-east-1" });

/** As enterprise plugin 3.8.4 sends it. */
const deployment = {
  versionFramework: "1.83.3",
  versionEnterprisePlugin: "3.8.4",
  versionSDK: "2.3.2",
  serverlessFile: "service: orders\n",
  serverlessFileName: "/home/dev/orders/serverless.yml",
  tenantUid: "org_1",
  appUid: "app_1",
  tenantName: "acmeorg",
  appName: "shop-app",
  serviceName: "orders",
  stageName: "prod",
  regionName: "us-east-1",
  deploymentUid: "0f8fad5b-d9cb-469f-a165-70867728950e",
  status: "success",
  error: null,
  archived: false,
  logIngestMode: "push",
  logsRoleArn: null,
  provider: { type: "aws", aws: { accountId: "222222222222" } },
  functions: { "orders-prod-hello": { name: "orders-prod-hello", type: "awsLambda" } },
  subscriptions: [{ type: "http", function: "orders-prod-hello", path: "hello", method: "get", custom: {} }],
  resources: {},
  layers: {},
  plugins: [],
  custom: {},
  secrets: ["GREETING"],
  outputs: { apiUrl: "https://x.example.com" },
  safeguards: [
    {
      approved: false,
      failed: true,
      message: "no cfnRole set",
      policy: {
        policyUid: "p1",
        title: "T",
        description: "D",
        safeguardName: "require-cfn-role",
        safeguardConfig: null,
        enforcementLevel: "error",
      },
    },
  ],
  vcs: { type: "git", branch: "main", originUrl: "https://dev:token@git.example.com/shop.git" },
};
const removal = {
  ...{ versionFramework: "1.83.3", status: "success", archived: true, serverlessFile: null },
  ...{ functions: {}, subscriptions: [], outputs: {}, secrets: [], error: null },
};

const read = (body: unknown) => readClientRecord(target, body);
const without = (field: string) =>
  Object.fromEntries(Object.entries(deployment).filter(([key]) => key !== field));

describe("the record of a deployment", () => {
  test("the record of a deployment keeps every field that the clients are known to send", () => {
    const { details, ...rest } = read(deployment);
    expect(rest).toEqual({
      deploymentUid: deployment.deploymentUid,
      status: "success",
      archived: false,
      versions: { framework: "1.83.3", plugin: "3.8.4", sdk: "2.3.2" },
      outputs: deployment.outputs,
    });
    expect(details).toMatchObject({
      functions: deployment.functions,
      subscriptions: deployment.subscriptions,
      parameterKeys: ["GREETING"],
      provider: deployment.provider,
      serverlessFile: deployment.serverlessFile,
      buildId: null,
    });
  });

  test("the record of a deployment loses fields that are unknown", () => {
    expect(JSON.stringify(read({ ...deployment, surprise: "x" }))).not.toContain("surprise");
  });

  test("the record of a deployment does not keep the password in the URL of the repository", () => {
    expect(read(deployment).details.vcs).toMatchObject({ originUrl: "https://git.example.com/shop.git" });
  });

  test.each([
    [{ approved: true, failed: false }, "error", "passed"],
    [{ approved: false, failed: true }, "error", "failed"],
    [{ approved: false, failed: true }, "warning", "warned"],
    [{ approved: true, failed: true }, "error", "unclear"],
    [{ approved: false, failed: false }, "error", "unclear"],
  ])("the result %j of a safeguard at the level %s is recorded as %s", (said, enforcementLevel, outcome) => {
    const policy = { title: "T", safeguardName: "javascript", enforcementLevel };
    const { details } = read({ ...deployment, safeguards: [{ ...said, policy }] });
    expect(details.clientSafeguards).toMatchObject([{ name: "T", safeguard: "javascript", outcome }]);
  });

  test.each(["safeguards", "secrets", "vcs", "custom", "buildId", "versionSDK", "tenantName"])(
    "may lack %s",
    (field) => {
      expect(read(without(field)).status).toBe("success");
    },
  );
});

describe("the record of a removal", () => {
  test("the record of a removal needs no id, no functions and no outputs", () => {
    expect(read(removal)).toMatchObject({ archived: true, deploymentUid: null, outputs: {} });
  });

  test("the record of a removal may hold little more than its status", () => {
    const body = { archived: true, status: "success", versionFramework: "3.40.0" };
    expect(read(body)).toMatchObject({ archived: true, details: { functions: {}, subscriptions: [] } });
  });
});

describe("a record that breaks a rule", () => {
  test.each(["status", "versionFramework", "deploymentUid", "functions", "subscriptions", "outputs"])(
    "when it lacks %s",
    (field) => {
      expect(() => read(without(field))).toThrow(`$.${field}: `);
    },
  );

  test.each([
    ["no object", "text", "$: must be an object"],
    ["another status", { ...deployment, status: "done" }, '$.status: must be "success" or "error"'],
    ["another app", { ...deployment, appName: "other" }, "$.appName: must be the app of the path"],
    [
      "another region",
      { ...removal, regionName: "eu-west-1" },
      "$.regionName: must be the region of the path",
    ],
    [
      "too many functions",
      {
        ...deployment,
        functions: Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`f${n}`, {}])),
      },
      "$.functions: must have at most 1000 entries",
    ],
    [
      "a long name",
      { ...deployment, buildId: "x".repeat(1_025) },
      "$.buildId: must have at most 1024 characters",
    ],
  ])("a record is refused, and told why, when it is %s", (_what, body, sentence) => {
    expect(() => read(body)).toThrow(sentence);
  });
});
