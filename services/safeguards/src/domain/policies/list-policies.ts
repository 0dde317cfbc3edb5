import type { PolicyView } from "@stagepass/contracts";
import { z } from "zod";
import { pageOf } from "./definition/policy.ts";
import { documentNeeds } from "./definition/policy-document.ts";
import { policies } from "./registry.ts";

const views = policies.map((policy): PolicyView => {
  const { id, title, description, fix, needs, settings, defaultSettings } = policy;
  return {
    safeguard: id,
    title,
    description,
    fix,
    docs: pageOf(policy),
    needs: documentNeeds(needs),
    // The form that people write, before patterns are compiled and defaults filled in.
    settingsSchema: z.toJSONSchema(settings, { io: "input" }),
    defaultSettings,
  };
});

/** Every policy, with the JSON Schema of its settings. */
export function listPolicies(): PolicyView[] {
  return views;
}
