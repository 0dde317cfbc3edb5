import { expect, test } from "vitest";
import { evaluate, managedPolicy, parsePolicy } from "./session-policy.ts";

const READ = "secretsmanager:GetSecretValue";
const DB = "arn:aws:secretsmanager:eu-central-1:222222222222:secret:db-AbCdEf";

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function verdict(text: string, action = READ, resource = DB): string {
  return evaluate([parsePolicy(text)], action, resource);
}

test.each([
  ["as single values", { Action: READ, Resource: DB }],
  ["as lists", { Action: ["s3:GetObject", READ], Resource: ["arn:aws:s3:::b/*", DB] }],
  [
    "by wildcards",
    { Action: "secretsmanager:Get*", Resource: "arn:aws:secretsmanager:*:*:secret:db-??????" },
  ],
  ["in another case", { Action: "SecretsManager:getsecretvalue", Resource: "*" }],
  ["by what is not excepted", { NotAction: "iam:*", NotResource: "arn:aws:s3:::*" }],
])("a session policy allows what a statement names %s", (_how, statement) => {
  expect(verdict(policy({ Effect: "Allow", ...statement }))).toBe("allowed");
});

test("a session policy does not allow a resource whose case differs", () => {
  expect(
    verdict(policy({ Effect: "Allow", Action: "*", Resource: DB.toUpperCase().replace("ARN:", "arn:") })),
  ).toBe("not-allowed");
});

test("a Deny in a session policy wins, wherever it stands", () => {
  const deny = { Effect: "Deny", Action: READ, Resource: "*" };
  const allow = { Effect: "Allow", Action: "*", Resource: "*" };
  expect(verdict(policy(deny, allow))).toBe("explicitly-denied");
  expect(verdict(policy(allow, deny))).toBe("explicitly-denied");
});

test("a statement with a condition denies if it is a Deny, and does not allow if it is an Allow", () => {
  const Condition = { StringEquals: { "aws:PrincipalTag/team": "a" } };
  const all = { Action: "*", Resource: "*" };
  expect(verdict(policy({ Effect: "Allow", ...all, Condition }))).toBe("not-allowed");
  expect(verdict(policy({ Effect: "Allow", ...all }, { Effect: "Deny", ...all, Condition }))).toBe(
    "explicitly-denied",
  );
});

test("ReadOnlyAccess allows describing secrets and not reading their values", () => {
  const documents = [managedPolicy("arn:aws:iam::aws:policy/ReadOnlyAccess")];
  expect(evaluate(documents, "secretsmanager:DescribeSecret", DB)).toBe("allowed");
  expect(evaluate(documents, "secretsmanager:ListSecrets", "*")).toBe("allowed");
  expect(evaluate(documents, READ, DB)).toBe("not-allowed");
});

test("any other managed policy allows everything", () => {
  expect(evaluate([managedPolicy("arn:aws:iam::aws:policy/AdministratorAccess")], READ, DB)).toBe("allowed");
});

const all = { Effect: "Allow", Action: "*", Resource: "*" };

test("a session policy may have its only statement without a list", () => {
  expect(verdict(JSON.stringify({ Version: "2012-10-17", Statement: all }))).toBe("allowed");
});

test.each([
  ["{", "The policy is not in the valid JSON format."],
  ["[]", "Syntax errors in policy."],
  [policy(), "Syntax errors in policy."],
  [policy({ ...all, Principal: "*" }), "Syntax errors in policy."],
  [policy({ ...all, Effect: "Maybe" }), "Syntax errors in policy."],
  [policy({ Effect: "Allow", Resource: "*" }), "Policy statement must contain actions."],
  [policy({ Effect: "Allow", Action: "*" }), "Policy statement must contain resources."],
  [policy({ ...all, NotAction: "iam:*" }), "Policy statement must contain actions."],
  [
    policy({ ...all, Action: "GetSecretValue" }),
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
  ],
  [policy({ ...all, Resource: "db" }), 'Resources must be in ARN format or "*".'],
])("the session policy %s is malformed", (text, message) => {
  expect(() => parsePolicy(text)).toThrow(
    expect.objectContaining({ code: "MalformedPolicyDocument", message }),
  );
});
