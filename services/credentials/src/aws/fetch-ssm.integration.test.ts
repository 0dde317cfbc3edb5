import { inspect } from "node:util";
import { LabelParameterVersionCommand } from "@aws-sdk/client-ssm";
import { expect, test } from "vitest";
import { deploymentId, roleArn, target } from "../../test/deployment.ts";
import { startTestAws, type TestAws } from "../../test/stand-in.ts";
import type { ReadValue } from "../domain/secrets/secret-reading.ts";
import { readingPolicy } from "../domain/secrets/session-policy.ts";
import { locateSsm, type SsmLocation } from "../domain/secrets/ssm-location.ts";
import { isSsm } from "../domain/secrets/value-location.ts";
import type { NamedSession, Session } from "../domain/sessions/session.ts";
import { assumeRole } from "./assume-role.ts";
import type { Aws } from "./clients.ts";
import { fetchSsm } from "./fetch-ssm.ts";

const region = "eu-central-1";
const arn = "arn:aws:ssm:us-east-2:222222222222:parameter/prod/url";

function located(name: string, given: { version?: number; label?: string } = {}): SsmLocation {
  const location = locateSsm({ name, ...given }, roleArn, region);
  if (location === undefined) throw new Error(`${name} is no parameter`);
  return location;
}

/** Opens a session that may read the given parameters, or everything that the role may read. */
async function openSession(aws: Aws, parameters?: readonly SsmLocation[]): Promise<Session> {
  const narrowing =
    parameters === undefined
      ? ({ by: "nothing" } as const)
      : ({ by: "inline-policy", document: readingPolicy(parameters) } as const);
  const named: NamedSession = {
    ...{ kind: "secrets", target, deploymentId, roleArn, requestedSeconds: 900, sessionName: "test" },
    ...{ sourceIdentity: "deployment", narrowing },
  };
  return assumeRole(aws, named, "external-id");
}

async function readingsOf(testAws: TestAws, ...parameters: SsmLocation[]) {
  const aws = testAws.open();
  return fetchSsm(aws, await openSession(aws, parameters), parameters);
}

const texts = (read: readonly ReadValue[]) =>
  Object.fromEntries(
    read.map(({ location, reading }) => [
      isSsm(location) && location.selector !== undefined
        ? `${location.name}:${location.selector}`
        : isSsm(location) && location.name,
      reading.outcome === "text" ? reading.text : reading.reason,
    ]),
  );

test("parameters are read decrypted, by name and ARN, by version and label, each in its own region", async () => {
  const aws = await startTestAws();
  await aws.putParameter({ roleArn, region, name: "/prod/url", value: "one" });
  await aws.putParameter({ roleArn, region, name: "/prod/url", value: "two" });
  await aws.putParameter({ roleArn, region: "us-east-2", name: "/prod/url", value: "in Ohio" });
  const client = aws.open().ssmOf(await openSession(aws.open()), region);
  const label = { Name: "/prod/url", ParameterVersion: 1, Labels: ["live"] };
  await client.send(new LabelParameterVersionCommand(label));
  const wanted = [
    located("/prod/url"),
    located("/prod/url", { version: 1 }),
    located("/prod/url", { label: "live" }),
    located(arn),
  ];
  expect(texts(await readingsOf(aws, ...wanted))).toEqual({
    "/prod/url": "two",
    "/prod/url:1": "one",
    "/prod/url:live": "one",
    [arn]: "in Ohio",
  });
});

test("a hundred parameters take ten calls", async () => {
  const aws = await startTestAws();
  const names = Array.from({ length: 100 }, (_, index) => `/p/${index}`);
  for (const name of names) await aws.putParameter({ roleArn, region, name, value: `value of ${name}` });
  const session = await openSession(aws.open());
  const read = await fetchSsm(
    aws.open(),
    session,
    names.map((name) => located(name)),
  );
  expect(texts(read)).toEqual(Object.fromEntries(names.map((name) => [name, `value of ${name}`])));
  expect(await aws.calls("GetParameters")).toHaveLength(10);
});

test("a parameter, a version and a label that do not exist are missing, and the others are read", async () => {
  const aws = await startTestAws();
  await aws.putParameter({ roleArn, region, name: "/prod/url", value: "one" });
  const wanted = [
    located("/prod/url"),
    located("/none"),
    located("/prod/url", { version: 9 }),
    located("/prod/url", { label: "x" }),
  ];
  expect(texts(await readingsOf(aws, ...wanted))).toEqual({
    ...{ "/prod/url": "one", "/none": "missing", "/prod/url:9": "missing", "/prod/url:x": "missing" },
  });
});

test("the one parameter that a session may not read is named, though AWS refuses the whole call", async () => {
  const testAws = await startTestAws();
  await testAws.putParameter({ roleArn, region, name: "/mine", value: "value" });
  await testAws.putParameter({ roleArn, region, name: "/other", value: "value" });
  const aws = testAws.open();
  const session = await openSession(aws, [located("/mine")]);
  const theirs = "arn:aws:ssm:eu-central-1:333333333333:parameter/theirs";
  expect(texts(await fetchSsm(aws, session, [located("/mine"), located("/other"), located(theirs)]))).toEqual(
    { "/mine": "value", "/other": "denied", [theirs]: "denied" },
  );
});

test("a session that a region does not accept is reported as a region that is not enabled", async () => {
  const aws = (await startTestAws()).open();
  const session = { ...(await openSession(aws)), sessionToken: "unknown" };
  expect(texts(await fetchSsm(aws, session, [located("/mine")]))).toEqual({ "/mine": "region-disabled" });
});

test.each(["throttle", "error", "nonsense"])(
  "reading parameters fails with unavailable when AWS answers %s, and says no value",
  async (kind) => {
    const testAws = await startTestAws();
    await testAws.putParameter({ roleArn, region, name: "/token", value: "hunter2" });
    const aws = testAws.open();
    const session = await openSession(aws);
    await testAws.fail({ service: "ssm", kind, times: 100 });
    const error: unknown = await fetchSsm(aws, session, [located("/token")]).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "unavailable", facts: { part: "credentials" } });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("hunter2");
  },
);
