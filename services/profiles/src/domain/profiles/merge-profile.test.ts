import { ProfileInput, type ProfilePatch } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeStored, makeVersion } from "../../../test/profile-version.ts";
import type { ProfileVersion } from "../versions/profile.ts";
import { mergeProfile } from "./merge-profile.ts";

const values = { seal: (key: string) => Buffer.from(key), unseal: () => "" };
const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 };
const reference = { kind: "reference", reference: { secretId: "prod/db" } } as const;
const current = makeVersion({
  description: "Production",
  accessRole,
  parameters: [makeStored("DB_URL", { valueId: "1", content: reference })],
  safeguards: [{ name: "EU only", safeguard: "allowed-regions", enforcementLevel: "error" }],
  clients: { legacy: "allow" },
});
const merge = (given: ProfilePatch, before: ProfileVersion | undefined = current) =>
  mergeProfile(before, given, values);
const invalidAt = (path: string) =>
  expect.objectContaining({
    code: "invalid",
    facts: expect.objectContaining({ errors: [expect.objectContaining({ path })] }),
  });

test("a field that is left out of a patch stays as it is", () => {
  expect(merge({ description: "New" })).toMatchObject({
    description: "New",
    accessRole,
    safeguards: current.safeguards,
    clients: { legacy: "allow" },
    parameters: [{ key: "DB_URL", value: { valueId: "1" } }],
  });
});

test("a field that is left out of a whole profile is empty", () => {
  expect(merge(ProfileInput.parse({}))).toEqual({
    description: "",
    accessRole: null,
    parameters: [],
    safeguards: [],
    clients: {},
  });
});

test("the setting clients is replaced as a whole, and null clears it", () => {
  expect(merge({ clients: { legacy: "deny" } })).toMatchObject({ clients: { legacy: "deny" } });
  for (const clients of [null, {}]) expect(merge({ clients }).clients).toEqual({});
});

test("a given list of parameters or safeguards replaces the whole list", () => {
  expect(merge({ parameters: [], safeguards: [] })).toMatchObject({ parameters: [], safeguards: [] });
});

test("a reference to Secrets Manager in a profile without an access role is invalid", () => {
  const given = ProfileInput.parse({
    parameters: [
      { key: "A", value: "a" },
      { key: "B", secretsManager: { secretId: "b" } },
    ],
  });
  expect(() => merge(given, undefined)).toThrow(invalidAt("$.parameters[1].secretsManager"));
});

test("removing the access role is invalid while a stored reference is kept", () => {
  expect(() => merge({ accessRole: null })).toThrow(invalidAt("$.accessRole"));
  expect(() => merge(ProfileInput.parse({ parameters: [{ key: "DB_URL" }] }))).toThrow(
    invalidAt("$.parameters[0].secretsManager"),
  );
});
