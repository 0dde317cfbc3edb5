import { expect, test } from "vitest";
import { planned } from "../../../test/planned-migration.ts";
import { roleNamed, type WrittenOrg } from "../../../test/snapshot.ts";

/** The example of the announcement: one app, one service, a profile for `prod` and one for everything else. */
const announced: WrittenOrg = {
  profiles: {
    default: { role: "dev", parameters: ["API_URL?", "DEBUG?"] },
    prod: { role: "prod", parameters: ["API_URL?", "STRIPE_KEY"] },
  },
  apps: {
    app1: {
      default: "default",
      stages: { prod: "prod" },
      targets: ["service1", "service1 dev us-east-1", "service1 prod us-east-1"],
    },
  },
};

test("the announced example gets a provider for each profile, that of the default on the service and that of prod on its instance", async () => {
  const { providers, rows, conflicts, differences, plan } = await planned(announced);
  expect(providers).toEqual(["default", "prod"]);
  expect(rows).toEqual([
    "app1: service1 → default, parameters of default",
    "app1: service1 prod us-east-1 → prod, parameters of prod, alone",
    "app1: any service → default, parameters of default",
    "app1: any service prod any region → prod, parameters of prod, alone",
  ]);
  expect(plan.apps[0]?.modeBefore).toBe("profiles");
  expect({ conflicts, differences }).toEqual({ conflicts: [], differences: [] });
});

test("the announced example as the hosted dashboard did it lets prod have what only the default profile held", async () => {
  const { rows, differences, whys } = await planned(announced, { asHosted: true });
  expect(rows).toEqual([
    "app1: service1 → default, parameters of default",
    "app1: service1 prod us-east-1 → prod, parameters of prod",
  ]);
  expect(differences.toSorted()).toEqual([
    "any service any stage any region: problem",
    "any service prod any region: problem",
    "service1 prod any region: API_URL",
    "service1 prod any region: DEBUG",
    "service1 prod any region: STRIPE_KEY",
    "service1 prod any region: credentials",
    "service1 prod us-east-1: DEBUG",
  ]);
  expect(whys[0]).toBe(
    "Before, there is no parameter DEBUG; afterwards DEBUG comes from the service, not as a sensitive one.",
  );
});

const withoutRole: WrittenOrg = {
  profiles: { dev: { role: "dev" }, open: { parameters: ["A"] } },
  providers: { shared: { isDefault: true } },
  apps: {
    web: {
      default: "open",
      stages: { dev: "dev" },
      targets: ["api", "api dev eu-west-1", "api test eu-west-1"],
    },
    job: { stages: { dev: "dev" }, targets: ["api", "api test eu-west-1"] },
  },
};

test("a service whose default profile has no role, or whose app has no default, says none against the organization's default", async () => {
  const { rows, plan, differences } = await planned(withoutRole);
  expect(plan.skippedProfiles).toEqual(["open"]);
  expect(rows).toEqual([
    "web: api → none, parameters of open",
    "web: api dev eu-west-1 → dev, alone",
    "web: any service → none, parameters of open",
    "web: any service dev any region → dev, alone",
    "job: api → none",
    "job: any service → none",
    "job: any service dev any region → dev, alone",
  ]);
  expect(differences).toEqual([]);
});

test("as the hosted dashboard did it, the organization's default applies where there was no role, and each such deploy is listed", async () => {
  const { rows, differences } = await planned(withoutRole, { asHosted: true });
  expect(rows).toEqual(["web: api → no link, parameters of open", "web: api dev eu-west-1 → dev"]);
  expect(differences).toContain("api test eu-west-1: credentials");
  expect(differences).toContain("api dev eu-west-1: A");
});

test("a mapped stage whose profile has no role gets none and nothing of the default", async () => {
  const org: WrittenOrg = {
    profiles: { dev: { role: "dev", parameters: ["A"] }, locked: {} },
    apps: { web: { default: "dev", stages: { prod: "locked" }, targets: ["api", "api prod eu-west-1"] } },
  };
  const careful = await planned(org);
  expect(careful.rows).toContain("web: api prod eu-west-1 → none, alone");
  expect(careful.differences).toEqual([]);
  const hosted = await planned(org, { asHosted: true });
  expect(hosted.rows).toEqual(["web: api → dev, parameters of dev"]);
  expect(hosted.differences).toContain("api prod eu-west-1: credentials");
  expect(hosted.whys).toContain(
    "Before, the deploy gets no credentials; afterwards it gets the role arn:aws:iam::111111111111:role/dev for 3600 " +
      "seconds, from the provider dev of the service.",
  );
});

