import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { installedClients } from "./installed-clients.ts";
import { startRelay } from "./relay.ts";
import { shopRoles } from "./shop.ts";
import { type ServiceFolder, useClients } from "./use-clients.ts";

const version = "1.83.3";

describe.skipIf(installedClients[version] === undefined)("serverless@1.83.3, unmodified", () => {
  const clients = useClients();
  let service: ServiceFolder;
  beforeAll(async () => {
    service = await clients.makeService();
  });
  const sls = (command: string) => clients.run(version, service, command);

  test("the client prints a stage with the parameters of its own profile", async () => {
    const { exitCode, stdout, refusedHosts } = await sls("print --stage prod");
    expect(stdout).toContain("GREETING: hello from production");
    expect(stdout).toContain("stage: prod");
    expect({ exitCode, refusedHosts }).toEqual({ exitCode: 0, refusedHosts: [] });
  });

  test("the client prints any other stage with the parameters of the default profile", async () => {
    const { exitCode, stdout } = await sls("print --stage feature-x");
    expect(stdout).toContain("GREETING: hello from the default profile");
    expect(exitCode).toBe(0);
  });

  test("the client gets the default profile while its stage is an unresolved variable", async () => {
    const { exitCode, stdout } = await sls("print");
    expect(stdout).toContain("GREETING: hello from the default profile");
    expect(stdout).toContain("stage: dev");
    expect(exitCode).toBe(0);
  });

  test("the client prints a service of an app without any profile, without parameters", async () => {
    const bare = await clients.makeService();
    await bare.change("app: shop", "app: bare");
    await bare.change("${param:GREETING}", "hello from nobody");
    const printed = await clients.run(version, bare, "print");
    expect(printed.stdout).toContain("GREETING: hello from nobody");
    expect(printed.exitCode).toBe(0);
    const listed = await clients.run(version, bare, "param list");
    expect(listed.stdout).toContain("No parameters stored");
    expect(listed.exitCode).toBe(0);
  });

  test("the client lists and gets parameters", async () => {
    const { stdout: listed } = await sls("param list --stage prod");
    expect(listed).toMatch(/GREETING +\| hello from production/);
    expect(listed).toMatch(/LOG_LEVEL +\| warn/);
    const got = await sls("param get --name LOG_LEVEL --stage prod");
    expect(got).toMatchObject({ exitCode: 0, stdout: "warn\n" });
  });

  test("the client packages a service for any region without calling AWS", async () => {
    clients.takeAwsCalls();
    // This region is younger than the client.
    const { exitCode, stdout } = await sls("package --stage prod --region ap-southeast-5");
    expect(stdout).not.toContain("not supported");
    expect(exitCode).toBe(0);
    const file = join(service.path, ".serverless/cloudformation-template-update-stack.json");
    expect(await readFile(file, "utf8")).toContain("hello from production");
    expect(clients.takeAwsCalls()).toEqual([]);
  });

  test("the client's dry run uses credentials of the profile's role", async () => {
    clients.takeAwsCalls();
    expect(await sls("deploy --noDeploy --stage prod")).toMatchObject({ exitCode: 0, refusedHosts: [] });
    const calls = clients.takeAwsCalls();
    expect(calls.map(({ action }) => action)).toEqual([
      "sts:GetCallerIdentity",
      "cloudformation:DescribeStacks",
    ]);
    for (const { roleArn } of calls) expect(roleArn).toBe(shopRoles.prod);
  });

  test("the client asks the vendor for a log destination unless that is off or the preload redirects it to Stagepass", async () => {
    const collecting = await clients.makeService();
    await collecting.change("collectLambdaLogs: false", "logIngestMode: push");
    const command = "package --stage prod";
    const alone = await clients.run(version, collecting, command);
    expect(alone).toMatchObject({ exitCode: 1, refusedHosts: ["api.serverless-dev.com:443"] });
    const led = await clients.run(version, collecting, command, { isLed: true });
    expect(led).toMatchObject({ exitCode: 0, refusedHosts: [] });
    expect(led.stdout).toContain("log collection is not supported in eu-central-1");
  });

  test("the client needs port 3011, a key and SERVERLESS_PLATFORM_STAGE, and nothing else", async ({
    skip,
  }) => {
    const relay = await startRelay(3011, clients.legacyUrl);
    if (relay === undefined) return skip("another program has port 3011");
    try {
      const { exitCode, stdout } = await clients.run(version, service, "print --stage prod", {
        unaided: true,
      });
      expect(stdout).toContain("GREETING: hello from production");
      expect(exitCode).toBe(0);
    } finally {
      relay.close();
    }
  });
});
