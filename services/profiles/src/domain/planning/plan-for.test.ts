import { Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import type { WorkingKey } from "../access-keys/authenticate.ts";
import { type PlanForPorts, planFor } from "./plan-for.ts";

const asked = { keyDigest: "ab".repeat(32), ...makeTarget() };

/** Ports in which no app exists, so that only what is checked before the app is looked at can be anything else. */
function portsWith(scope: WorkingKey["scope"]): PlanForPorts {
  const key: WorkingKey = { id: "key_ci", org: asked.org, role: "deployer", scope, useIsStale: false };
  return {
    findStanding: async () => ({ key, app: undefined }),
    isOperator: () => false,
    findSession: async () => undefined,
    noteUse: () => {},
    getContent: () => Promise.reject(new Error("nothing is planned")),
    findTargetContent: () => Promise.reject(new Error("nothing is planned")),
    listNearApps: async () => [],
  };
}

test("a caller who is not admitted, or whose key does not cover the target, does not learn whether the app exists", async () => {
  const refuse = () => {
    throw new Problem("forbidden", "This caller is not admitted.");
  };
  await expect(planFor(portsWith({}), asked, refuse)).rejects.toThrow("This caller is not admitted.");
  await expect(planFor(portsWith({ stages: ["other"] }), asked, () => {})).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(planFor(portsWith({}), asked, () => {})).rejects.toMatchObject({ code: "not-found" });
});

test("the caller who is to be admitted is the holder of the key", async () => {
  const admitted: unknown[] = [];
  await planFor(portsWith({}), asked, (caller) => void admitted.push(caller)).catch(() => {});
  expect(admitted).toEqual([{ role: "deployer", keyId: "key_ci", org: asked.org, scope: {} }]);
});

test("the holder of a session is admitted as the holder of its key, which is read as of the moment of the plan", async () => {
  const ports = portsWith({});
  const ofSession: PlanForPorts = {
    ...ports,
    findStanding: async (standing) =>
      standing.digest === "cd".repeat(32) ? ports.findStanding(standing) : { key: undefined, app: undefined },
    findSession: async () => ({ keyDigest: "cd".repeat(32) }),
  };
  const admitted: unknown[] = [];
  await planFor(ofSession, asked, (caller) => void admitted.push(caller)).catch(() => {});
  expect(admitted).toMatchObject([{ keyId: "key_ci" }]);
  const ended = { ...ofSession, findSession: async () => undefined };
  await expect(planFor(ended, asked, () => {})).rejects.toMatchObject({ code: "unauthenticated" });
});
