import { expect, test } from "vitest";
import { makeStored } from "../../../test/profile-version.ts";
import { makeNone, makeTarget } from "../../../test/target.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { type LearnTargetPorts, learnTargets } from "./learn-target.ts";
import type { NextTarget, Target } from "./target.ts";

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

interface Stored {
  readonly app?: Date | null;
  readonly there?: boolean;
  readonly service?: Target;
  readonly instance?: Target;
  readonly blueprint?: Target;
  readonly stageBlueprint?: Target;
}

/** A vault whose ciphertexts tell what they are bound to. */
const vault: OrgVault = {
  seal: (parameter, value) => Buffer.from(JSON.stringify([parameter, value])),
  unseal: (parameter, sealed) => `${JSON.stringify(parameter)} ${Buffer.from(sealed)}`,
};

/** What learning of one deploy does, by what is stored. */
async function learn(stored: Stored, deployedAt: readonly Date[] = [at]) {
  const announced: string[] = [];
  const written: NextTarget[] = [];
  let transactions = 0;
  let lookUps = 0;
  const ports: LearnTargetPorts = {
    isTargetThere: async () => {
      lookUps += 1;
      return stored.there ?? false;
    },
    openVault: async () => vault,
    transaction: async (work) => {
      transactions += 1;
      return work({
        holdApp: async () =>
          stored.app === null ? undefined : { createdAt: stored.app ?? new Date("2026-01-01T00:00:00Z") },
        lockTarget: async () => undefined,
        findTarget: async ({ stage }) => (stage === undefined ? stored.blueprint : stored.stageBlueprint),
        readSealedOfTargets: async (_org, ids) => new Map(ids.map((id) => [id, { sealed: Buffer.from(id) }])),
        claimTarget: async ({ stage }) => ({
          id: "1",
          current: stage === undefined ? stored.service : stored.instance,
        }),
        writeTarget: async ({ revision, isRemoved, content }) => {
          written.push(content);
          return makeTarget({ ...content, parameters: [], revision, removedAt: isRemoved ? at : null });
        },
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
  return { announced, written, transactions, lookUps };
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
  expect(await learn({ there: true })).toEqual({ announced: [], written: [], transactions: 0, lookUps: 1 });
});

test("several deploys of one instance are looked up once, and bring it back as the newest of them does", async () => {
  const removed = { service: makeTarget(), instance: makeTarget({ ...instance, removedAt: at }) };
  const { announced, lookUps } = await learn(removed, [before, after, before]);
  expect({ announced, lookUps }).toEqual({ announced: ["instance.restored"], lookUps: 1 });
  expect((await learn(removed, [before, before])).announced).toEqual([]);
});

test("what a deploy makes begins with its blueprint, and each value is sealed anew for where it is set", async () => {
  const reference = { kind: "reference" as const, reference: { secretId: "db" } };
  const { written } = await learn({
    blueprint: makeTarget({ id: "7", service: "", provider: "dev", parameters: [makeStored("A")] }),
    stageBlueprint: makeTarget({
      ...{ id: "8", service: "", stage: "prod", provider: { none: true }, inherits: false },
      parameters: [makeNone("B"), { ...makeStored("C"), sensitive: false, content: reference }],
    }),
  });
  const value = JSON.stringify({ targetId: "7", key: "A" });
  expect(written).toMatchObject([
    { provider: "dev", inherits: true, parameters: [{ key: "A", value: { kind: "sealed" } }] },
    {
      ...{ provider: { none: true }, inherits: false },
      parameters: [
        { key: "B", isNone: true, stored: null },
        { key: "C", sensitive: false, value: reference },
      ],
    },
  ]);
  const [first] = written[0]?.parameters ?? [];
  const sealed = first !== undefined && "value" in first && "sealed" in first.value ? first.value.sealed : "";
  expect(JSON.parse(sealed.toString())).toEqual([
    { targetId: "1", key: "A" },
    `${value} ${makeStored("A").valueId}`,
  ]);
});

test("what is there already, or comes back, gets nothing of a blueprint", async () => {
  const blueprints = {
    blueprint: makeTarget({ provider: "dev" }),
    stageBlueprint: makeTarget({ provider: "dev" }),
  };
  const removed = { removedAt: before };
  const { written } = await learn({
    ...blueprints,
    service: makeTarget(removed),
    instance: makeTarget({ ...instance, ...removed }),
  });
  expect(written).toMatchObject([{ provider: null }, { provider: null }]);
});
