import type { PolicyView } from "@stagepass/contracts";
import { z } from "zod";
import { policies } from "./policies.ts";

const views = policies.map(
  ({ id, title, description, needs, settings, exampleSettings }): PolicyView => ({
    safeguard: id,
    title,
    description,
    needs: [...needs],
    // The form that people write, before patterns are compiled and defaults filled in.
    settingsSchema: z.toJSONSchema(settings, { io: "input" }),
    exampleSettings,
  }),
);

/** Every policy, with the JSON Schema of its settings. */
export function catalogue(): PolicyView[] {
  return views;
}
