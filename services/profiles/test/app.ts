import { AppInput } from "@stagepass/contracts";
import type { App, Stage } from "../src/domain/apps/app.ts";

const stamps = { createdAt: new Date(0), updatedAt: new Date(0) };

/** Makes an app without a default profile, with the given changes. */
export function makeApp(changes: Partial<App> = {}): App {
  const settings = AppInput.parse({});
  return { name: "storefront", ...settings, revision: 1, ...stamps, ...changes };
}

/** Makes a stage that has a profile of its own, with the given changes. */
export function makeStage(changes: Partial<Stage> = {}): Stage {
  return { name: "prod", profile: "prod", revision: 1, ...stamps, ...changes };
}
