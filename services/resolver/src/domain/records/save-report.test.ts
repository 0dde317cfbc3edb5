import { Principal, Problem, type ReportInput } from "@stagepass/contracts";
import { describe, expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import type { NewReport, PrecedingResolution, ReportPorts } from "./ports.ts";
import { saveReport } from "./save-report.ts";

const principal = Principal.parse({ role: "deployer", keyId: "key_ci", org: "acmecorp", scope: {} });
const target = makeTarget({ service: "orders", region: "us-east-1" });

/** A report with some of its details. */
function reportWith(custom: unknown, changes: Partial<ReportInput> = {}): ReportInput {
  return {
    deploymentUid: "0f8fad5b-d9cb-469f-a165-70867728950e",
    status: "success",
    archived: false,
    versions: { framework: "1.83.3", plugin: null, sdk: null },
    outputs: { url: "https://x/prod", keyed: "https://x/?key=hunter2!" },
    details: {
      ...{ error: null, functions: {}, subscriptions: [], parameterKeys: [], clientSafeguards: [] },
      ...{ vcs: null, buildId: null, provider: null, resources: null, layers: null, plugins: null },
      ...{ custom, logIngestMode: null, serverlessFile: null, serverlessFileName: null },
    },
    ...changes,
  };
}
const report = reportWith({ auth: Buffer.from("user:hunter2!").toString("base64"), env: "prod" });
const resolution = {
  deploymentId: "dep_resolved00000000000000",
  profile: { name: "prod", version: 7 },
  requestedAt: "2026-11-20T11:00:00.000Z",
} satisfies PrecedingResolution;
const planned = {
  profile: { name: "prod", version: 7, matchedBy: "stage" as const },
  provider: null,
  accessRole: null,
  parameterKeys: ["DB_URL"],
  safeguards: [{ name: "EU only", safeguard: "allowed-regions", enforcementLevel: "error" as const }],
  clients: { legacy: "allow" as const },
};
const fromProfile = { source: "profile" as const, overrides: [] };
const opened = {
  parameters: [
    { key: "DB_URL", value: "hunter2!", sensitive: true, ...fromProfile, referenced: true },
    { key: "STAGE_NAME", value: "prod", sensitive: true, ...fromProfile, referenced: false },
    { key: "LEVEL", value: "https", sensitive: false, ...fromProfile, referenced: false },
  ],
};
const results = [
  { ...planned.safeguards[0], outcome: "failed", messages: ["not there"] },
  { ...planned.safeguards[0], outcome: "skipped", reason: "needs-template", messages: [] },
] as never[]; // results whose shape the contracts' tests hold

/** A world in which one resolution preceded, and which remembers what it is told to keep. */
function worldWith(changes: Partial<ReportPorts> = {}) {
  const kept: NewReport[] = [];
  const asked: unknown[] = [];
  const ports: ReportPorts = {
    plan: async () => planned,
    open: async (question) => {
      asked.push(question);
      return opened;
    },
    evaluate: async (question) => {
      asked.push(question);
      return { verdict: "blocked", results, blockedBy: [] };
    },
    newDeploymentId: () => "dep_new0000000000000000000",
    digest: (text) => `sha256 of ${text}`,
    findKeptReport: async () =>
      kept.map(({ deploymentId, digest, scrubbedWith }) => ({ deploymentId, digest, scrubbedWith }))[0],
    listGivenVersions: async () => [resolution.profile],
    findPrecedingResolution: async () => resolution,
    findUsableResolution: async () => undefined,
    findLastBlock: async () => undefined,
    keepReport: async (report) => {
      kept.push(report);
      return true;
    },
    pause: async () => {},
    ...changes,
  };
  return { ports, kept, asked };
}

describe("a record that a resolution preceded", () => {
  test("a record is kept with the resolution that preceded it", async () => {
    const { ports, kept } = worldWith();
    expect(await saveReport(ports, principal, target, report)).toEqual({
      deploymentId: resolution.deploymentId,
      repeated: false,
    });
    expect(kept).toMatchObject([{ isPreceded: true, reportedBy: "key_ci", target }]);
  });

  test("a record loses the sensitive values of exactly the version that was resolved", async () => {
    const { ports, kept, asked } = worldWith();
    await saveReport(ports, principal, target, report);
    expect(asked[0]).toEqual({ target, deploymentId: resolution.deploymentId, profile: resolution.profile });
    expect(kept[0]?.record.details.custom).toEqual({
      auth: "dXNlcj[parameter DB_URL]==",
      env: "[parameter STAGE_NAME]",
    });
    expect(JSON.stringify(kept)).not.toMatch(/hunter2|aHVudGVyMi|dXNlcjpodW50ZXIy/);
  });

  test("a record keeps its outputs as they are, except those with a secret", async () => {
    const { ports, kept } = worldWith();
    await saveReport(ports, principal, target, report);
    expect(kept[0]?.record.outputs).toEqual({ url: "https://x/prod" });
    expect(kept[0]?.record.withheldOutputs).toEqual({ keyed: "parameter DB_URL" });
  });

  test("a record loses the values of every version that its key got", async () => {
    const versions = [resolution.profile, { name: "default", version: 2 }];
    const other = [{ key: "TOKEN", value: "swordfish", sensitive: true, ...fromProfile, referenced: false }];
    const { ports, kept } = worldWith({
      listGivenVersions: async () => versions,
      open: async ({ profile }) => (profile?.name === "default" ? { parameters: other } : opened),
    });
    await saveReport(ports, principal, target, reportWith({ a: "swordfish", b: "hunter2!" }));
    expect(kept[0]?.scrubbedWith).toEqual(versions);
    expect(JSON.stringify(kept)).not.toMatch(/swordfish|hunter2/);
  });

  test("a record is kept when an older version's values are gone, and not when the newest one's are", async () => {
    const older = { name: "deleted", version: 1 };
    const destroyed = new Problem("conflict", "The values were destroyed.");
    const saveWith = async (versions: (typeof older)[]) => {
      const { ports, kept } = worldWith({
        listGivenVersions: async () => versions,
        open: async ({ profile }) => (profile?.name === older.name ? Promise.reject(destroyed) : opened),
      });
      await saveReport(ports, principal, target, report);
      return kept;
    };
    const kept = await saveWith([resolution.profile, older]);
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain("hunter2");
    await expect(saveWith([older, resolution.profile])).rejects.toBe(destroyed);
  });

  test("a record is evaluated again as of the resolution, without the safeguards that need more", async () => {
    const { ports, kept, asked } = worldWith();
    await saveReport(ports, principal, target, report);
    expect(asked[1]).toMatchObject({
      purpose: "plan",
      input: { target, frameworkVersion: "1.83.3", now: resolution.requestedAt },
    });
    expect(kept[0]?.serverSafeguards).toEqual({ checked: true, results: results.slice(0, 1) });
  });

  test("a record is not evaluated when the profile has changed since", async () => {
    const { ports, kept } = worldWith({
      plan: async () => ({ ...planned, profile: { ...planned.profile, version: 8 } }),
    });
    await saveReport(ports, principal, target, report);
    expect(kept[0]?.serverSafeguards).toEqual({ checked: false, reason: "profile-changed" });
  });

  test("a record is kept even when it cannot be evaluated", async () => {
    const evaluate = () => Promise.reject(new Problem("unavailable", "no safeguards"));
    const { ports, kept } = worldWith({ evaluate });
    await saveReport(ports, principal, target, report);
    expect(kept[0]?.serverSafeguards).toEqual({ checked: false, reason: "unavailable" });
  });
});

describe("a record without a preceding resolution", () => {
  const nothing = { findPrecedingResolution: async () => undefined, listGivenVersions: async () => [] };

  test("a record without a preceding resolution is a deployment of its own, without the values of the profile that applies", async () => {
    const { ports, kept } = worldWith(nothing);
    expect(await saveReport(ports, principal, target, report)).toMatchObject({
      deploymentId: "dep_new0000000000000000000",
    });
    expect(kept).toMatchObject([
      { isPreceded: false, serverSafeguards: { checked: false, reason: "no-resolution" } },
    ]);
    expect(JSON.stringify(kept)).not.toContain("hunter2");
  });

  test("a record is kept for an app without a profile", async () => {
    const none = { ...planned, profile: null, parameterKeys: [] };
    const plan: ReportPorts["plan"] = async ({ evenIfRefused }) =>
      evenIfRefused ? none : Promise.reject(new Problem("no-profile", "none"));
    const { ports, kept, asked } = worldWith({ ...nothing, plan });
    await saveReport(ports, principal, target, report);
    expect(kept).toMatchObject([{ scrubbedWith: [] }]);
    expect(asked).toEqual([]);
  });

  test.each(["no-provider", "missing-parameter", "invalid-role-arn", "secret-not-readable"] as const)(
    "a record is kept although a deploy would be refused by now with %s, without the values that are set",
    async (code) => {
      const parameters = [{ key: "DB_URL", source: "instance" as const, overrides: [] }];
      const origins = { parameters, service: null, instance: "7", staticKeys: null };
      const plan: ReportPorts["plan"] = async ({ evenIfRefused }) =>
        evenIfRefused ? { ...planned, origins } : Promise.reject(new Problem(code, "Not any more."));
      const { ports, kept, asked } = worldWith({ ...nothing, plan });
      await saveReport(ports, principal, target, report);
      expect(asked).toContainEqual(
        expect.objectContaining({ origins: { ...origins, accessRole: planned.accessRole } }),
      );
      expect(kept).toHaveLength(1);
      expect(JSON.stringify(kept)).not.toMatch(/hunter2|aHVudGVyMi/);
    },
  );

  test("a record is refused for an app that does not exist", async () => {
    const plan = () => Promise.reject(new Problem("not-found", "no such app"));
    const { ports, kept } = worldWith({ ...nothing, plan });
    await expect(saveReport(ports, principal, target, report)).rejects.toMatchObject({ code: "not-found" });
    expect(kept).toEqual([]);
  });
});

describe("a record after a block", () => {
  const findLastBlock = async () => "dep_blocked000000000000000" as const;
  const own = { deploymentId: "dep_new0000000000000000000", isPreceded: false };
  const named = { blockedDeploymentId: "dep_blocked000000000000000" };

  test("a success after a block is flagged, as a deployment of its own that names the block", async () => {
    const { ports, kept } = worldWith({ findLastBlock });
    await saveReport(ports, principal, target, report);
    expect(kept).toMatchObject([{ ...own, ...named, isAfterBlock: true }]);
  });

  test("a success after a block is not flagged where it may belong to an earlier resolution, and is kept with that one", async () => {
    const findUsableResolution = async () => resolution;
    const { ports, kept } = worldWith({ findLastBlock, findUsableResolution });
    await saveReport(ports, principal, target, report);
    const { deploymentId } = resolution;
    expect(kept).toMatchObject([{ deploymentId, isPreceded: true, ...named, isAfterBlock: false }]);
  });

  test("a failure after a block is not flagged, and takes no earlier resolution", async () => {
    const { ports, kept } = worldWith({ findLastBlock, findUsableResolution: async () => resolution });
    await saveReport(ports, principal, target, { ...report, status: "error" as const });
    expect(kept).toMatchObject([{ ...own, ...named, isAfterBlock: false }]);
  });
});

describe("the same deploymentUid twice", () => {
  test("the same record under the same deploymentUid is kept once, with the same answer", async () => {
    const { ports, kept } = worldWith();
    const { deploymentId } = await saveReport(ports, principal, target, report);
    expect(await saveReport(ports, principal, target, report)).toEqual({ deploymentId, repeated: true });
    expect(kept).toHaveLength(1);
  });

  test("the same record is recognized by the digest of the first version, where no output is withheld", async () => {
    const { ports, kept } = worldWith();
    await saveReport(ports, principal, target, { ...report, outputs: { url: "https://x" } });
    const [digest = ""] = kept.map((each) => each.digest.replace("sha256 of ", ""));
    const fields = ["deploymentUid", "status", "archived", "versions", "outputs", "details"];
    expect(Object.keys(JSON.parse(digest))).toEqual(fields);
  });

  test("another record under the same deploymentUid is a conflict", async () => {
    const { ports, kept } = worldWith();
    await saveReport(ports, principal, target, report);
    const other = { ...report, status: "error" as const };
    await expect(saveReport(ports, principal, target, other)).rejects.toMatchObject({ code: "conflict" });
    expect(kept).toHaveLength(1);
  });
});

describe("nothing is kept", () => {
  test("no record is kept when the values to remove cannot be opened", async () => {
    const open = () => Promise.reject(new Problem("unavailable", "no profiles"));
    const { ports, kept } = worldWith({ open });
    await expect(saveReport(ports, principal, target, report)).rejects.toMatchObject({ status: 503 });
    expect(kept).toEqual([]);
  });

  test("no record is kept whose id is a value", async () => {
    const open = async () => ({
      parameters: [
        {
          key: "ID",
          value: report.deploymentUid ?? "",
          sensitive: true,
          source: "profile" as const,
          overrides: [],
          referenced: false,
        },
      ],
    });
    const { ports, kept } = worldWith({ open });
    await expect(saveReport(ports, principal, target, report)).rejects.toMatchObject({ code: "invalid" });
    expect(kept).toEqual([]);
  });

  test.each([
    ["of another organization", { role: "admin", org: "othercorp", scope: {} }, "not-found"],
    [
      "that covers another app",
      { role: "deployer", org: "acmecorp", scope: { apps: ["backoffice"] } },
      "forbidden",
    ],
    [
      "that covers another stage",
      { role: "deployer", org: "acmecorp", scope: { stages: ["dev"] } },
      "forbidden",
    ],
    ["of the operator", { role: "operator", keyId: "operator" }, "forbidden"],
  ])("no record is kept for a key %s", async (_what, key, code) => {
    const { ports, kept } = worldWith();
    const caller = Principal.parse({ keyId: "key_ci", ...key });
    await expect(saveReport(ports, caller, target, report)).rejects.toMatchObject({ code });
    expect(kept).toEqual([]);
  });

  test("no record is kept when other reports take every resolution that is found, and the caller may try again", async () => {
    const { ports } = worldWith({ keepReport: async () => false });
    await expect(saveReport(ports, principal, target, report)).rejects.toMatchObject({ code: "unavailable" });
  });
});

test("a record whose resolution was taken meanwhile gets another", async () => {
  const found = [resolution, { ...resolution, deploymentId: "dep_older00000000000000000" }];
  const { ports } = worldWith({
    findPrecedingResolution: async () => found.shift(),
    keepReport: async ({ deploymentId }) => deploymentId !== resolution.deploymentId,
  });
  expect(await saveReport(ports, principal, target, report)).toMatchObject({
    deploymentId: "dep_older00000000000000000",
  });
});
