import type { Shot } from "../load/order.ts";
import type { Stream } from "../overload/order.ts";
import { prepareScenarios } from "../resolve/scenarios.ts";
import type { System } from "../systems/system.ts";

/** The requests of pipelines: most of them resolve, some are refused. */
export interface Mix {
  readonly resolves: readonly Shot[];
  readonly clients: readonly Shot[];
}

/** Of all requests, how many are of existing clients. */
const clientShare = 0.1;

/** Makes what the requests of the mix ask for. */
export async function prepareMix(
  system: System,
  put: (path: string, body: object) => Promise<unknown>,
): Promise<Mix> {
  const shots = await prepareScenarios(system, ["empty", "20+5", "full", "plan", "profileValue"]);
  await put("/profiles/soak-blocked", { safeguards: [onlyElsewhere] });
  await put("/apps/bench/stages/soak-blocked", { profile: "soak-blocked" });
  await put("/apps/soak-bare", {});
  const withTarget = (more: object, expects: string): Shot => {
    const { empty } = shots;
    return { ...empty, body: JSON.stringify({ ...JSON.parse(empty.body), ...more }), expects };
  };
  const blocked = withTarget({ stage: "soak-blocked" }, '"verdict":"blocked"');
  const failing = withTarget({ app: "soak-bare" }, '"no-profile"');
  const { empty, "20+5": parameters, full, plan, profileValue } = shots;
  return {
    resolves: [parameters, full, empty, parameters, plan, full, parameters, blocked, parameters, failing],
    clients: [profileValue],
  };
}

const onlyElsewhere = {
  name: "Elsewhere",
  safeguard: "allowed-regions",
  enforcementLevel: "error",
  settings: ["us-east-1"],
};

/** The mix for some seconds. */
export function streamsOf({ resolves, clients }: Mix, perSecond: number, seconds: number): Stream[] {
  const pace = (share: number) => [{ perSecond: perSecond * share, seconds }];
  return [
    { name: "resolves", shots: resolves, pace: pace(1 - clientShare) },
    { name: "clients", shots: clients, pace: pace(clientShare) },
  ];
}
