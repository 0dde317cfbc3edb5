import { expect, test } from "vitest";
import { readAssumeRoleInput } from "./assume-role-input.ts";
import { parseForm } from "./form.ts";

const VALID = { RoleArn: "arn:aws:iam::222222222222:role/team/deploy", RoleSessionName: "dep_1" };

function read(parameters: Record<string, string>) {
  return readAssumeRoleInput(parseForm(String(new URLSearchParams(parameters))));
}

function tags(count: number, make = (at: number) => ({ Key: `k${at}`, Value: "v" })): Record<string, string> {
  const all = Array.from({ length: count }, (_, at) => ({ at: at + 1, ...make(at) }));
  return Object.fromEntries(
    all.flatMap(({ at, Key, Value }) => [
      [`Tags.member.${at}.Key`, Key],
      [`Tags.member.${at}.Value`, Value],
    ]),
  );
}

test("AssumeRole without a duration means an hour, and the role's name is read from the end of its path", () => {
  expect(read(VALID)).toMatchObject({
    durationSeconds: 3_600,
    role: { accountId: "222222222222", roleName: "deploy" },
  });
});

test("AssumeRole accepts parameters that are exactly at their limits", () => {
  const ExternalId = `${"a".repeat(1_215)}+=,.@:/-_`;
  const Policy = JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }).padEnd(2_048);
  const input = read({
    ...VALID,
    RoleSessionName: "s".repeat(64),
    SourceIdentity: "_+",
    ExternalId,
    Policy,
    DurationSeconds: "43200",
    ...tags(50, (at) => ({ Key: `${at}`.padEnd(128, "k"), Value: "v".repeat(256) })),
  });
  expect(input.tags).toHaveLength(50);
});

test.each([
  [
    { RoleSessionName: "a" },
    "Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
  ],
  [{ RoleSessionName: "a".repeat(65) }, "less than or equal to 64"],
  [{ RoleSessionName: "a b" }, "regular expression pattern: [\\w+=,.@-]*"],
  [{ RoleSessionName: "bücher" }, "regular expression pattern"],
  [{ SourceIdentity: "a/b" }, "at 'sourceIdentity'"],
  [{ ExternalId: "x" }, "at 'externalId'"],
  [{ ExternalId: "x".repeat(1_225) }, "less than or equal to 1224"],
  [{ ExternalId: "a b" }, "at 'externalId'"],
  [
    { DurationSeconds: "899" },
    "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [{ DurationSeconds: "43201" }, "less than or equal to 43200"],
  [{ RoleArn: "arn:aws:iam::2222:role/deploy" }, "Request ARN is invalid"],
  [{ RoleArn: "arn:aws:iam::222222222222:user/deploy" }, "Request ARN is invalid"],
  [{ Policy: " ".repeat(2_049) }, "at 'policy'"],
  [{ "PolicyArns.member.1.arn": "ReadOnlyAccess" }, "ARN ReadOnlyAccess is not valid."],
  [tags(51), "at 'tags'"],
  [tags(1, () => ({ Key: "k".repeat(129), Value: "" })), "at 'tags.1.member.key'"],
  [tags(1, () => ({ Key: "k", Value: "v".repeat(257) })), "at 'tags.1.member.value'"],
  [tags(1, () => ({ Key: "a#b", Value: "" })), "at 'tags.1.member.key'"],
])("AssumeRole fails with a ValidationError for %j", (parameters: Record<string, string>, message) => {
  expect(() => read({ ...VALID, ...parameters })).toThrow(
    expect.objectContaining({ code: "ValidationError", message: expect.stringContaining(message) }),
  );
});

test("AssumeRole names all violations at once", () => {
  expect(() => read({ DurationSeconds: "1" })).toThrow(
    /^3 validation errors detected: .*'roleArn'.*'roleSessionName'/,
  );
});

test("AssumeRole fails with eleven policy ARNs", () => {
  const arns = Array.from({ length: 11 }, (_, at) => [
    `PolicyArns.member.${at + 1}.arn`,
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
  ]);
  expect(() => read({ ...VALID, ...Object.fromEntries(arns) })).toThrow(/at 'policyArns'/);
});

test.each([
  ["keys that differ only in case", tags(2, (at) => ({ Key: at ? "Team" : "team", Value: "" }))],
  ["a reserved key", tags(1, () => ({ Key: "aws:team", Value: "" }))],
  ["a transitive key that is no tag", { ...tags(1), "TransitiveTagKeys.member.1": "other" }],
])("AssumeRole fails for tags with %s", (_what, parameters) => {
  expect(() => read({ ...VALID, ...parameters })).toThrow(
    expect.objectContaining({ code: "InvalidParameterValue" }),
  );
});

test("AssumeRole fails with a session policy that cannot be parsed", () => {
  expect(() => read({ ...VALID, Policy: "{}" })).toThrow(
    expect.objectContaining({ code: "MalformedPolicyDocument" }),
  );
});
