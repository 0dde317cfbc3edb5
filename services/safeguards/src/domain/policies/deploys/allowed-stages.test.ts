import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { allowedStages } from "./allowed-stages.ts";

const target = makeTarget();

function evaluate(stage: string, settings: unknown): Promise<string[]> {
  const document = { target: { ...target, stage }, now: "2026-11-20T12:00:00Z" };
  return messagesOf(allowedStages, document, settings);
}

for (const { guarantee, stage, settings, says } of [
  { guarantee: "permits a name of the list", stage: "prod", settings: ["dev", "prod"], says: [] },
  {
    guarantee: "reads a mapping as the list of its values",
    stage: "prod",
    settings: { live: "prod" },
    says: [],
  },
  {
    guarantee: "permits what an expression matches anywhere",
    stage: "my-prod-1",
    settings: "prod",
    says: [],
  },
  {
    guarantee: "refuses a name that is not in the list",
    stage: "Prod",
    settings: ["prod"],
    says: ['Stage name "Prod" not in list of permitted names: ["prod"]'],
  },
  {
    guarantee: "ignores the keys of a mapping",
    stage: "live",
    settings: { live: "prod" },
    says: ['Stage name "live" not in list of permitted names: ["prod"]'],
  },
  {
    guarantee: "respects case and anchors in an expression",
    stage: "PROD",
    settings: "^prod$",
    says: ['Stage name "PROD" not permitted by RegExp: "^prod$"'],
  },
  {
    guarantee: "fails a name that is too long for an expression",
    stage: "p".repeat(1_025),
    settings: "p",
    says: ['Stage name is too long to be judged by RegExp: "p"'],
  },
]) {
  test(`allowed-stages ${guarantee}`, async () => {
    expect(await evaluate(stage, settings)).toEqual(says);
  });
}

test.each([[[]], [{}], [["dev", ""]], [""], ["("], ["(?=prod)"], ["x".repeat(257)], [7], [undefined]])(
  "allowed-stages refuses the settings %j",
  (settings) => {
    expect(allowedStages.settings.safeParse(settings).success).toBe(false);
  },
);
