import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { type OpenedVersion, type OpenPorts, open } from "./open.ts";

const request = {
  target: makeTarget(),
  deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
  profile: { name: "prod", version: 7 },
};
const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 };
const sealed = (key: string) =>
  ({ key, sensitive: true, value: { kind: "sealed", sealed: Buffer.from(`value of ${key}`) } }) as const;
const reference = (key: string) =>
  ({ key, sensitive: false, value: { kind: "reference", reference: { secretId: `aws/${key}` } } }) as const;

function portsOf(opened: OpenedVersion | undefined): OpenPorts & { asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    findOpened: async () => opened,
    openVault: async () => ({
      seal: () => Buffer.of(),
      unseal: (_place, bytes) => Buffer.from(bytes).toString(),
    }),
    readSecrets: async (input) => {
      asked.push(input);
      return { values: input.references.map(({ key }) => ({ key, value: `aws value of ${key}` })).reverse() };
    },
  };
}

test("opening a version returns all values in the profile's order, whether stored here or in Secrets Manager", async () => {
  const ports = portsOf({
    deleted: false,
    accessRole,
    parameters: [reference("B"), sealed("A"), reference("C")],
  });
  expect(await open(ports, request)).toEqual({
    parameters: [
      { key: "B", value: "aws value of B", sensitive: false, source: "profile", referenced: true },
      { key: "A", value: "value of A", sensitive: true, source: "profile", referenced: false },
      { key: "C", value: "aws value of C", sensitive: false, source: "profile", referenced: true },
    ],
  });
});

test("opening a version reads its references with the version's own role, for this deployment", async () => {
  const ports = portsOf({ deleted: false, accessRole, parameters: [reference("B")] });
  await open(ports, request);
  const { target, deploymentId } = request;
  const references = [{ key: "B", reference: { secretId: "aws/B" } }];
  expect(ports.asked).toEqual([{ target, deploymentId, accessRole, references }]);
});

test("opening a version without references reads no secrets", async () => {
  const ports = portsOf({ deleted: false, accessRole: null, parameters: [sealed("A")] });
  await open(ports, request);
  expect(ports.asked).toEqual([]);
});

test("opening a version fails as a whole when one value is missing", async () => {
  const ports = portsOf({ deleted: false, accessRole, parameters: [sealed("A"), reference("B")] });
  const empty = { ...ports, readSecrets: async () => ({ values: [] }) };
  await expect(open(empty, request)).rejects.toThrow("No value came for the parameter B");
});

test("opening fails with conflict when values were destroyed, and with not-found for a version that never existed", async () => {
  const destroyed = { key: "A", sensitive: true, value: { kind: "destroyed" } } as const;
  for (const opened of [
    { deleted: false, accessRole, parameters: [destroyed] },
    { deleted: true, accessRole, parameters: [] },
  ]) {
    await expect(open(portsOf(opened), request)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("values of version 7 of the profile prod were destroyed"),
    });
  }
  await expect(open(portsOf(undefined), request)).rejects.toMatchObject({ code: "not-found" });
});
