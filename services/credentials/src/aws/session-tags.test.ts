import fc from "fast-check";
import { expect, test } from "vitest";
import { deploymentId, target } from "../../test/deployment.ts";
import { isEssential, sessionTags, tagValue } from "./session-tags.ts";

const anyText = fc.oneof(
  fc.string({ maxLength: 300, unit: "grapheme" }),
  fc.string({ minLength: 250, maxLength: 300, unit: "binary" }),
);

test("a session's tags say what is deployed and for which deployment", () => {
  expect(sessionTags({ target, deploymentId })).toEqual([
    { Key: "stagepass:org", Value: "acmecorp" },
    { Key: "stagepass:app", Value: "storefront" },
    { Key: "stagepass:stage", Value: "prod" },
    { Key: "stagepass:service", Value: "checkout" },
    { Key: "stagepass:deployment", Value: deploymentId },
  ]);
});

test("a session has no service tag when the service is not known", () => {
  const { service: _, ...unnamed } = target;
  const keys = sessionTags({ target: unnamed, deploymentId }).map(({ Key }) => Key);
  expect(keys).toEqual(["stagepass:org", "stagepass:app", "stagepass:stage", "stagepass:deployment"]);
});

test("only the tags that account for the session are essential", () => {
  const kept = sessionTags({ target, deploymentId }).filter(isEssential);
  expect(kept.map(({ Key }) => Key)).toEqual(["stagepass:org", "stagepass:deployment"]);
});

test("tagValue leaves a text that AWS accepts as it is", () => {
  expect(tagValue("feature/größer Ⅷ_.:=+-@")).toBe("feature/größer Ⅷ_.:=+-@");
});

test("tagValue makes an unresolved stage acceptable, and differs from a stage that looks like its result", () => {
  const value = tagValue("${opt:stage, 'dev'}");
  expect(value).toMatch(/^__opt:stage_ _dev__-[0-9a-f]{16}$/);
  expect(tagValue(value)).toBe(value);
  expect(tagValue("__opt:stage_ _dev__")).not.toBe(value);
});

test("tagValue always returns a value that AWS accepts", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(tagValue(text)).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
      expect(tagValue(text).length).toBeLessThanOrEqual(256);
    }),
  );
});

test("tagValue never returns one value for two texts", () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      fc.pre(one !== other);
      expect(tagValue(one)).not.toBe(tagValue(other));
    }),
  );
});
