import { fileURLToPath } from "node:url";
import type * as Evaluate from "../../services/safeguards/dist/domain/evaluating/evaluate.js";
import type { Ports } from "../../services/safeguards/dist/domain/evaluating/ports.js";
import type * as Start from "../../services/safeguards/dist/sandbox/start-sandbox.js";

/** What is measured of the safeguards service, from its build: a service offers only itself as a whole. */
export interface SafeguardsBuild {
  readonly evaluate: typeof Evaluate.evaluate;
  readonly startSandbox: typeof Start.startSandbox;
}

export type { Ports };

/** Loads the build. */
export async function loadSafeguards(): Promise<SafeguardsBuild> {
  const dist = new URL("../../services/safeguards/dist/", import.meta.url);
  const load = (file: string) => import(fileURLToPath(new URL(file, dist)));
  // The same files, once as their types and once as what was built of them.
  const { evaluate } = (await load("domain/evaluating/evaluate.js")) as typeof Evaluate;
  const { startSandbox } = (await load("sandbox/start-sandbox.js")) as typeof Start;
  return { evaluate, startSandbox };
}
