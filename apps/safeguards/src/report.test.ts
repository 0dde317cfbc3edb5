import type { SafeguardResult } from "@stagepass/contracts";
import { inColours, plain } from "@stagepass/runtime/terminal";
import { expect, test } from "vitest";
import { makeTarget } from "../../../test/support/target.ts";
import { report } from "./report.ts";

const target = makeTarget();
const chosen = { target, assumed: [] };

const passed: SafeguardResult = {
  name: "EU only",
  safeguard: "allowed-regions",
  enforcementLevel: "error",
  outcome: "passed",
  messages: [],
};

const failed: SafeguardResult = {
  name: "No secrets in the open",
  description: "Secrets are parameters.",
  safeguard: "no-secret-env-vars",
  enforcementLevel: "error",
  outcome: "failed",
  messages: ["The variable A of function x is a key.", "The variable B of function x is a token."],
  fix: "Move the value into a parameter.",
  docs: "docs/safeguards/no-secret-env-vars.md",
};

test("the report of a deploy that passes has a line for each safeguard and no details", () => {
  expect(report({ verdict: "allowed", results: [passed] }, chosen, plain)).toBe(`\
Safeguards of checkout, stage prod of acmecorp/storefront, in eu-central-1

Summary ----------------------------------------------------
  passed - EU only

Safeguards Summary: 1 passed, 0 warnings, 0 errors, 0 skipped: allowed
`);
});

test("the report numbers each safeguard that did not pass, with its messages, fix, page and description", () => {
  const skipped: SafeguardResult = {
    ...passed,
    name: "Owned stacks",
    safeguard: "required-stack-tags",
    outcome: "skipped",
    reason: "needs-declaration",
    messages: ["Send the declaration: this safeguard judges it."],
    docs: "docs/safeguards/required-stack-tags.md",
  };
  const elsewhere: SafeguardResult = {
    ...passed,
    name: "Only in dev",
    outcome: "skipped",
    reason: "out-of-scope",
    messages: ["Not judged."],
  };
  const warned: SafeguardResult = {
    ...failed,
    name: "Described",
    outcome: "warned",
    messages: ["Say more."],
  };
  const assumed = ["org", "app"] as const;
  const results = [passed, failed, skipped, elsewhere, warned];
  expect(report({ verdict: "blocked", results }, { target, assumed }, plain)).toBe(`\
Safeguards of checkout, stage prod of acmecorp/storefront, in eu-central-1
Assumed, since nothing says otherwise: --org acmecorp --app storefront

Summary ----------------------------------------------------
  passed - EU only
  failed - No secrets in the open
  skipped - Owned stacks (needs-declaration)
  skipped - Only in dev (out-of-scope)
  warned - Described

Details ----------------------------------------------------
1) Failed - No secrets in the open (no-secret-env-vars)
   - The variable A of function x is a key.
   - The variable B of function x is a token.
   fix: Move the value into a parameter.
   details: docs/safeguards/no-secret-env-vars.md
   Secrets are parameters.

2) Skipped - Owned stacks (required-stack-tags)
   - Send the declaration: this safeguard judges it.
   option: --declaration FILE
   details: docs/safeguards/required-stack-tags.md

3) Warned - Described (no-secret-env-vars)
   - Say more.
   fix: Move the value into a parameter.
   details: docs/safeguards/no-secret-env-vars.md
   Secrets are parameters.

Safeguards Summary: 1 passed, 1 warning, 1 error, 2 skipped: blocked
`);
});

test("the report shows an exemption that was applied, with what it exempted", () => {
  const exemption = {
    what: { services: ["checkout"] },
    why: "PAY-118",
    who: "ada",
    until: "2027-03-31T18:00:00Z",
  };
  const exempt: SafeguardResult = { ...passed, exemptions: [{ ...exemption, messages: ["Wrong region."] }] };
  expect(report({ verdict: "allowed", results: [exempt] }, chosen, plain)).toContain(`\
1) Passed - EU only (allowed-regions)
   exempt until 2027-03-31T18:00:00Z, by ada: PAY-118
   - Wrong region.
`);
});

test("text from people and policies in a report cannot control the terminal or make lines of its own", () => {
  const name = "EU\u001b[2J";
  const messages = ["No.\nSafeguards Summary: all fine"];
  const text = report({ verdict: "blocked", results: [{ ...failed, name, messages }] }, chosen, plain);
  expect(text).not.toContain("\u001b");
  expect(text).not.toMatch(/^Safeguards Summary: all fine/m);
});

test("colours change how a report looks, and not its text", () => {
  const evaluation = { verdict: "blocked" as const, results: [passed, failed] };
  const coloured = report(evaluation, chosen, inColours);
  expect(coloured).toContain("\u001b[31m");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(report(evaluation, chosen, plain));
});
