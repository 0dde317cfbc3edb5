import { beforeAll, describe, expect, test } from "vitest";
import { installedClients } from "./installed-clients.ts";
import type { Outcome } from "./run-client.ts";
import { shopRoles } from "./shop.ts";
import { type ServiceFolder, useClients } from "./use-clients.ts";

const version = "1.83.3";

/** Matches one or two sentences on one line. */
const sentence = /^[A-Z][^\n]*[.?]$/;

describe.skipIf(installedClients[version] === undefined)("serverless@1.83.3 shows why", () => {
  const clients = useClients();
  let service: ServiceFolder;
  beforeAll(async () => {
    service = await clients.makeService();
  });
  const sls = (command: string) => clients.run(version, service, command);

  test("the client shows why a wrong key gets nothing", async () => {
    const outcome = await clients.run(version, service, "print", { key: "sp_wrong" });
    expect(outcome.exitCode).toBe(1);
    expect(complaintOf(outcome)).toMatch(sentence);
    expect(complaintOf(outcome)).toContain("key");
  });

  test("the client shows for a key of another organization that there is no such organization", async () => {
    const operator = clients.as(clients.facts.operatorKey);
    const { body } = await operator("POST", "/v1/orgs", { name: "neighbour" });
    const outcome = await clients.run(version, service, "print", { key: body.adminKey });
    expect(outcome.exitCode).toBe(1);
    expect(complaintOf(outcome)).toMatch(sentence);
    expect(complaintOf(outcome)).toContain("acmecorp");
    expect(outcome.stdout).not.toContain("hello from");
  });

  test("the client shows that an application does not exist", async () => {
    const unknown = await clients.makeService();
    await unknown.change("app: shop", "app: chop");
    const outcome = await clients.run(version, unknown, "print");
    expect(outcome.exitCode).toBe(1);
    expect(complaintOf(outcome)).toMatch(sentence);
    expect(complaintOf(outcome)).toContain("chop");
  });

  test("the client shows why a role cannot be assumed", async () => {
    const outcome = await sls("deploy --stage closed");
    expect(outcome.exitCode).toBe(1);
    expect(complaintOf(outcome)).toMatch(sentence);
    expect(complaintOf(outcome)).toContain(shopRoles.closed);
  });

  test("the client shows that a profile does not allow existing clients", async () => {
    const outcome = await sls("print --stage denied");
    expect(outcome.exitCode).toBe(1);
    expect(complaintOf(outcome)).toMatch(sentence);
    expect(complaintOf(outcome)).toContain('with {"clients":{"legacy":"allow"}}');
  });

  test("the client shows that its plugin is too old and which client is new enough", async () => {
    const admin = clients.as(clients.facts.adminKey);
    const demand = (minimumVersions: object) =>
      admin("PATCH", "/v1/orgs/acmecorp", { clients: { legacy: "allow", minimumVersions } });
    const assumed = (await clients.standIn.calls("AssumeRole")).length;
    await demand({ plugin: "4.5.0" });
    const outcome = await sls("print --stage prod");
    await demand({});
    expect(outcome.exitCode).toBe(1);
    expect(complaintOf(outcome)).toBe(
      "Your plugin is too old, before 4.5.0 as its @serverless/platform-sdk 2.3.2 shows: acmecorp demands 4.5.0 or " +
        "newer. Install a newer client: npm install --save-dev serverless@2.72.4",
    );
    expect(await clients.standIn.calls("AssumeRole")).toHaveLength(assumed);
  });

  test("the client shows which safeguard blocks, when Stagepass can evaluate it beforehand, and gets nothing", async () => {
    const assumed = (await clients.standIn.calls("AssumeRole")).length;
    const outcome = await sls("print --stage misnamed");
    expect(outcome.exitCode).toBe(1);
    expect(complaintOf(outcome)).toMatch(sentence);
    expect(complaintOf(outcome)).toContain("Known stages");
    expect(await clients.standIn.calls("AssumeRole")).toHaveLength(assumed);
  });

  test("a safeguard that the client evaluates blocks its deploy, and the record has the client's result and ours", async () => {
    clients.takeAwsCalls();
    const { exitCode, stdout } = await sls("deploy --stage elsewhere");
    expect(stdout).toContain('Region "eu-central-1" not in list of permitted regions: ["us-east-1"]');
    expect(stdout).toContain("Deployment blocked by Serverless Safeguards");
    expect(exitCode).toBe(1);
    expect(clients.takeAwsCalls().map(({ action }) => action)).not.toContain("cloudformation:CreateStack");

    const admin = clients.as(clients.facts.adminKey);
    const { body: page } = await admin("GET", "/v1/orgs/acmecorp/deployments?stage=elsewhere&status=error");
    const { body } = await admin("GET", `/v1/orgs/acmecorp/deployments/${page.items[0].id}`);
    expect(body.report).toMatchObject({
      status: "error",
      error: { message: "Deployment blocked by Serverless Safeguards" },
      clientSafeguards: [{ name: "US only", safeguard: "allowed-regions", outcome: "failed" }],
      serverSafeguards: { checked: true, results: [{ name: "US only", outcome: "failed" }] },
    });
  });

  test("plan-only credentials allow the client to print and package, and not to deploy", async () => {
    expect((await sls("print --stage planned")).stdout).toContain("GREETING: hello from a plan");
    clients.takeAwsCalls();
    const { exitCode, stdout } = await sls("deploy --stage planned");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("is not authorized to perform");
    for (const { action, outcome } of clients.takeAwsCalls()) {
      expect(outcome, action).toBe(action === "sts:GetCallerIdentity" ? "ok" : "AccessDenied");
    }
  });
});

/** Returns what a client of the first era shows of a problem: the response's body as it is. */
function complaintOf({ stdout }: Outcome): string {
  const body = /^ *Error: (\{.*\})$/m.exec(stdout)?.[1];
  if (body === undefined) throw new Error(`The client complains of no answer:\n${stdout}`);
  return JSON.parse(body).errorMessage;
}
