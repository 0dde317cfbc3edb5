import { expect, test } from "vitest";
import { makeTarget } from "../../../test/target.ts";
import { type LearnTargetPorts, learnTargets } from "./learn-target.ts";
import type { Target } from "./target.ts";

const target = {
  org: "acmecorp",
  app: "storefront",
  stage: "prod",
  service: "checkout",
  region: "eu-central-1",
};
const at = new Date("2026-11-20T12:00:00Z");
const before = new Date("2026-11-20T11:00:00Z");
const after = new Date("2026-11-20T13:00:00Z");
const instance = { stage: "prod", region: "eu-central-1" };

/** What learning of one deploy does, by what is stored. */
async function learn(
  stored: { app?: Date | null; there?: boolean; service?: Target; instance?: Target },
  deployedAt: readonly Date[] = [at],
) {
  const announced: string[] = [];
  let transactions = 0;
  let lookUps = 0;
  const ports: LearnTargetPorts = {
    isTargetThere: async () => {
      lookUps += 1;
      return stored.there ?? false;
    },
    transaction: async (work) => {
      transactions += 1;
      return work({
        holdApp: async () =>
          stored.app === null ? undefined : { createdAt: stored.app ?? new Date("2026-01-01T00:00:00Z") },
        lockTarget: async () => undefined,
        claimTarget: async ({ stage }) => ({
          id: "1",
          current: stage === undefined ? stored.service : stored.instance,
        }),
        writeTarget: async ({ revision, isRemoved, content }) =>
          makeTarget({ ...content, parameters: [], revision, removedAt: isRemoved ? at : null }),
        announce: async ({ subject }) => {
          announced.push(subject.replace("profiles.v1.", ""));
        },
        listNearApps: async () => [],
        listNearServices: async () => [],
      });
    },
  };
  await learnTargets(
    ports,
    deployedAt.map((at) => ({ target, at, by: "key_1" })),
  );
  return { announced, transactions, lookUps };
}

test.each([
  ["nothing is there", {}, ["service.created", "instance.created"]],
  ["the service is there", { service: makeTarget() }, ["instance.created"]],
  [
    "both were removed before",
    { service: makeTarget({ removedAt: before }), instance: makeTarget({ ...instance, removedAt: before }) },
    ["service.restored", "instance.restored"],
  ],
  [
    "the instance was removed before",
    { service: makeTarget(), instance: makeTarget({ ...instance, removedAt: before }) },
    ["instance.restored"],
  ],
  [
    "the instance was removed afterwards",
    { service: makeTarget(), instance: makeTarget({ ...instance, removedAt: after }) },
    [],
  ],
  ["the service was removed afterwards", { service: makeTarget({ removedAt: after }) }, []],
  ["another replica was quicker", { service: makeTarget(), instance: makeTarget(instance) }, []],
  ["the app is not there", { app: null }, []],
  ["the app was made anew since", { app: after }, []],
])("where %s, learning of a deploy does what is missing", async (_what, stored, expected) => {
  expect((await learn(stored)).announced).toEqual(expected);
});

test("where all is there, learning of a deploy begins no transaction", async () => {
  expect(await learn({ there: true })).toEqual({ announced: [], transactions: 0, lookUps: 1 });
});

test("several deploys of one instance are looked up once, and bring it back as the newest of them does", async () => {
  const removed = { service: makeTarget(), instance: makeTarget({ ...instance, removedAt: at }) };
  const { announced, lookUps } = await learn(removed, [before, after, before]);
  expect({ announced, lookUps }).toEqual({ announced: ["instance.restored"], lookUps: 1 });
  expect((await learn(removed, [before, before])).announced).toEqual([]);
});
