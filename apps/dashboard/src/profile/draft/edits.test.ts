import type { ProfileView } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { apply, changesOf, patchOf, withoutNothing } from "./edits.ts";

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
  expect(changes).toEqual([{ tab: "parameters", kind: "changed", what: "A_KEY" }]);
});

test("safeguards in another order are a change", () => {
  const changes = changesOf(base, { safeguards: [...base.safeguards].reverse() });
  expect(changes).toEqual([{ tab: "safeguards", kind: "changed", what: "the order of the safeguards" }]);
});

test("a role that is taken away is said to be removed", () => {
  expect(changesOf(base, { accessRole: null })).toEqual([
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
