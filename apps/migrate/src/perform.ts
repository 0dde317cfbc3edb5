import type { ProviderMigration } from "@stagepass/contracts";
import { clean, Unanswered } from "@stagepass/runtime/terminal";
import { type Ask, Refused } from "./ask.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Options } from "./options.ts";
import { counted, reportLines, type UnassumableRole } from "./report.ts";

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
      show(await showingTime(output, "Taking the last migration back", ask.undo()));
      return exitCodes.done;
    }
    const planned = await showingTime(output, "Planning", ask.plan());
    const { conflicts } = planned.plan;
    if (action === "plan") {
      show(planned, await testRoles(planned, ask, output));
      return conflicts.length === 0 && planned.parity.different === 0 ? exitCodes.done : exitCodes.refused;
    }
    if (conflicts.length > 0) {
      show(planned);
      return exitCodes.refused;
    }
    show(await showingTime(output, `Writing ${countsOf(planned)}`, ask.migrate()));
    return exitCodes.done;
  } catch (error) {
    const isRefused = error instanceof Refused;
    if (!isRefused && !(error instanceof Unanswered)) throw error;
    if (isRefused && json) output.write(`${JSON.stringify(error.body, null, 2)}\n`);
    output.say(`${clean(error.message)}\n`);
    const isInTheWay = isRefused && (error.body.status === 409 || error.body.status === 404);
    return isInTheWay ? exitCodes.refused : exitCodes.failed;
  }
}

function countsOf({ plan: { providers, settings, modes } }: ProviderMigration): string {
  const added = providers.filter(({ takenOver }) => !takenOver).length;
  return `${counted(added, "provider")}, ${counted(settings.length, "setting")} and ${counted(modes.length, "mode")}`;
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
      if (!(error instanceof Refused || error instanceof Unanswered)) throw error;
      output.say(`The role of ${name} was not tried: ${clean(error.message)}\n`);
    }
  }
  return found;
}

/** Says what is done, and every second how long it takes. */
async function showingTime<T>(output: Output, what: string, done: Promise<T>): Promise<T> {
  let seconds = 0;
  output.say(`${what} …\n`);
  const timer = setInterval(() => output.say(`${what} … ${++seconds} s\n`), 1_000);
  try {
    return await done;
  } finally {
    clearInterval(timer);
  }
}
