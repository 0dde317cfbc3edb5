import {
  type AssumableRole,
  type DeployTarget,
  type ParameterLevel,
  type Plan,
  Problem,
  type ProblemMessage,
} from "@stagepass/contracts";
import { type PlanPorts, plan } from "../planning/plan.ts";
import type { ParameterSnapshot, Snapshot } from "./snapshot.ts";
import { contentOfProfile, contentOfTarget, type FoundStanding, getFrom, standingIn } from "./standing-in.ts";

/** What a deploy of a target gets, or what it is refused with. */
export type Resolution = Resolved | { readonly problem: ProblemMessage };

/** What a deploy of a target gets: a plan, with where the values of its parameters are from. */
export interface Resolved extends Pick<Plan, "profile" | "provider" | "safeguards" | "clients"> {
  readonly problem: null;
  readonly accessRole: AssumableRole | null;
  /** The provider whose static keys it gets, or null. */
  readonly staticKeysOf: string | null;
  readonly parameters: readonly ResolvedParameter[];
}

/** A parameter that a deploy gets, and the level that it comes from. */
export interface ResolvedParameter extends Pick<ParameterSnapshot, "key" | "sensitive" | "valueId"> {
  readonly level: ParameterLevel;
}

/** Plans deploys by what a snapshot holds, with the code that plans every deploy. */
export function resolveIn(snapshot: Snapshot): (target: DeployTarget) => Promise<Resolution> {
  const findStanding = standingIn(snapshot);
  return async (target) => {
    const found = findStanding(target);
    try {
      const planned = await plan(portsFor(snapshot, found), target, found.standing);
      return {
        problem: null,
        profile: planned.profile,
        provider: planned.provider,
        safeguards: planned.safeguards,
        clients: planned.clients,
        accessRole: planned.accessRole,
        staticKeysOf: planned.origins?.staticKeys?.provider ?? null,
        parameters: parametersOf(snapshot, planned, found),
      };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { problem: { code: error.code, ...error.facts } };
    }
  };
}

function portsFor(snapshot: Snapshot, found: FoundStanding): PlanPorts {
  return {
    getContent: async ({ profile }) => contentOfProfile(getFrom(snapshot.profiles, profile)),
    findTargetContent: async ({ contentId }) => {
      const target = contentId === "service" ? found.service : found.instance;
      return target && contentOfTarget(target);
    },
    listNearApps: async () => [],
  };
}

function parametersOf(
  snapshot: Snapshot,
  planned: Plan,
  { service, instance }: FoundStanding,
): ResolvedParameter[] {
  const profile = planned.profile === null ? undefined : getFrom(snapshot.profiles, planned.profile.name);
  const byLevel = {
    instance: byKey(instance?.parameters),
    service: byKey(service?.parameters),
    profile: byKey(profile?.parameters),
  };
  const origins =
    planned.origins?.parameters ?? planned.parameterKeys.map((key) => ({ key, source: "profile" as const }));
  return origins.map(({ key, source: level }) => {
    const { sensitive, valueId } = getFrom(byLevel[level], key);
    return { key, sensitive, valueId, level };
  });
}

function byKey(parameters: readonly ParameterSnapshot[] = []): ReadonlyMap<string, ParameterSnapshot> {
  return new Map(parameters.map((parameter) => [parameter.key, parameter]));
}
