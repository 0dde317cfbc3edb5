import type { Shot } from "../load/order.ts";
import type { Member } from "../processes/members.ts";

/** A request, and the processes that work for its answer. */
export interface Target {
  readonly system: string;
  readonly scenario: string;
  readonly shot: Shot;
  readonly members: readonly Member[];
  readonly maxConnections: number;
}

/** A target at a number of connections: what one figure is about. */
export interface PlannedCell extends Target {
  readonly connections: number;
}

/**
 * The order of one round. All targets at one number of connections follow each other, since they are compared with each
 * other; with every round, another target is the first, so that none always comes after the same.
 */
export function planRound(
  targets: readonly Target[],
  connections: readonly number[],
  round: number,
): PlannedCell[] {
  const first = round % targets.length;
  const rotated = [...targets.slice(first), ...targets.slice(0, first)];
  return connections.flatMap((count) =>
    rotated
      .filter(({ maxConnections }) => count <= maxConnections)
      .map((target) => ({ ...target, connections: count })),
  );
}
