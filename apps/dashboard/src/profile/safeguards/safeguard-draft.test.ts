import type { PolicyView, Safeguard } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { newSafeguard, scopeInWords, toEdit, toSave, withPolicy } from "./safeguard-draft.ts";

const policy = (safeguard: string, description: string): PolicyView => ({
  safeguard,
  title: safeguard,
  description,
  fix: "",
  docs: "",
  needs: [],
  settingsSchema: {},
  defaultSettings: [safeguard],
});
const regions = policy("allowed-regions", "The region must be one of `these`.\n\nMore about it.");
const stages = policy("allowed-stages", "The stage must be one of these.");

test("a policy fills in its description and example settings", () => {
  expect(withPolicy(newSafeguard, regions, undefined)).toMatchObject({
    safeguard: "allowed-regions",
    description: "The region must be one of these.",
    settings: ["allowed-regions"],
  });
});

test("a description that somebody wrote stays when the policy changes", () => {
  const filled = withPolicy(newSafeguard, regions, undefined);
  expect(withPolicy(filled, stages, regions).description).toBe("The stage must be one of these.");
  const own = { ...filled, description: "Our rule" };
  expect(withPolicy(own, stages, regions).description).toBe("Our rule");
});

test("what is empty is not saved", () => {
  const empty: Safeguard = { ...newSafeguard, description: "", scope: {}, exemptions: [], examples: [] };
  expect(toSave(empty)).toEqual(newSafeguard);
});

test("code that was stored as JSON text is edited as code", () => {
  const stored = { ...newSafeguard, safeguard: "javascript", settings: JSON.stringify("a\nb") };
  expect(toEdit(stored).settings).toBe("a\nb");
});

test("a scope is said in words", () => {
  expect(scopeInWords({ ...newSafeguard, scope: { stages: ["prod", "pr-*"], regions: ["eu-*"] } })).toBe(
    "stages prod, pr-* · regions eu-*",
  );
  expect(scopeInWords(newSafeguard)).toBe("all deploys");
});
