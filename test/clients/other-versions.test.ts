import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { installedClients } from "./installed-clients.ts";
import type { ClientVersion } from "./published-clients.ts";
import { type ClientsAtWork, type ServiceFolder, useClients } from "./use-clients.ts";

/** The versions, each with the syntax of a parameter in its era. */
const versions = [
  { version: "1.50.0", parameter: "${secrets:GREETING}" },
  { version: "2.72.4", parameter: "${param:GREETING}" },
  { version: "3.34.0", parameter: "${param:GREETING}" },
  { version: "3.40.0", parameter: "${param:GREETING}" },
] as const satisfies readonly { version: ClientVersion; parameter: string }[];

const clients = useClients();

describe.each(versions)("serverless@$version", ({ version, parameter }) => {
  const isMissing = installedClients[version] === undefined;

  test.skipIf(isMissing)("the client packages a stage with a profile of its own", async () => {
    const service = await makeService(clients, parameter);
    const packaged = await clients.run(version, service, "package --stage prod");
    expect(packaged).toMatchObject({ exitCode: 0, refusedHosts: [] });
    expect(await readTemplate(service)).toContain("hello from production");
  });

  test.skipIf(isMissing)("the client prints any other stage with the default profile", async () => {
    const service = await makeService(clients, parameter);
    const { exitCode, stdout } = await clients.run(version, service, "print --stage feature-x");
    expect(stdout).toContain("GREETING: hello from the default profile");
    expect(exitCode).toBe(0);
  });
});

test.skipIf(installedClients["3.40.0"] === undefined)(
  "serverless@3.40.0 prefers a stage's own profile to params.default of the file, and that to the default profile",
  async () => {
    const service = await clients.makeService();
    await service.change("${param:GREETING}", "${param:LOG_LEVEL}");
    await service.change("provider:\n", "params:\n  default:\n    LOG_LEVEL: of-the-file\nprovider:\n");
    const own = await clients.run("3.40.0", service, "print --stage prod");
    expect(own.stdout).toContain("GREETING: warn\n");
    expect(own.exitCode).toBe(0);
    const other = await clients.run("3.40.0", service, "print --stage feature-x");
    expect(other.stdout).toContain("GREETING: of-the-file\n");
    expect(other.exitCode).toBe(0);
  },
);

test.skipIf(installedClients["2.72.4"] === undefined)(
  "serverless@2.72.4, which evaluates no safeguards, gets nothing of a profile whose safeguards the client must evaluate",
  async () => {
    const assumed = (await clients.standIn.calls("AssumeRole")).length;
    const service = await clients.makeService();
    const printed = await clients.run("2.72.4", service, "print --stage demanding");
    expect(printed.stdout).toContain("Blocked by safeguards of the profile demanding");
    expect(printed.exitCode).toBe(1);
    // Without a parameter, it only packages the service, for which it needs no credentials.
    await service.change("${param:GREETING}", "hello");
    expect(await clients.run("2.72.4", service, "package --stage demanding")).toMatchObject({
      exitCode: 0,
    });
    expect(await clients.standIn.calls("AssumeRole")).toHaveLength(assumed);
  },
);

async function makeService(clients: ClientsAtWork, parameter: string): Promise<ServiceFolder> {
  const service = await clients.makeService();
  await service.change("${param:GREETING}", parameter);
  return service;
}

async function readTemplate({ path }: ServiceFolder): Promise<string> {
  return await readFile(join(path, ".serverless/cloudformation-template-update-stack.json"), "utf8");
}