test("a stage that is called default is an ordinary one: its profile goes to its instances and not to the service", async () => {
  const { rows } = await planned({
    profiles: { shared: { role: "shared" }, own: { role: "own" } },
    apps: {
      web: { default: "shared", stages: { default: "own" }, targets: ["api", "api default eu-west-1"] },
    },
  });
  expect(rows.slice(0, 2)).toEqual(["web: api → shared", "web: api default eu-west-1 → own, alone"]);
});

test("two profiles with the same role make two providers", async () => {
  const { providers } = await planned({ profiles: { a: { role: "same" }, b: { role: "same" } } });
  expect(providers).toEqual(["a", "b"]);
});

test("of one app, only the profiles that it names become providers", async () => {
  const org: WrittenOrg = {
    profiles: { a: { role: "a" }, b: { role: "b" }, c: { role: "c" } },
    apps: { web: { default: "b", stages: { prod: "a" } } },
  };
  expect((await planned(org, { app: "web" })).providers).toEqual(["a", "b"]);
  expect((await planned(org)).providers).toEqual(["a", "b", "c"]);
});

test("a provider of the name with the same role is taken over, and one with any other role is a conflict", async () => {
  const role = { ...roleNamed("prod"), planRoleArn: roleNamed("plan").roleArn };
  const taken = (accessRole: typeof role) =>
    planned({ profiles: { prod: { role } }, providers: { prod: { accessRole } } });
  expect(await taken({ ...role })).toMatchObject({ providers: ["prod (taken over)"], conflicts: [] });
  const others = [
    { ...role, durationSeconds: 900 },
    { ...role, planRoleArn: role.roleArn },
    { ...role, roleArn: roleNamed("other").roleArn },
  ];
  for (const other of others)
    expect((await taken(other)).conflicts).toEqual([{ kind: "provider-differs", provider: "prod" }]);
  const keys = await planned({ profiles: { prod: { role } }, providers: { prod: { accessRole: null } } });
  expect(keys.conflicts).toEqual([{ kind: "provider-differs", provider: "prod" }]);
});

test("a provider that is limited to other apps cannot be taken over", async () => {
  const { conflicts } = await planned({
    profiles: { prod: { role: "prod" } },
    providers: { prod: { apps: ["other"] } },
    apps: { web: { default: "prod" } },
  });
  expect(conflicts).toEqual([{ kind: "provider-limited", provider: "prod", app: "web" }]);
});

test("a role whose ARN would be filled in, as a provider's is, is a conflict", async () => {
  const role = { roleArn: "arn:aws:iam::111111111111:role/{app}/deploy", durationSeconds: 3_600 };
  const { conflicts } = await planned({ profiles: { odd: { role } } });
  expect(conflicts).toEqual([{ kind: "role-has-placeholders", profile: "odd" }]);
});

test("a link, a parameter or a refusal to inherit that is there already is a conflict, wherever it is", async () => {
  const { conflicts } = await planned({
    profiles: { dev: { role: "dev" } },
    providers: { shared: {} },
    apps: {
      web: {
        default: "dev",
        targets: {
          api: { provider: "shared" },
          "api dev eu-west-1": { parameters: ["A"] },
          "api test eu-west-1": { provider: { none: true }, inherits: false },
          worker: { requires: ["A"] },
        },
      },
    },
  });
  const place = { service: "api", stage: null, region: null };
  expect(conflicts).toEqual([
    { kind: "already-set", app: "web", place, what: ["provider"] },
    {
      kind: "already-set",
      app: "web",
      place: { ...place, stage: "dev", region: "eu-west-1" },
      what: ["parameters"],
    },
    {
      kind: "already-set",
      app: "web",
      place: { ...place, stage: "test", region: "eu-west-1" },
      what: ["provider", "inherits"],
    },
  ]);
});

test("a profile with more values than a service or an instance can hold is a conflict of the app that uses it", async () => {
  const { conflicts } = await planned({
    profiles: {
      big: { parameters: ["A"], valuesBytes: 2 * 1024 * 1024 + 1 },
      full: { parameters: ["A"], valuesBytes: 2 * 1024 * 1024 },
    },
    apps: { web: { default: "full", stages: { prod: "big" } } },
  });
  expect(conflicts).toEqual([{ kind: "too-many-values", profile: "big", app: "web" }]);
});

