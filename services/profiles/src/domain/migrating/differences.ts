import { readAccessRole } from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import type { Resolution, Resolved, ResolvedParameter } from "./resolve-in.ts";

/** Something that a deploy gets before a migration, and not after it, or the other way round. */
export interface Difference {
  readonly what: "problem" | "profile" | "credentials" | "parameter" | "safeguards" | "clients";
  /** The key of the parameter, or null. */
  readonly parameter: string | null;
  /** What it is before and after, and where that comes from, in a sentence. It holds no value. */
  readonly why: string;
}

/** Lists what differs in what a deploy gets. The order of the parameters, and the place that they come from, may differ. */
export function differencesBetween(before: Resolution, after: Resolution): Difference[] {
  if (before.problem === null && after.problem === null) return differencesOf(before, after);
  if (before.problem?.code === after.problem?.code) return [];
  const why = `Before, the deploy ${outcomeOf(before)}; afterwards it ${outcomeOf(after)}.`;
  return [{ what: "problem", parameter: null, why }];
}

function outcomeOf({ problem }: Resolution): string {
  // The detail names the target, which may only stand for others.
  return problem === null ? "gets what it needs" : `is refused with ${problem.code}`;
}

function differencesOf(before: Resolved, after: Resolved): Difference[] {
  return [
    ...whole("profile", before.profile, after.profile),
    ...credentials(before, after),
    ...parameters(before, after),
    ...whole("safeguards", before.safeguards, after.safeguards),
    ...whole("clients", before.clients, after.clients),
  ];
}

function whole(what: "profile" | "safeguards" | "clients", before: unknown, after: unknown): Difference[] {
  const why = `Before and after, the ${what} of the deploy would not be the same.`;
  return sameJson(before, after) ? [] : [{ what, parameter: null, why }];
}

function credentials(before: Resolved, after: Resolved): Difference[] {
  if (sameJson(given(before), given(after))) return [];
  const why = `Before, the deploy gets ${nameOf(before)}; afterwards it gets ${nameOf(after)}.`;
  return [{ what: "credentials", parameter: null, why }];
}

/** The credentials, wherever they come from. */
function given({ accessRole, staticKeysOf }: Resolved) {
  return { role: accessRole && readAccessRole(accessRole), madeOf: accessRole?.madeOf ?? null, staticKeysOf };
}

function nameOf({ accessRole, staticKeysOf, provider, profile }: Resolved): string {
  if (staticKeysOf !== null) return `the static keys of the provider ${staticKeysOf}`;
  if (accessRole === null) return "no credentials";
  const { roleArn, planRoleArn, durationSeconds } = accessRole;
  const from =
    provider === null
      ? `the profile ${profile?.name}`
      : `the provider ${provider.name} of the ${provider.level}`;
  const plan = planRoleArn === undefined ? "" : ` and ${planRoleArn} for plans`;
  return `the role ${roleArn}${plan} for ${durationSeconds} seconds, from ${from}`;
}

function parameters(before: Resolved, after: Resolved): Difference[] {
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Difference[] => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was !== undefined && is !== undefined && isSame(was, is)) return [];
    return [
      {
        what: "parameter",
        parameter: key,
        why: `Before, ${describe(key, was, before)}; afterwards ${describe(key, is, after)}.`,
      },
    ];
  });
}

function byKey({ parameters }: Resolved): ReadonlyMap<string, ResolvedParameter> {
  return new Map(parameters.map((parameter) => [parameter.key, parameter]));
}

function isSame(a: ResolvedParameter, b: ResolvedParameter): boolean {
  return a.sensitive === b.sensitive && a.valueId === b.valueId;
}

function describe(key: string, parameter: ResolvedParameter | undefined, { profile }: Resolved): string {
  if (parameter === undefined) return `there is no parameter ${key}`;
  const { level, sensitive } = parameter;
  const from = level === "profile" ? `profile ${profile?.name}` : level;
  return `${key} comes from the ${from}${sensitive ? "" : ", not as a sensitive one"}`;
}
