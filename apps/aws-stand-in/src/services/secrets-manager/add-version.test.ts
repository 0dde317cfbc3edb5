import { expect, test } from "vitest";
import { type Secret, versionStages } from "../../state/secret.ts";
import { addVersion } from "./add-version.ts";

function emptySecret(): Secret {
  const of = { arn: "arn:db", name: "db", accountId: "222222222222", region: "eu-central-1" };
  return { ...of, tags: [], createdAtMs: 0, changedAtMs: 0, versions: [] };
}

function add(secret: Secret, id: string, stages: string[] = ["AWSCURRENT"]) {
  return addVersion(secret, { id, value: { SecretString: `value of ${id}` }, stages, nowMs: 1 });
}

test("adding a version moves AWSPREVIOUS to the version that was AWSCURRENT", () => {
  const secret = emptySecret();
  for (const id of ["one", "two", "three"]) add(secret, id);
  expect(versionStages(secret)).toEqual({ two: ["AWSPREVIOUS"], three: ["AWSCURRENT"] });
});

test("the first version of a secret is AWSCURRENT, whatever stages are requested", () => {
  const secret = emptySecret();
  add(secret, "one", ["blue"]);
  expect(versionStages(secret)).toEqual({ one: ["blue", "AWSCURRENT"] });
});

test("adding a version with a custom stage does not move AWSCURRENT", () => {
  const secret = emptySecret();
  add(secret, "one");
  add(secret, "two", ["AWSPENDING"]);
  add(secret, "three", ["AWSPENDING"]);
  expect(versionStages(secret)).toEqual({ one: ["AWSCURRENT"], three: ["AWSPENDING"] });
});

test("adding a version with the same id and value again changes nothing", () => {
  const secret = emptySecret();
  add(secret, "one");
  add(secret, "two");
  expect(add(secret, "one").stages).toEqual(["AWSPREVIOUS"]);
  expect(secret.versions).toHaveLength(2);
});

test("adding another value under a used version id fails", () => {
  const secret = emptySecret();
  add(secret, "one");
  const other = { id: "one", value: { SecretString: "other" }, stages: [], nowMs: 2 };
  expect(() => addVersion(secret, other)).toThrow(
    expect.objectContaining({ code: "ResourceExistsException" }),
  );
});

test("a secret keeps at most a hundred versions, and always those with stages", () => {
  const secret = emptySecret();
  add(secret, "keep", ["blue"]);
  for (let at = 0; at < 150; at++) add(secret, `v${at}`);
  expect(secret.versions).toHaveLength(100);
  expect(versionStages(secret)).toEqual({ keep: ["blue"], v148: ["AWSPREVIOUS"], v149: ["AWSCURRENT"] });
});
