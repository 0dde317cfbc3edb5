import { expect, test } from "vitest";
import { makeStored, makeVersion } from "../../../test/profile-version.ts";
import { changesBetween } from "./changes-between.ts";
import { contentOf, type NextVersion } from "./profile.ts";

const current = makeVersion({
  description: "Production",
  accessRole: { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 },
  parameters: [makeStored("A"), makeStored("B")],
  safeguards: [
    { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error", settings: { a: 1, b: 2 } },
  ],
  clients: { legacy: "allow" },
});
const same = contentOf(current);
const [a, b] = same.parameters;
const changed = (next: Partial<NextVersion>) => changesBetween(current, { ...same, ...next });

test("content that differs only in the order of keys in settings is no change", () => {
  const safeguards = current.safeguards.map((safeguard) => ({ ...safeguard, settings: { b: 2, a: 1 } }));
  expect(changed({ safeguards })).toEqual({ fields: [], parameterKeys: [] });
});

test("changesBetween names every field that differs", () => {
  expect(changed({ description: "", accessRole: null, safeguards: [], parameters: [], clients: {} })).toEqual(
    {
      fields: ["description", "accessRole", "parameters", "safeguards", "clients"],
      parameterKeys: ["A", "B"],
    },
  );
});

test("changesBetween names the parameters that were added, removed, set to another value or made public", () => {
  const fresh = { kind: "sealed", sealed: Buffer.from("x") } as const;
  const next = (parameters: (typeof a)[]) =>
    changed({ parameters: parameters.filter((one) => one !== undefined) }).parameterKeys;
  expect(next([a, b, { key: "C", sensitive: true, value: fresh }])).toEqual(["C"]);
  expect(next([a])).toEqual(["B"]);
  expect(next([{ key: "A", sensitive: true, value: fresh }, b])).toEqual(["A"]);
  expect(next([a && { ...a, sensitive: false }, b])).toEqual(["A"]);
});

test("another order of parameters is a change of the field and of no key", () => {
  expect(changed({ parameters: same.parameters.toReversed() })).toEqual({
    fields: ["parameters"],
    parameterKeys: [],
  });
});

test("changesBetween never contains a value", () => {
  const sealed = Buffer.from("sk_live_1234");
  const parameters = [{ key: "A", sensitive: true, value: { kind: "sealed", sealed } as const }];
  expect(JSON.stringify(changed({ parameters }))).not.toContain("sk_live");
});
