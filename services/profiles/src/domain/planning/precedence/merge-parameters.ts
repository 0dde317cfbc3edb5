import type { ParameterLevel, ParameterOrigin } from "@stagepass/contracts";
import { applying, type Candidate, hiddenLevels } from "./candidate.ts";
import { type ParameterSetting, type Settings, whyIgnored } from "./settings.ts";

/** What a level says about a key: that it has a value there, or that it has none at all. */
export type ParameterSaid = "value" | "none";

/** The candidates for a key, the nearest first. */
export interface KeyCandidates {
  readonly key: string;
  readonly candidates: readonly Candidate<ParameterLevel, ParameterSaid>[];
}

/**
 * Merges the parameters of an instance over those of its service, key by key, in the order of the service and then of the
 * instance. The parameters of the profile are not merged with them: it is one or the other. In the mode `mixed` they
 * count as long as instance and service leave no value.
 */
export function mergeParameters(settings: Settings): ParameterOrigin[] {
  return parameterCandidates(settings).flatMap(({ key, candidates }) => {
    const chosen = applying(candidates);
    if (chosen?.says !== "value") return [];
    return [{ key, source: chosen.level, overrides: hiddenLevels(candidates) }];
  });
}

/** Lists every key that is set anywhere for a target, and the levels that can set it, the nearest first. */
export function parameterCandidates(settings: Settings): KeyCandidates[] {
  const { instance, service, profile } = settings;
  const own = { instance: saidBy(instance?.parameters), service: saidBy(service?.parameters) };
  const inProfile = new Set(profile?.parameterKeys);
  const ignored = {
    instance: whyIgnored("instance", settings),
    service: whyIgnored("service", settings),
    profile: whyIgnored("profile", settings) ?? whyReplaced(settings),
  };
  // What does not count comes last, so that it cannot change the order of what does.
  const ofTarget = [...own.service.keys(), ...own.instance.keys()];
  const keys = new Set(ignored.profile === null ? [...inProfile, ...ofTarget] : [...ofTarget, ...inProfile]);
  return [...keys].map((key) => ({
    key,
    candidates: [
      { level: "instance", says: own.instance.get(key), ignored: ignored.instance },
      { level: "service", says: own.service.get(key), ignored: ignored.service },
      { level: "profile", says: inProfile.has(key) ? "value" : undefined, ignored: ignored.profile },
    ],
  }));
}

/** The keys that every deploy of the service must find, and that this one would not, whatever the app's mode. */
export function missingParameters(
  { service }: Pick<Settings, "service">,
  found: readonly ParameterOrigin[],
): string[] {
  const keys = new Set(found.map(({ key }) => key));
  return service?.requiredParameters.filter((key) => !keys.has(key)) ?? [];
}

function saidBy(parameters: readonly ParameterSetting[] = []): Map<string, ParameterSaid> {
  return new Map(parameters.map(({ key, isNone }) => [key, isNone ? "none" : "value"]));
}

/** A value on an instance or a service replaces all of the profile's, and not just the one with its key. */
function whyReplaced(settings: Settings): string | null {
  const { mode, ...levels } = settings;
  if (mode !== "mixed") return null;
  const left = mergeParameters({ ...levels, mode: "providers", profile: undefined });
  return left.length === 0 ? null : "Parameters of the instance or the service replace all of the profile's.";
}
