import type { DeployTarget, Evaluation } from "@stagepass/contracts";
import { inColours, plain } from "@stagepass/runtime/terminal";
import { openWorkbench } from "@stagepass/safeguards/workbench";
import { type ChosenTarget, chooseTarget } from "./choose-target.ts";
import { exitCodes } from "./exit-codes.ts";
import type { CheckOptions } from "./options.ts";
import { type Origin, withOrigins } from "./origins.ts";
import { readSafeguards } from "./read-safeguards.ts";
import { readService } from "./read-service.ts";
import { assumption, report } from "./report.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Evaluates the deploy that the options name. Returns the exit code. Throws `UsageError` for anything that cannot be
 * evaluated.
 */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const { safeguards, origin } = await readSafeguards(options.safeguards, terminal);
  const { template, declaration, origins } = await readService(options, terminal);
  const chosen = chooseTarget(options.target, declaration);
  const { frameworkVersion, now, empty } = options;
  const said = empty ? { empty } : {};
  const input = { target: chosen.target, frameworkVersion, now, declaration, template, ...said };
  // The body is JSON text, as a server would get it: values that JSON cannot represent are not in it.
  const body = JSON.stringify({ safeguards, input });
  const evaluation = await withOrigins([origin, ...origins, ...fromOptions], () => evaluate(body, terminal));
  show(evaluation, { chosen, json: options.json }, terminal);
  return evaluation.verdict === "blocked" ? exitCodes.blocked : exitCodes.allowed;
}

const targetOptions = ["org", "app", "stage", "service", "region"] as const satisfies (keyof DeployTarget)[];
const fromOptions: readonly Origin[] = [
  ...targetOptions.map((part) => ({ at: `$.input.target.${part}`, name: `--${part}` })),
  { at: "$.input.frameworkVersion", name: "--framework-version" },
  { at: "$.input.now", name: "--now" },
  { at: "$.input.empty", name: "--empty" },
];

async function evaluate(body: string, terminal: Terminal): Promise<Evaluation> {
  // The start of the sandbox takes half a second, and on a busy machine up to a minute.
  const slow = setTimeout(() => terminal.say("Waiting for the sandbox to start …\n"), 5_000);
  const workbench = await openWorkbench({
    policyThrew: (policy, cause) => {
      const what = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      terminal.say(`The policy ${policy} threw, which is a fault of Stagepass: ${what}\n`);
    },
  }).finally(() => clearTimeout(slow));
  try {
    return await workbench.evaluate(body);
  } finally {
    await workbench.close();
  }
}

function show(
  evaluation: Evaluation,
  { chosen, json }: { readonly chosen: ChosenTarget; readonly json: boolean },
  terminal: Terminal,
): void {
  if (!json) {
    terminal.write(report(evaluation, chosen, terminal.colours ? inColours : plain));
    return;
  }
  if (chosen.assumed.length > 0) terminal.say(`${assumption(chosen)}\n`);
  terminal.write(`${JSON.stringify(evaluation, null, 2)}\n`);
}
