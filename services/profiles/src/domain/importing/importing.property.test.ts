import { Configuration } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { extent } from "../../../../../test/fuzz/extent.ts";
import type { TargetParameter } from "../targets/target.ts";
import { configurationOf } from "./configuration-of.ts";
import { differenceOf } from "./difference.ts";
import { beginDraft } from "./draft/draft.ts";
import type { Snapshot } from "./draft/snapshot.ts";
import { type DraftState, unwritten } from "./draft/state.ts";
import { runSteps } from "./run-steps.ts";
import { savingSteps } from "./saving-steps.ts";
import { findUnnamed } from "./unnamed.ts";

/** The usual run of `npm run fuzz` tries 10,000 configurations. */
const tried = {
  numRuns: extent.isByHand ? Math.max(300, Math.ceil(extent.runs / 100)) : 300,
  seed: extent.seed,
};

const name = fc.constantFrom("dev", "prod", "shop", "constructor");
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const accessRole = fc.record({ roleArn: fc.constant(roleArn), durationSeconds: fc.constantFrom(900, 3_600) });
const key = fc.constantFrom("A", "B", "C");
const reference = fc.constantFrom(
  { ssm: { name: "/shop/a" } },
  { secretsManager: { secretId: "shop", jsonKey: "a" } },
);
const referring = fc.tuple(key, fc.boolean(), reference).map(([at, sensitive, content]) => ({
  ...{ key: at, sensitive },
  ...content,
}));
const byKey = { selector: (parameter: { readonly key: string }) => parameter.key, maxLength: 2 };
const ofTarget = fc.uniqueArray(
  fc.oneof(
    referring,
    key.map((at) => ({ key: at, none: true })),
  ),
  byKey,
);
const link = (providers: readonly string[]) => fc.constantFrom<unknown>(null, { none: true }, ...providers);

/** Any part of a record, in which each field may be left out. */
const anyOf = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(fields, { requiredKeys: [] });
const named = <T>(content: fc.Arbitrary<T>) =>
  fc.dictionary(name, content, { maxKeys: 3, noNullPrototype: true });

/** Any document whose names mean something in it. Values are references, since an export leaves others out. */
const anyDocument = fc
  .record({
    profiles: named(
      fc.record(
        { accessRole, description: fc.constantFrom("", "One"), parameters: fc.uniqueArray(referring, byKey) },
        { requiredKeys: ["accessRole"] },
      ),
    ),
    providers: named(fc.record({ accessRole })),
  })
  .chain(({ profiles, providers }) => {
    const known = Object.keys(profiles);
    const provider = link(Object.keys(providers));
    const profile = fc.constantFrom<string | null>(null, ...known);
    const instance = anyOf({ provider, inherits: fc.boolean(), parameters: ofTarget });
    const ofServices = anyOf({ provider, parameters: ofTarget });
    const regions = fc.dictionary(fc.constantFrom("eu-central-1", "us-east-1"), instance, {
      noNullPrototype: true,
    });
    const service = fc.record(
      {
        ...{ provider, parameters: ofTarget, description: fc.constantFrom("", "One") },
        ...{ requiredParameters: fc.uniqueArray(key), instances: named(regions) },
      },
      { requiredKeys: ["instances"] },
    );
    const mapped = known.length === 0 ? fc.constant({}) : named(fc.constantFrom(...known));
    const blueprints = fc.record(
      { services: ofServices, stages: named(instance) },
      { requiredKeys: ["stages"] },
    );
    const app = fc.record(
      {
        mode: fc.constantFrom("profiles", "mixed", "providers"),
        defaultProfile: profile,
        ...{ stages: mapped, blueprints, services: named(service) },
      },
      { requiredKeys: ["stages", "blueprints", "services"] },
    );
    return fc.record({
      apiVersion: fc.constant(1),
      settings: anyOf({ description: fc.constantFrom("", "Shop") }),
      ...{ profiles: fc.constant(profiles), providers: fc.constant(providers), apps: named(app) },
    });
  })
  .map((document) => Configuration.parse(JSON.parse(JSON.stringify(document))));

const emptyOrg: Snapshot = {
  org: {
    ...{ name: "acmecorp", description: "", clients: {}, stages: [], staticKeys: "deny" },
    ...{ revision: 1, createdAt: unwritten },
  },
  ...{ profiles: [], apps: [], stages: [], providers: [], targets: [] },
};

let values = 0;

/** Imports a document into what is there. Returns what is there afterwards, and what changed. */
async function importInto(snapshot: Snapshot, document: Configuration) {
  const draft = beginDraft(snapshot, async () => undefined);
  const vault = { seal: () => new Uint8Array(), unseal: () => "" };
  const saving = {
    ...{ draft, vault, keysVault: vault, checkSafeguards: async () => [] },
    change: { org: "acmecorp", by: "key", assertMatch: () => {} },
  };
  const removals = findUnnamed(document, snapshot, saving).map(({ step }) => step);
  await runSteps(draft, [...savingSteps(document, saving), ...removals], async () => {});
  return { after: snapshotOf(draft.state), changes: differenceOf(draft.events, snapshot) };
}

/** What the store would read, with ids of rows and values as it gives them. */
function snapshotOf(state: DraftState): Snapshot {
  const stored = <T extends { readonly parameters: readonly P[] }, P extends TargetParameter>(holder: T) => ({
    ...holder,
    parameters: holder.parameters.map((parameter) =>
      parameter.valueId === "new" ? { ...parameter, valueId: `value ${++values}` } : parameter,
    ),
  });
  const targets = [...state.targets.values()].flatMap((ofApp) => [...ofApp.values()]);
  return {
    org: state.org,
    profiles: [...state.profiles].map(([profile, { current, lastVersion }]) => ({
      ...{ name: profile, lastVersion },
      current: current && stored(current),
    })),
    apps: [...state.apps.values()],
    stages: [...state.stages].flatMap(([app, stages]) =>
      [...stages.values()].map((stage) => ({ ...stage, app })),
    ),
    providers: [...state.providers.values()],
    targets: targets.flatMap(({ name: { app }, current }, index) =>
      current === undefined ? [] : [{ ...stored(current), app, id: `row ${index}` }],
    ),
  };
}

const textOf = (snapshot: Snapshot) => JSON.stringify(configurationOf(snapshot));

test("a configuration that is imported twice changes nothing the second time", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async (document) => {
      const { after } = await importInto(emptyOrg, document);
      const again = await importInto(after, document);
      expect(again.changes).toEqual([]);
    }),
    tried,
  );
});

test("what is exported, imported into an empty organization and exported again is equal to the byte", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async (document) => {
      const exported = textOf((await importInto(emptyOrg, document)).after);
      const { after } = await importInto(emptyOrg, Configuration.parse(JSON.parse(exported)));
      expect(textOf(after)).toBe(exported);
    }),
    tried,
  );
});

test("a prune leaves exactly the document, whatever was there before", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, anyDocument, async (earlier, document) => {
      const { after: there } = await importInto(emptyOrg, earlier);
      const { after } = await importInto(there, document);
      expect(textOf(after)).toBe(textOf((await importInto(emptyOrg, document)).after));
      expect((await importInto(after, document)).changes).toEqual([]);
    }),
    tried,
  );
});
