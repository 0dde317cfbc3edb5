import { Problem, type ProviderMigration } from "@stagepass/contracts";
import { Unanswered } from "@stagepass/runtime/terminal";
import { expect, test, vi } from "vitest";
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
const conflict = {
  ...{ kind: "provider-differs", app: null, service: null, stage: null, region: null, profile: null },
  ...{ provider: "prod", message: "There is a provider prod already." },
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
  expect(said).toBe("Planning …\nWriting 1 provider, 2 settings and 1 mode …\n");
  expect(JSON.parse((await run({ json: true })).written)).toEqual({ ...migration, status: "done" });
});

test("a person sees every second that the server is still at work", async () => {
  vi.useFakeTimers();
  try {
    const migrate = () =>
      new Promise<ProviderMigration>((resolve) => {
        setTimeout(() => resolve({ ...migration, status: "done" }), 2_500);
      });
    const running = run({}, { migrate });
    await vi.advanceTimersByTimeAsync(2_500);
    const { said } = await running;
    expect(said).toContain("1 mode …\nWriting 1 provider, 2 settings and 1 mode … 1 s\n");
    expect(said).toMatch(/… 2 s\n$/);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("what is in the way of a migration is listed in full, and the server is not asked to write", async () => {
  const inTheWay = { ...migration, plan: { ...migration.plan, conflicts: [conflict] } };
  const migrate = vi.fn(ask.migrate);
  const { code, written, said } = await run({}, { plan: async () => inTheWay, migrate });
  expect({ code, said }).toEqual({ code: 1, said: "Planning …\n" });
  expect(written).toMatch(/^Nothing is written: something is in the way of this\.\n/);
  expect(migrate).not.toHaveBeenCalled();
});

test("a dry run of what is migrated already says that there is nothing to do", async () => {
  const [provider] = migration.plan.providers;
  const providers = provider === undefined ? [] : [{ ...provider, takenOver: true }];
  const plan = { ...migration.plan, providers, settings: [], modes: [], unchangedApps: ["app1"] };
  const { code, written } = await run({ action: "plan" }, { plan: async () => ({ ...migration, plan }) });
  expect(code).toBe(0);
  expect(written).toMatch(/^There is nothing to do\.\n/);
});

test("without an answer it ends with 3, and says who was asked and why", async () => {
  const plan = async (): Promise<never> => {
    const cause = new Error("connect ECONNREFUSED 127.0.0.1:4000");
    throw new Unanswered(options.url, new TypeError("fetch failed", { cause }));
  };
  expect(await run({ json: true }, { plan })).toEqual({
    code: 3,
    written: "",
    said: "Planning …\nStagepass at http://127.0.0.1:4000 cannot be reached: connect ECONNREFUSED 127.0.0.1:4000.\n",
  });
});

test("what is refused ends with 1 if something is in the way, and with 3 if nobody may ask", async () => {
  const refuse = (code: "conflict" | "forbidden") => async (): Promise<never> => {
    throw new Refused(new Problem(code, "No.").toBody());
  };
  expect(await run({ action: "undo" }, { undo: refuse("conflict") })).toMatchObject({ code: 1, written: "" });
  const { code, said } = await run({}, { plan: refuse("forbidden") });
  expect({ code, said }).toEqual({ code: 3, said: "Planning …\nNo.\n" });
});
