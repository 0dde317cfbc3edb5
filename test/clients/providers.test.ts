import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ambientCredentials } from "./aws/look-alike.ts";
import { installedClients } from "./installed-clients.ts";
import type { ClientVersion } from "./published-clients.ts";
import { shopRoles } from "./shop.ts";
import { type ServiceFolder, useClients } from "./use-clients.ts";

/**
 * The versions, and whether `params` of serverless.yml means anything to them: 3.x prefers an instance's parameter to
 * `params.default`, and that to a service's; 2.x knows no `params`.
 */
const versions = [
  { version: "2.72.4", readsParams: false },
  { version: "3.40.0", readsParams: true },
] as const satisfies readonly { version: ClientVersion; readsParams: boolean }[];

const clients = useClients();

async function put(path: string, body: object): Promise<void> {
  const admin = clients.as(clients.facts.adminKey);
  const { status, body: answer } = await admin("PUT", `/v1/orgs/acmecorp${path}`, body);
  expect(status, `${path}: ${JSON.stringify(answer)}`).toBeLessThan(300);
}

/** An app whose service has a provider and parameters on both levels, and a profile that all of them hide. */
async function prepareApp(app: string, mode: "providers" | "mixed"): Promise<void> {
  await put(`/apps/${app}`, { defaultProfile: "prod", mode });
  await put("/providers/linked", { accessRole: { roleArn: shopRoles.dev } });
  await put(`/apps/${app}/services/orders`, {
    provider: "linked",
    parameters: [
      { key: "BOTH", value: "both of the service" },
      { key: "SERVICE", value: "of the service" },
    ],
  });
  await put(`/apps/${app}/services/orders/instances/prod/eu-central-1`, {
    parameters: [{ key: "BOTH", value: "both of the instance" }],
  });
}

/** The service with the keys in its environment, and all of them in `params.default` as well. */
async function makeService(app: string, readsParams: boolean): Promise<ServiceFolder> {
  const service = await clients.makeService();
  await service.change("app: shop", `app: ${app}`);
  await service.change("greeting: ${param:GREETING}", "greeting: hello");
  await service.change(
    "GREETING: ${param:GREETING}",
    `FIRST: \${param:BOTH}\n    SECOND: \${param:SERVICE}${readsParams ? "\n    THIRD: ${param:FILE}" : ""}`,
  );
  const params =
    "params:\n  default:\n    BOTH: of-the-file\n    SERVICE: of-the-file\n    FILE: of-the-file\n";
  await service.change("provider:\n", `${params}provider:\n`);
  return service;
}

describe.each(["providers", "mixed"] as const)("an app in the mode %s", (mode) => {
  const app = `shop-${mode}`;
  beforeAll(() => prepareApp(app, mode));

  describe.each(versions)("serverless@$version", ({ version, readsParams }) => {
    const isMissing = installedClients[version] === undefined;
    const ofService = readsParams ? "of-the-file" : "of the service";

    test.skipIf(isMissing)("the client packages what is nearest to the instance", async () => {
      const service = await makeService(app, readsParams);
      const packaged = await clients.run(version, service, "package --stage prod");
      expect(packaged, packaged.stdout + packaged.stderr).toMatchObject({ exitCode: 0, refusedHosts: [] });
      const file = join(service.path, ".serverless/cloudformation-template-update-stack.json");
      const template = await readFile(file, "utf8");
      expect(template).toContain('"FIRST": "both of the instance"');
      expect(template).toContain(`"SECOND": "${ofService}"`);
      if (readsParams) expect(template).toContain('"THIRD": "of-the-file"');
    });

    test.skipIf(isMissing)(
      "the client lists what is nearest to the instance, and nothing of the profile",
      async () => {
        const service = await makeService(app, readsParams);
        const { exitCode, stdout, stderr } = await clients.run(version, service, "param list --stage prod");
        expect(exitCode, stdout + stderr).toBe(0);
        expect(stdout + stderr).toContain("both of the instance");
        expect(stdout + stderr).toContain(ofService);
        expect(stdout + stderr).not.toContain("both of the service");
        expect(stdout + stderr).not.toContain("GREETING");
      },
    );
  });
});

/** The versions that ask for the profile first, and merge it with what they get for their instance. */
describe.each(["2.72.4", "3.34.0"] as const)("serverless@%s in the mode mixed", (version) => {
  const isMissing = installedClients[version] === undefined;
  beforeAll(async () => {
    const app = "shop-hiding";
    await prepareApp(app, "mixed");
    const hidden = ["BOTH", "SERVICE", "GREETING", "LOG_LEVEL", "STAGE_NAME", "API_TOKEN"];
    await put(`/apps/${app}/services/orders/instances/prod/eu-central-1`, {
      provider: { none: true },
      parameters: hidden.map((key) => ({ key, none: true })),
    });
  });

  test.skipIf(isMissing)(
    "the client gets nothing back from the profile that its instance hides",
    async () => {
      const service = await clients.makeService();
      await service.change("app: shop", "app: shop-hiding");
      await service.change("${param:GREETING}", "hello");
      const listed = await clients.run(version, service, "param list --stage prod");
      expect(listed.stdout + listed.stderr).not.toMatch(/GREETING|production/);
      clients.takeAwsCalls();
      await clients.run(version, service, "deploy --stage prod");
      const callers = new Set(clients.takeAwsCalls().map(({ accessKeyId }) => accessKeyId));
      expect(callers).toEqual(new Set([ambientCredentials.accessKeyId]));
    },
  );
});

// It asks for the profile like a client of 1.x, and for its instance like the later ones.
describe.skipIf(installedClients["2.20.0"] === undefined)("serverless@2.20.0 with plugin 4.4.3", () => {
  const runs = async (command: string) =>
    clients.run("2.20.0", await makeService("shop-providers", false), command);

  test("the client prints what is nearest to its instance, although it is refused the profile", async () => {
    const { exitCode, stdout, stderr } = await runs("print --stage prod");
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toContain("FIRST: both of the instance\n");
    expect(stdout).toContain("SECOND: of the service\n");
  });

  test("the client deploys with the provider's credentials alone", async () => {
    clients.takeAwsCalls();
    await runs("deploy --stage prod");
    const roles = new Set(clients.takeAwsCalls().map(({ roleArn }) => roleArn));
    expect(roles).toEqual(new Set([shopRoles.dev]));
  });
});

describe.skipIf(installedClients["1.83.3"] === undefined)("serverless@1.83.3", () => {
  test("the client is refused for an app in the mode providers, with the versions that know them", async () => {
    const service = await makeService("shop-providers", false);
    const { exitCode, stdout, stderr } = await clients.run("1.83.3", service, "print --stage prod");
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain("@serverless/enterprise-plugin 4.4.1 or newer");
    expect(stdout + stderr).toContain("serverless 2.x");
  });

  test("the client is answered from the profile for an app in the mode mixed", async () => {
    const service = await clients.makeService();
    await service.change("app: shop", "app: shop-mixed");
    const { exitCode, stdout } = await clients.run("1.83.3", service, "print --stage prod");
    expect(stdout).toContain("GREETING: hello from production");
    expect(exitCode).toBe(0);
  });
});
