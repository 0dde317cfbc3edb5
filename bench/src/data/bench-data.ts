import { withEnds } from "../ends.ts";
import { startGenerator } from "../load/start-generator.ts";
import type { Target } from "../resolve/cells.ts";
import { heat } from "../resolve/heat.ts";
import { measureRounds, type RoundsOptions } from "../resolve/measure-rounds.ts";
import type { ScenarioName } from "../resolve/scenarios.ts";
import { startSystem } from "../resolve/targets.ts";
import { say } from "../say.ts";
import type { SystemName } from "../systems/system.ts";
import { type Amount, describeAmount } from "./amount.ts";
import type { DataFigures } from "./describe-data.ts";
import { fill } from "./fill.ts";

/** What is measured, and how much the large installation holds. */
export interface DataOptions extends Amount, RoundsOptions {
  readonly system: SystemName;
  readonly scenario: ScenarioName;
  readonly env: Readonly<Record<string, string>>;
}

const small: Amount = { stages: 10, deployments: 10, targets: 10 };

/** Measures two installations in turns, so that other work on the machine slows down both. */
export async function benchData(options: DataOptions): Promise<DataFigures> {
  const { scenario, stages, deployments, targets: count } = options;
  const large = { stages, deployments, targets: count };
  return await withEnds(async (ends) => {
    const targets: Target[] = [];
    for (const [name, amount] of Object.entries({ small, large })) {
      say(`starting the ${name} installation: ${describeAmount(amount)}`);
      const settings = { env: options.env, nodeOptions: () => [] };
      const chosen = { systems: [options.system], scenarios: [scenario], atOneConnection: [], settings };
      const system = await startSystem(ends, options.system, chosen);
      await fill(system, amount);
      targets.push(...system.targets.map((target) => ({ ...target, system: name })));
    }
    const generate = startGenerator(ends);
    await heat(generate, targets, options);
    const cells = await measureRounds(generate, targets, options);
    return { scenario, small, large, cells };
  });
}
