import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { issueCredentials, newSessionKeyId, openSessionToken, type Session } from "./session.ts";

const key = randomBytes(32);
const session: Session = {
  accessKeyId: newSessionKeyId(),
  expiresAtMs: 1_800_000_000_000,
  roleArn: "arn:aws:iam::222222222222:role/deploy",
  roleSessionName: "dep_1",
  tags: [{ Key: "app", Value: "storefront" }],
  transitiveTagKeys: [],
  policyArns: [],
};

test("opening a session token returns the session that it was issued for", () => {
  expect(openSessionToken(issueCredentials(session, key).sessionToken, key)).toEqual(session);
});

test("opening a token of another key, a changed token or arbitrary text returns nothing", () => {
  const token = Buffer.from(issueCredentials(session, key).sessionToken, "base64");
  token[40] = (token[40] ?? 0) ^ 1;
  expect(openSessionToken(issueCredentials(session, randomBytes(32)).sessionToken, key)).toBeUndefined();
  expect(openSessionToken(token.toString("base64"), key)).toBeUndefined();
  expect(openSessionToken("", key)).toBeUndefined();
  expect(openSessionToken("not a token", key)).toBeUndefined();
});

test("a session's credentials have the format of AWS's temporary ones", () => {
  const { accessKeyId, secretAccessKey } = issueCredentials(session, key);
  expect(accessKeyId).toMatch(/^ASIA[0-9A-Z]{16}$/);
  expect(secretAccessKey).toHaveLength(40);
});
