import type { ReportSummary } from "@stagepass/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import { ambientCredentials } from "./aws/look-alike.ts";
import { installedClients } from "./installed-clients.ts";
import type { ClientVersion } from "./published-clients.ts";
import type { Outcome } from "./run-client.ts";
import { shopRoles } from "./shop.ts";
import { type ServiceFolder, useClients } from "./use-clients.ts";

/**
 * The versions, each with how it creates a stack, whether it sets up the vendor's monitoring by default, and whether
 * it shows why it has no credentials.
 */
const versions = [
  { version: "2.72.4", creates: "CreateStack", monitors: false, showsWhy: false },
  { version: "3.34.0", creates: "ExecuteChangeSet", monitors: false, showsWhy: true },
  { version: "3.40.0", creates: "ExecuteChangeSet", monitors: true, showsWhy: true },
] as const satisfies readonly {
  version: ClientVersion;
  creates: string;
  monitors: boolean;
  showsWhy: boolean;
}[];

const withoutMonitoring = "collectLambdaLogs: false\n    disableMonitoringSetup: true";

const clients = useClients();
const admin = async (path: string) =>
  (await clients.as(clients.facts.adminKey)("GET", `/v1/orgs/acmecorp${path}`)).body;
/** Returns a client's reports of successful deploys to a stage, newest first. */
const successesOf = async (version: string, stage: string): Promise<Report[]> => {
  const { items } = await admin(`/deployments?app=shop&stage=${stage}&status=success&limit=50`);
  const reports: Report[] = items.map(({ report }: { report: Report }) => report);
  return reports.filter(({ versions }) => versions.framework === version);
};
/** Returns the successful calls of AWS since the last time, whoever signed them. */
const takePerformed = () => clients.takeAwsCalls().filter(({ outcome }) => outcome === "ok");

describe.each(versions)("serverless@$version", ({ version, creates, monitors, showsWhy }) => {
  const isMissing = installedClients[version] === undefined;
  let service: ServiceFolder;
  /** The same service without a parameter, so that the client requests nothing but credentials. */
  let plain: ServiceFolder;
  beforeAll(async () => {
    service = await clients.makeService();
    plain = await clients.makeService();
    await plain.change("${param:GREETING}", "hello");
    if (!monitors) return;
    for (const { change } of [service, plain]) await change("collectLambdaLogs: false", withoutMonitoring);
  });

  test.skipIf(isMissing)(
    "the client deploys with nothing but the credentials of the profile's role",
    async () => {
      clients.takeAwsCalls();
      const { exitCode, stdout, stderr, refusedHosts } = await clients.run(
        version,
        service,
        "deploy --stage prod",
      );
      expect({ exitCode, refusedHosts }, stdout + stderr).toEqual({ exitCode: 0, refusedHosts: [] });
      const performed = takePerformed();
      for (const { action, roleArn } of performed) expect(roleArn, action).toBe(shopRoles.prod);
      expect(performed.map(({ action }) => action)).toEqual(
        expect.arrayContaining([`cloudformation:${creates}`, "s3:PutObject"]),
      );
      expect(await successesOf(version, "prod")).toMatchObject([
        { archived: false, afterBlock: false, functionCount: 1 },
      ]);
    },
  );

  test.skipIf(isMissing)("the client removes what it deployed", async () => {
    const { exitCode, stdout, stderr } = await clients.run(version, service, "remove --stage prod");
    expect(exitCode, stdout + stderr).toBe(0);
    expect(takePerformed().map(({ action }) => action)).toContain("cloudformation:DeleteStack");
    const [removal] = await successesOf(version, "prod");
    expect(removal).toMatchObject({ archived: true, afterBlock: false });
  });

  test.skipIf(isMissing).each([
    ["deploy", "without a parameter", () => plain, showsWhy],
    ["deploy", "with a parameter", () => service, true],
    ["remove", "without a parameter", () => plain, showsWhy],
  ] as const)(
    "the client ends a blocked %s %s, whatever other credentials there are",
    async (command, _, of, saysWhy) => {
      const outcome = await clients.run(version, of(), `${command} --stage demanding`);
      expect(outcome.exitCode, wordsOf(outcome)).toBe(1);
      if (saysWhy) expect(wordsOf(outcome)).toContain("Blocked by safeguards of the profile demanding");
      expect(takePerformed()).toEqual([]);
      expect(await successesOf(version, "demanding")).toEqual([]);
    },
  );

  test.skipIf(isMissing)("a deploy that the client made in spite of a block is recorded", async () => {
    const { exitCode } = await clients.run(
      version,
      plain,
      "deploy --stage demanding --use-local-credentials",
    );
    expect(exitCode).toBe(0);
    for (const { accessKeyId } of takePerformed()) expect(accessKeyId).toBe(ambientCredentials.accessKeyId);
    const { items } = await admin("/deployments?app=shop&stage=demanding&verdict=blocked&limit=50");
    const blocks = items.map(({ id }: { id: string }) => id);
    const reports = await successesOf(version, "demanding");
    expect(reports).toMatchObject([{ archived: false, afterBlock: true }]);
    expect(blocks).toContain(reports[0]?.blockedDeploymentId);
  });
});

describe.skipIf(installedClients["3.40.0"] === undefined)("serverless@3.40.0", () => {
  test.each([
    ["closed", `AWS refuses Stagepass sts:AssumeRole on the role ${shopRoles.closed}`],
    ["denied", "The profile denied does not serve this version of the Serverless Framework."],
  ])(
    "the client deploys with no other credentials when it gets none for the profile %s",
    async (stage, why) => {
      const service = await clients.makeService();
      await service.change("${param:GREETING}", "hello");
      await service.change("collectLambdaLogs: false", withoutMonitoring);
      clients.takeAwsCalls();
      const outcome = await clients.run("3.40.0", service, `deploy --stage ${stage}`);
      expect(outcome.exitCode).toBe(1);
      expect(wordsOf(outcome)).toContain(why);
      expect(takePerformed()).toEqual([]);
    },
  );

  test("the client says before the deploy why it cannot set up monitoring", async () => {
    const service = await clients.makeService();
    clients.takeAwsCalls();
    const outcome = await clients.run("3.40.0", service, "deploy --stage prod");
    expect(outcome.exitCode).toBe(1);
    expect(wordsOf(outcome)).toContain("set custom.enterprise.disableMonitoringSetup to true");
    for (const { action } of takePerformed())
      expect(action).toMatch(/^(sts:GetCallerIdentity|cloudformation:DescribeStacks)$/);
  });
});

type Report = Pick<
  ReportSummary,
  "versions" | "archived" | "afterBlock" | "blockedDeploymentId" | "functionCount"
>;

function wordsOf({ stdout, stderr }: Outcome): string {
  return stdout + stderr;
}
