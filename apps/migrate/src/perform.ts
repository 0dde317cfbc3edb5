import type { ProviderMigration } from "@stagepass/contracts";
import { clean } from "@stagepass/runtime/terminal";
import { type Ask, Refused } from "./ask.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Options } from "./options.ts";
import { reportLines, type UnassumableRole } from "./report.ts";

/** Where the program writes. */
export interface Output {
  /** Writes the requested output. */
  write(text: string): void;
  /** Writes a message for the person beside the output. */
  say(text: string): void;
}

/** Does what the command line asks for, and says how far it is. Returns the exit code. */
export async function perform({ action, json }: Options, ask: Ask, output: Output): Promise<number> {
  const show = (migration: ProviderMigration, unassumable?: readonly UnassumableRole[]) =>
    output.write(
      json
        ? `${JSON.stringify(migration, null, 2)}\n`
        : `${reportLines(migration, unassumable).join("\n")}\n`,
    );
  try {
    if (action === "undo") {
      output.say("Taking the last migration back …\n");
      show(await ask.undo());
      return exitCodes.done;
    }
    output.say("Planning …\n");
    const planned = await ask.plan();
    if (action === "plan") {
      show(planned, await testRoles(planned, ask, output));
      const isFree = planned.plan.conflicts.length === 0 && planned.parity.different === 0;
      return isFree ? exitCodes.done : exitCodes.refused;
    }
    const { settings, providers } = planned.plan;
    const ended = showElapsed(
      output,
      `Writing ${providers.length} providers and ${settings.length} settings`,
    );
    const done = await ask.migrate().finally(ended);
    show(done);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (json) output.write(`${JSON.stringify(error.body, null, 2)}\n`);
    output.say(`${clean(error.message)}\n`);
    return error.body.status === 409 || error.body.status === 404 ? exitCodes.refused : exitCodes.failed;
  }
}

/** Finds the roles that cannot be assumed as they are today. A migration changes nothing about that. */
async function testRoles({ plan }: ProviderMigration, ask: Ask, output: Output): Promise<UnassumableRole[]> {
  const found: UnassumableRole[] = [];
  for (const [index, { name }] of plan.providers.entries()) {
    output.say(`Trying the roles: ${index + 1} of ${plan.providers.length}\n`);
    try {
      const trial = await ask.testRole(name);
      if (trial.outcome === "refused") found.push({ profile: name, why: trial.detail });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      output.say(`The role of ${name} was not tried: ${clean(error.message)}\n`);
    }
  }
  return found;
}

/** Says every second how long it takes, until the returned function is called. */
function showElapsed(output: Output, what: string): () => void {
  let seconds = 0;
  output.say(`${what} …\n`);
  const timer = setInterval(() => output.say(`${what} … ${++seconds} s\n`), 1_000);
  return () => clearInterval(timer);
}