test("an app that resolves by providers stays as it is, and one of mixed is migrated", async () => {
  const { plan, rows, differences } = await planned({
    profiles: { dev: { role: "dev" } },
    apps: {
      done: { mode: "providers", targets: ["api"] },
      half: { mode: "mixed", default: "dev", targets: ["api"] },
    },
  });
  expect(plan.unchangedApps).toEqual(["done"]);
  expect(rows).toEqual(["half: api → dev", "half: any service → dev"]);
  expect(differences).toEqual([]);
});

test("an app of mixed cannot be migrated to the same result while the organization's default comes before its profiles", async () => {
  const org: WrittenOrg = {
    profiles: { dev: { role: "dev" } },
    providers: { shared: { isDefault: true } },
    apps: { half: { mode: "mixed", default: "dev", targets: ["api"] } },
  };
  expect((await planned(org)).conflicts).toEqual([
    { kind: "default-provider", app: "half", provider: "shared" },
  ]);
  const hosted = await planned(org, { asHosted: true });
  expect(hosted.conflicts).toEqual([]);
  expect(hosted.differences).toContain("api any stage any region: credentials");
});

test("an app without a default gets its stages from the organization's stage map: one by one, and all others by the line *", async () => {
  const { rows, differences, conflicts } = await planned({
    stages: [
      { stages: "prod", profile: "prod" },
      { stages: "*", profile: "dev" },
      { stages: "never*", profile: "prod" },
    ],
    profiles: { dev: { role: "dev" }, prod: { role: "prod" } },
    apps: {
      web: { targets: ["api", "api prod eu-west-1", "api test eu-west-1"] },
      own: { stages: { prod: "dev" }, inheritsStages: false, targets: ["api", "api prod eu-west-1"] },
    },
  });
  expect(rows).toEqual([
    "web: api → dev",
    "web: api prod eu-west-1 → prod, alone",
    "web: any service → dev",
    "web: any service prod any region → prod, alone",
    "own: api → none",
    "own: api prod eu-west-1 → dev, alone",
    "own: any service → none",
    "own: any service prod any region → dev, alone",
  ]);
  expect({ differences, conflicts }).toEqual({ differences: [], conflicts: [] });
});

test("a pattern of the organization's stage map that reaches an app is a conflict: nobody can list its stages", async () => {
  const stages = [{ stages: "pr-*", profile: "dev" }];
  const profiles = { dev: { role: "dev" } };
  const reached = await planned({ stages, profiles, apps: { web: { targets: ["api"] } } });
  expect(reached.conflicts).toEqual([{ kind: "stage-map", app: "web", stages: "pr-*" }]);
  const hidden = await planned({ stages, profiles, apps: { web: { default: "dev" } } });
  expect(hidden.conflicts).toEqual([]);
});

test("a stage that nobody defined is refused before and after where the app has no default, and allowed where the app allows it", async () => {
  const profiles = { prod: { role: "prod" } };
  for (const unprofiled of ["refuse", "allow"] as const) {
    const { differences, compared } = await planned({
      profiles,
      providers: { shared: { isDefault: true } },
      apps: { web: { stages: { prod: "prod" }, unprofiled, targets: ["api", "api test eu-west-1"] } },
    });
    expect(differences).toEqual([]);
    expect(compared).toBe(5);
  }
});

test("a key that a service demands is missing before and after, or found before and after", async () => {
  const { differences } = await planned({
    profiles: { dev: { role: "dev", parameters: ["A"] }, prod: { role: "prod" } },
    apps: {
      web: {
        default: "dev",
        stages: { prod: "prod" },
        targets: { api: { requires: ["A"] }, "api prod eu-west-1": {}, "api dev eu-west-1": {} },
      },
    },
  });
  expect(differences).toEqual([]);
});

test("a reference stays one, and a parameter is as sensitive as it was", async () => {
  const { differences } = await planned({
    profiles: { dev: { role: "dev", parameters: ["@A", "B?", "C"] } },
    apps: { web: { default: "dev", targets: ["api", "api dev eu-west-1"] } },
  });
  expect(differences).toEqual([]);
});
