import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { type Openable, type OpenableVersion, type OpenPorts, open, type VersionState } from "./open.ts";

const request = {
  target: makeTarget(),
  deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
  profile: { name: "prod", version: 7 },
};
const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 };
const kept = (key: string) => ({ key, sensitive: true, reference: null });
const reference = (key: string) => ({ key, sensitive: false, reference: { secretId: `aws/${key}` } });

function portsOf(
  version: Pick<OpenableVersion, "accessRole" | "parameters"> | undefined,
  state: VersionState | undefined = "open",
): OpenPorts & { asked: unknown[] } {
  const asked: unknown[] = [];
  const values = version?.parameters.map(({ key }) => [key, `value of ${key}`] as const);
  return {
    asked,
    findVersionState: async () => state,
    findOpenable: async () => version && { ...version, unseal: async () => new Map(values) },
    isTargetSet: async () => false,
    findOpenableTarget: async () => undefined,
    findStaticKeys: async () => undefined,
    readSecrets: async (input) => {
      asked.push(input);
      return { values: input.references.map(({ key }) => ({ key, value: `aws value of ${key}` })).reverse() };
    },
  };
}

test("opening a version returns all values in the profile's order, whether stored here or in Secrets Manager", async () => {
  const ports = portsOf({
    accessRole,
    parameters: [reference("B"), kept("A"), reference("C")],
  });
  expect(await open(ports, request)).toEqual({
    parameters: [
      {
        key: "B",
        value: "aws value of B",
        sensitive: false,
        source: "profile",
        overrides: [],
        referenced: true,
      },
      { key: "A", value: "value of A", sensitive: true, source: "profile", overrides: [], referenced: false },
      {
        key: "C",
        value: "aws value of C",
        sensitive: false,
        source: "profile",
        overrides: [],
        referenced: true,
      },
    ],
  });
});

test("opening a version reads its references with the version's own role, for this deployment", async () => {
  const ports = portsOf({ accessRole, parameters: [reference("B")] });
  await open(ports, request);
  const { target, deploymentId } = request;
  const references = [{ key: "B", reference: { secretId: "aws/B" } }];
  expect(ports.asked).toEqual([{ target, deploymentId, accessRole, references }]);
});

test("opening a version without references reads no secrets", async () => {
  const ports = portsOf({ accessRole: null, parameters: [kept("A")] });
  await open(ports, request);
  expect(ports.asked).toEqual([]);
});

test("opening a version fails as a whole when one value is missing", async () => {
  const ports = portsOf({ accessRole, parameters: [kept("A"), reference("B")] });
  const empty = { ...ports, readSecrets: async () => ({ values: [] }) };
  await expect(open(empty, request)).rejects.toThrow("No value came for the parameter B");
});

test("opening fails with conflict when the values were destroyed, even just before they are read", async () => {
  const version = { accessRole, parameters: [kept("A")] };
  for (const ports of [portsOf(version, "destroyed"), portsOf(undefined, "open")]) {
    await expect(open(ports, request)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("values of version 7 of the profile prod were destroyed"),
    });
  }
});

test("opening fails with not-found for a version that never existed", async () => {
  const ports = { ...portsOf(undefined), findVersionState: async () => undefined };
  await expect(open(ports, request)).rejects.toMatchObject({ code: "not-found" });
});

const originOf = (key: string, source: "instance" | "service" | "profile") => ({
  key,
  source,
  overrides: [],
});
const planned = {
  ...request,
  origins: {
    parameters: [originOf("P", "profile"), originOf("S", "service"), originOf("I", "instance")],
    ...{ service: "11", instance: "22", staticKeys: null },
    accessRole: { ...accessRole, roleArn: "arn:aws:iam::333333333333:role/of-provider" },
  },
};

/** Content whose values name the level that they were read from. */
function contentAt(level: string, parameters: Openable["parameters"]): Openable {
  const values = parameters.map(({ key }) => [key, `${key} of ${level}`] as const);
  return { parameters, unseal: async () => new Map(values) };
}

function plannedPorts(targets: Readonly<Record<string, Openable>>) {
  const ports = portsOf(undefined);
  return {
    ...ports,
    findOpenable: async () => ({ accessRole, ...contentAt("profile", [kept("P"), kept("S"), kept("I")]) }),
    isTargetSet: async ({ org, contentId }) => `${org} ${contentId}` in targets,
    findOpenableTarget: async ({ org, contentId }) => targets[`${org} ${contentId}`],
  } satisfies OpenPorts & { asked: unknown[] };
}
const targets = {
  "acmecorp 11": contentAt("service", [kept("S"), kept("I")]),
  "acmecorp 22": contentAt("instance", [kept("I"), kept("unplanned")]),
};

test("opening what was planned takes each value from its own level, in the planned order, and nothing else", async () => {
  const { parameters, staticKeys } = await open(plannedPorts(targets), planned);
  expect(parameters.map(({ value, source }) => [value, source])).toEqual([
    ["P of profile", "profile"],
    ["S of service", "service"],
    ["I of instance", "instance"],
  ]);
  expect(staticKeys).toBeUndefined();
});

test("opening what was planned reads references of every level with the planned role, and not with the profile's", async () => {
  const ports = plannedPorts({ ...targets, "acmecorp 11": contentAt("service", [reference("S")]) });
  const referring = {
    ...ports,
    findOpenable: async () => ({ accessRole, ...contentAt("profile", [reference("P")]) }),
  };
  const { parameters } = await open(referring, planned);
  expect(parameters.map(({ value }) => value)).toEqual(["aws value of P", "aws value of S", "I of instance"]);
  expect(ports.asked).toMatchObject([
    { accessRole: planned.origins.accessRole, references: [{ key: "P" }, { key: "S" }] },
  ]);
});

test("opening what was planned returns the static keys of the provider at its planned revision", async () => {
  const keys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const ports: OpenPorts = {
    ...plannedPorts(targets),
    findStaticKeys: async ({ org, provider, revision }) =>
      `${org} ${provider} ${revision}` === "acmecorp old-account 3" ? keys : undefined,
  };
  const at = (revision: number) => {
    const staticKeys = { provider: "old-account", revision };
    return { ...planned, origins: { ...planned.origins, staticKeys, accessRole: null } };
  };
  expect(await open(ports, at(3))).toMatchObject({ staticKeys: keys });
  await expect(open(ports, at(2))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("The provider old-account was changed."),
  });
});

test.each(["acmecorp 11", "acmecorp 22"] as const)(
  "opening fails with conflict when %s is not set any more, even just before it is read",
  async (changed) => {
    const { [changed]: _, ...left } = targets;
    const ports = plannedPorts(left);
    for (const outdated of [ports, { ...ports, isTargetSet: async () => true }]) {
      await expect(open(outdated, planned)).rejects.toMatchObject({ code: "conflict" });
    }
    const stillCached = { ...plannedPorts(targets), isTargetSet: ports.isTargetSet };
    await expect(open(stillCached, planned)).rejects.toMatchObject({ code: "conflict" });
  },
);
