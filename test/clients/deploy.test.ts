import { beforeAll, describe, expect, test } from "vitest";
import { makeTarget } from "../support/target.ts";
import { installedClients } from "./installed-clients.ts";
import { shopRoles, shopToken } from "./shop.ts";
import { type ServiceFolder, useClients } from "./use-clients.ts";

const version = "1.83.3";

// Each test continues where the one before it ended, like a person who deploys a service and removes it again.
describe.skipIf(installedClients[version] === undefined)("a service deployed with serverless@1.83.3", () => {
  const clients = useClients();
  let service: ServiceFolder;
  beforeAll(async () => {
    service = await clients.makeService();
    await service.change(
      "apiKeyName: orders-key",
      "apiKeyName: orders-key\n  url: https://shop/${param:STAGE_NAME}\n  callback: https://shop?token=${param:API_TOKEN}",
    );
  });
  const sls = (command: string) => clients.run(version, service, `${command} --stage prod`);
  const admin = (path: string) => clients.as(clients.facts.adminKey)("GET", `/v1/orgs/acmecorp${path}`);
  const newestDeployment = async () => {
    const { body } = await admin("/deployments?app=shop&stage=prod&limit=1");
    return (await admin(`/deployments/${body.items[0].id}`)).body;
  };
  /**
   * Returns the calls since the last time, and asserts that each was signed with credentials that Stagepass issued for
   * the profile's role.
   */
  const takeOwnCalls = () => {
    const calls = clients.takeAwsCalls();
    for (const { action, roleArn } of calls) expect(roleArn, action).toBe(shopRoles.prod);
    return calls.map(({ action }) => action);
  };

  test("the client deploys a service with nothing but the credentials of the profile's role", async () => {
    const { exitCode, stdout, refusedHosts } = await sls("deploy");
    expect(stdout).toContain("Stack update finished");
    expect(stdout).toContain("Successfully published your service");
    expect({ exitCode, refusedHosts }).toEqual({ exitCode: 0, refusedHosts: [] });
    expect(takeOwnCalls()).toEqual(
      expect.arrayContaining(["cloudformation:CreateStack", "s3:PutObject", "cloudformation:UpdateStack"]),
    );
  });

  test("the client's deploy is recorded with the credentials that it got, and without the value of a parameter", async () => {
    const deployment = await newestDeployment();
    expect(deployment).toMatchObject({
      kind: "resolution",
      outcome: "resolved",
      profile: { name: "prod", matchedBy: "stage" },
      roleArn: shopRoles.prod,
      report: {
        target: makeTarget({ app: "shop", service: "orders" }),
        status: "success",
        archived: false,
        versions: { framework: version, plugin: "3.8.4", sdk: "2.3.2" },
        functionCount: 1,
        parameterKeys: expect.arrayContaining(["GREETING"]),
        outputs: { apiKeyName: "orders-key", url: "https://shop/prod" },
        withheldOutputs: { callback: "parameter API_TOKEN" },
        custom: { greeting: "[parameter GREETING]" },
        provider: { aws: { accountId: "222222222222" } },
      },
    });
    expect(JSON.stringify(deployment)).not.toContain("hello from production");
    expect(JSON.stringify(deployment)).not.toContain(shopToken);
  });

  test("the client deploys a service again", async () => {
    await service.change("handler: handler.hello", "handler: handler.hello\n    timeout: 10");
    expect(await sls("deploy")).toMatchObject({ exitCode: 0 });
    const actions = takeOwnCalls();
    expect(actions).toContain("cloudformation:UpdateStack");
    expect(actions).not.toContain("cloudformation:CreateStack");
  });

  test("the client shows the service's endpoint", async () => {
    const { exitCode, stdout } = await sls("info");
    expect(stdout).toContain("stack: orders-prod");
    expect(stdout).toMatch(/GET - https:\/\/\S+\/prod\/hello/);
    expect(exitCode).toBe(0);
    takeOwnCalls();
  });

  test("the client lists and gets the service's outputs", async () => {
    const listed = await sls("output list");
    expect(listed.stdout).toMatch(/apiKeyName +\| orders-key/);
    const got = await sls("output get --name apiKeyName");
    expect(got).toMatchObject({ exitCode: 0, stdout: "orders-key\n" });
    const missing = await sls("output get --name nothing");
    expect(missing).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("No 'nothing' output stored"),
    });
  });

  test("another service can use the service's outputs by name", async () => {
    const reader = await clients.makeService();
    await reader.change("service: orders", "service: reader");
    await reader.change("${param:GREETING}", "${output:shop:prod:eu-central-1:orders.apiKeyName}");
    const { exitCode, stdout } = await clients.run(version, reader, "print --stage prod");
    expect(stdout).toContain("GREETING: orders-key");
    expect(exitCode).toBe(0);
  });

  for (const reading of ["1.83.3", "3.40.0"] as const) {
    test.skipIf(installedClients[reading] === undefined)(
      `serverless@${reading} reads an output as it is, or is told why it cannot`,
      async () => {
        const read = async (name: string) => {
          const reader = await clients.makeService();
          await reader.change("service: orders", "service: reader");
          await reader.change("${param:GREETING}", `\${output:shop:prod:eu-central-1:orders.${name}}`);
          return clients.run(reading, reader, "print --stage prod");
        };
        const given = await read("url");
        expect(given.stdout).toMatch(/GREETING: '?https:\/\/shop\/prod'?\n/);
        expect(given.exitCode).toBe(0);
        const withheld = await read("callback");
        expect(withheld.stdout + withheld.stderr).toContain("is withheld: of shop/orders in the stage prod");
        expect(withheld.exitCode).toBe(1);
      },
    );
  }

  test("the client removes the service and its outputs", async () => {
    clients.takeAwsCalls();
    const { exitCode, stdout } = await sls("remove");
    expect(stdout).toContain("Stack removal finished");
    expect(stdout).toContain("Successfully published your service");
    expect(exitCode).toBe(0);
    expect(takeOwnCalls()).toEqual(
      expect.arrayContaining(["s3:DeleteObjects", "cloudformation:DeleteStack"]),
    );
    const { report } = await newestDeployment();
    expect(report).toMatchObject({
      status: "success",
      archived: true,
      deploymentUid: null,
      functionCount: 0,
    });
    expect((await sls("output list")).stdout).toContain("No outputs stored");
    expect(await sls("info")).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("does not exist"),
    });
  });
});
