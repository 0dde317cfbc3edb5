import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { type OpenableVersion, type OpenPorts, open, type VersionState } from "./open.ts";

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
