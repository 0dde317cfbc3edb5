import type { ProfileView } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { changesBetween, changesOf } from "./changes.ts";
import { apply, type ProfileEdits, patchOf, withoutNothing } from "./edits.ts";
import { placeViolations } from "./place-violations.ts";
import { rebaseEdits } from "./rebase-edits.ts";

const at = "2026-11-01T00:00:00Z";
const base: ProfileView = {
  name: "production",
  version: 7,
  description: "",
  accessRole: { roleArn: "arn:aws:iam::123456789012:role/deploy", durationSeconds: 3_600 },
  parameters: [
    { key: "B_KEY", set: true, sensitive: true, updatedAt: at },
    { key: "A_KEY", set: true, sensitive: false, updatedAt: at },
  ],
  safeguards: [
    { name: "one", safeguard: "runtimes", enforcementLevel: "error" },
    { name: "two", safeguard: "regions", enforcementLevel: "warning" },
  ],
  clients: {},
  createdAt: at,
  createdBy: "key_1",
};

test("a parameter that did not change is sent without a value, so that the server keeps it", () => {
  const edits = { parameters: { NEW: { key: "NEW", value: "hunter2" }, B_KEY: null } };
  expect(patchOf(base, edits)).toEqual({ parameters: [{ key: "A_KEY" }, { key: "NEW", value: "hunter2" }] });
});

test("what did not change is not sent at all", () => {
  expect(patchOf(base, { description: "live" })).toEqual({ description: "live" });
});

test("a change that was taken back is none", () => {
  const edits = {
    description: base.description,
    accessRole: base.accessRole,
    safeguards: base.safeguards,
    parameters: { NEW: null },
  };
  expect(withoutNothing(base, edits)).toEqual({});
});

test("no change says a value", () => {
  const changes = changesOf(base, { parameters: { A_KEY: { key: "A_KEY", value: "hunter2" } } });
  expect(changes).toMatchObject([{ tab: "parameters", kind: "changed", what: "A_KEY" }]);
  expect(JSON.stringify(changes)).not.toContain("hunter2");
});

test("safeguards in another order are a change", () => {
  const changes = changesOf(base, { safeguards: [...base.safeguards].reverse() });
  expect(changes).toMatchObject([
    { tab: "safeguards", kind: "changed", what: "the order of the safeguards" },
  ]);
});

test("a role that is taken away is said to be removed", () => {
  expect(changesOf(base, { accessRole: null })).toMatchObject([
    { tab: "access-role", kind: "removed", what: "the access role" },
  ]);
});

test("a removed parameter stays in sight until it is saved", () => {
  const { parameters } = apply(base, { parameters: { A_KEY: null } });
  expect(parameters.map(({ key, edit }) => [key, edit])).toEqual([
    ["A_KEY", null],
    ["B_KEY", undefined],
  ]);
});

test("a change says each field of a safeguard as it was and as it is", () => {
  const [one, two] = base.safeguards;
  const edits = { safeguards: [{ ...one, enforcementLevel: "warning" as const }, two] } as ProfileEdits;
  expect(changesOf(base, edits)).toEqual([
    {
      tab: "safeguards",
      kind: "changed",
      what: "one",
      details: [{ label: "enforcementLevel", from: "error", to: "warning" }],
    },
  ]);
});

test("two versions are compared by fields and keys", () => {
  const after: ProfileView = {
    ...base,
    accessRole: null,
    parameters: [
      { key: "B_KEY", set: true, sensitive: true, updatedAt: "2026-11-02T00:00:00Z" },
      { key: "C_KEY", set: true, sensitive: true, updatedAt: at },
    ],
  };
  expect(changesBetween(base, after).map(({ kind, what }) => `${kind} ${what}`)).toEqual([
    "removed the access role",
    "changed B_KEY",
    "added C_KEY",
    "removed A_KEY",
  ]);
});

test("a safeguard that somebody else saved meanwhile is kept beside one's own", () => {
  const [one, two] = base.safeguards;
  const theirs = { name: "theirs", safeguard: "regions", enforcementLevel: "error" as const };
  const mine = { name: "mine", safeguard: "regions", enforcementLevel: "error" as const };
  const now = { ...base, safeguards: [{ ...one, enforcementLevel: "warning" }, theirs] } as ProfileView;
  const edits = { safeguards: [two, one, mine] } as ProfileEdits;
  expect(rebaseEdits(base, edits, now).safeguards).toEqual([
    { ...one, enforcementLevel: "warning" },
    mine,
    theirs,
  ]);
});

test("a safeguard that was changed here and there stays as it was changed here", () => {
  const [one, two] = base.safeguards;
  const now = { ...base, safeguards: [two] } as ProfileView;
  const edits = { safeguards: [{ ...one, enforcementLevel: "warning" }, two] } as ProfileEdits;
  expect(rebaseEdits(base, edits, now)).toEqual(edits);
});

test("a violation is placed at the tab, the key or name, and the field", () => {
  const sent = patchOf(base, { safeguards: base.safeguards, parameters: { A_KEY: { key: "A_KEY" } } });
  const at = (path: string) => placeViolations([{ path, message: "is wrong" }], sent)[0];
  expect(at("$.parameters[1].value")).toMatchObject({ tab: "parameters", what: "B_KEY", field: "value" });
  expect(at("$.safeguards[0].settings[1]")).toMatchObject({ what: "one", field: "settings[1]" });
  expect(at("$.accessRole.roleArn")).toMatchObject({ tab: "access-role", field: "roleArn" });
  expect(at("$.elsewhere")).toBeUndefined();
});
