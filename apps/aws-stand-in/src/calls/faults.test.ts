import { expect, test } from "vitest";
import { Faults } from "./faults.ts";

test("a fault fails as many calls as it was ordered for, and only those of its service", () => {
  const faults = new Faults();
  faults.put({ service: "sts", kind: "throttle", times: 2 });
  expect(faults.take("secretsmanager", "GetSecretValue")).toBeUndefined();
  expect([1, 2, 3].map(() => faults.take("sts", "AssumeRole"))).toEqual(["throttle", "throttle", undefined]);
});

test("a fault for one action is used before one for the whole service, and does not affect other actions", () => {
  const faults = new Faults();
  faults.put({ service: "sts", kind: "error", times: 1 });
  faults.put({ service: "sts", action: "AssumeRole", kind: "throttle", times: 1 });
  expect(["AssumeRole", "AssumeRole"].map((action) => faults.take("sts", action))).toEqual([
    "throttle",
    "error",
  ]);
  faults.put({ service: "sts", action: "AssumeRole", kind: "throttle", times: 1 });
  expect(faults.take("sts", "GetCallerIdentity")).toBeUndefined();
});

test("a new fault replaces the one for the same action", () => {
  const faults = new Faults();
  faults.put({ service: "sts", kind: "error", times: 5 });
  faults.put({ service: "sts", kind: "nonsense", times: 1 });
  expect(faults.list()).toEqual([{ service: "sts", kind: "nonsense", times: 1 }]);
});
