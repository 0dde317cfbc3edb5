import { PolicyView, Safeguard } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { portsAtNoon } from "../../../test/ports.ts";
import { checkSafeguards } from "../checking/check-safeguards.ts";
import type { Sandbox } from "./definition/sandbox.ts";
import { listPolicies } from "./list-policies.ts";

// Whether the default source of a custom policy compiles is a question to the real sandbox, which has tests of its own.
const compilesAll: Sandbox = { ...portsAtNoon.sandbox, compile: async () => undefined };

test("the list of policies shows each policy once, in the order of their names", () => {
  const ids = listPolicies().map(({ safeguard }) => safeguard);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test("the list of policies shows nothing without a fix and a page", () => {
  for (const { safeguard, fix, docs } of listPolicies()) {
    expect(fix, safeguard).toMatch(/^[A-Z][a-z]+ .+\.$/);
    expect(docs).toBe(`docs/safeguards/${safeguard}.md`);
  }
});

for (const view of listPolicies()) {
  test(`the list of policies shows ${view.safeguard} with a schema and with settings that can be saved as they are`, async () => {
    expect(PolicyView.parse(view)).toEqual(view);
    expect(view.settingsSchema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
    const safeguard = Safeguard.parse({
      name: view.title,
      description: view.description,
      safeguard: view.safeguard,
      enforcementLevel: "error",
      settings: view.defaultSettings,
    });
    expect(await checkSafeguards([safeguard], { ...portsAtNoon, sandbox: compilesAll })).toEqual([]);
  });
}
