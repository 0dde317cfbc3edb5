import { Problem, type ProviderMigration } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { type Ask, Refused } from "./ask.ts";
import type { Options } from "./options.ts";
import { perform } from "./perform.ts";

const migration: ProviderMigration = {
  ...{ org: "acmecorp", app: null, asHosted: false, status: "planned" },
  ...{ migratedAt: null, migratedBy: null, undoneAt: null, undoneBy: null },
  plan: {
    providers: [
      {
        name: "prod",
        accessRole: { roleArn: "arn:aws:iam::222222222222:role/prod", durationSeconds: 3_600 },
        takenOver: false,
      },
    ],
    skippedProfiles: ["open"],
    settings: [
      {
        ...{ app: "app1", service: "service1", stage: "prod", region: "us-east-1" },
        ...{ provider: "prod", inherits: false, parametersOf: "prod", parameterKeys: ["A", "B"] },
      },
      {
        ...{ app: "app1", service: null, stage: null, region: null },
        ...{ provider: { none: true }, inherits: true, parametersOf: null, parameterKeys: [] },
      },
    ],
    modes: [{ app: "app1", before: "profiles", after: "providers" }],
    ...{ unchangedApps: [], conflicts: [] },
  },
  parity: { compared: 7, different: 0, targets: [] },
};
const options: Options = {
  ...{ org: "acmecorp", app: undefined, action: "migrate", asHosted: false, json: false },
  ...{ url: "http://127.0.0.1:4000", key: "sp_key" },
};
const ask: Ask = {
  plan: async () => migration,
  migrate: async () => ({ ...migration, status: "done" }),
  undo: async () => ({ ...migration, status: "undone" }),
  testRole: async () => ({ outcome: "refused", detail: "AWS denies it. Trust it." }),
};

async function run(asked: Partial<Options>, answers: Partial<Ask> = {}) {
  let [written, said] = ["", ""];
  const output = {
    write: (text: string) => {
      written += text;
    },
    say: (text: string) => {
      said += text;
    },
  };
  const code = await perform({ ...options, ...asked }, { ...ask, ...answers }, output);
  return { code, written, said };
}

test("a dry run says all that would be written, and which roles cannot be assumed today", async () => {
  const { code, written } = await run({ action: "plan" });
  expect(code).toBe(0);
  expect(written).toBe(`This would be written, and nothing is written yet.

Providers:
  prod: arn:aws:iam::222222222222:role/prod

Profiles without a role, which become no provider:
  open

Services and instances:
  app1, service1 in prod (us-east-1): provider prod, 2 parameters of prod, inherits nothing
  app1, each new service: no provider

Modes:
  app1: profiles → providers

Roles that cannot be assumed today:
  prod: AWS denies it. Trust it.

Compared: 7 targets, of which 0 get something else.
`);
});

test("a dry run ends with 1 where something is in the way or deploys would get something else", async () => {
  const conflict = {
    ...{ kind: "provider-differs", app: null, service: null, stage: null, region: null, profile: null },
    ...{ provider: "prod", message: "There is a provider prod already." },
  };
  const inTheWay = { ...migration, plan: { ...migration.plan, conflicts: [conflict] } };
  const conflicting = await run({ action: "plan" }, { plan: async () => inTheWay });
  expect(conflicting.code).toBe(1);
  expect(conflicting.written).toContain("In the way:\n  There is a provider prod already.\n");
  const different = { ...migration, parity: { ...migration.parity, different: 1 } };
  expect((await run({ action: "plan" }, { plan: async () => different })).code).toBe(1);
});

test("a migration says how far it is beside the report, and the report alone is the output", async () => {
  const { code, written, said } = await run({});
  expect(code).toBe(0);
  expect(written).toMatch(/^This was written\./);
  expect(said).toBe("Planning …\nWriting 1 providers and 2 settings …\n");
  expect(JSON.parse((await run({ json: true })).written)).toEqual({ ...migration, status: "done" });
});

test("what is refused ends with 1 if something is in the way, and with 3 if nobody may ask", async () => {
  const refuse = (code: "conflict" | "forbidden") => async (): Promise<never> => {
    throw new Refused(new Problem(code, "No.").toBody());
  };
  expect(await run({ action: "undo" }, { undo: refuse("conflict") })).toMatchObject({ code: 1, written: "" });
  const { code, said } = await run({}, { plan: refuse("forbidden") });
  expect({ code, said }).toEqual({ code: 3, said: "Planning …\nNo.\n" });
});
