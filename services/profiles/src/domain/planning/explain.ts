import {
  assertPurpose,
  type DeployTarget,
  type Explanation,
  type Level,
  type Plan,
  Problem,
  type ProblemMessage,
  precedence,
  roleArnFor,
  ruleNumber,
} from "@stagepass/contracts";
import { noSuchApp } from "../common/no-such.ts";
import { contentOf, type PlanPorts, plan } from "./plan.ts";
import { applying, type Candidate, fatesOf, hiddenLevels } from "./precedence/candidate.ts";
import { credentialsCandidates } from "./precedence/choose-credentials.ts";
import { chooseProfile, profileCandidates } from "./precedence/choose-profile.ts";
import { parameterCandidates } from "./precedence/merge-parameters.ts";
import type { Settings } from "./precedence/settings.ts";
import { settingsOf } from "./settings-of.ts";
import type { AppStanding } from "./standing.ts";

type Explained = Explanation["profile"]["candidates"];
type Asked = Pick<Explanation, "purpose"> & { readonly target: DeployTarget };

/**
 * Says what a deploy of the target would get and why, and what is set without counting. It plans as a deploy
 * does; a problem of the plan is in the answer, beside whatever else can be said. Throws `not-found`, and `Outdated`.
 */
export async function explain(
  ports: PlanPorts,
  { target, purpose }: Asked,
  app: AppStanding | undefined,
): Promise<Explanation> {
  if (app === undefined) throw await noSuchApp(ports, target.org, target.app);
  const chosen = chooseProfile(target.stage, app) ?? null;
  const profile = await contentOf(ports, target.org, chosen);
  const settings = await settingsOf(ports, target, { app, profile });
  const { planned, problem } = await tryToPlan(ports, { target, purpose }, app);
  return {
    target,
    purpose,
    mode: app.mode,
    precedence: [...precedence],
    profile: { chosen, candidates: explainProfile(target.stage, app) },
    credentials: {
      chosen: planned && credentialsOf(planned, purpose),
      candidates: explainCredentials(settings, app),
    },
    parameters: explainParameters(settings, app),
    safeguards: profile.safeguards.map(({ name, safeguard, enforcementLevel }) => {
      return { name, safeguard, enforcementLevel };
    }),
    problem,
  };
}

/** Plans as a deploy does. Returns the plan, the problem that the deploy would get, or both. */
async function tryToPlan(ports: PlanPorts, { target, purpose }: Asked, app: AppStanding) {
  let planned: Plan | null = null;
  try {
    planned = await plan(ports, target, app);
    assertPurpose(planned, purpose);
    return { planned, problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const problem: ProblemMessage = { code: error.code, ...error.facts };
    return { planned, problem };
  }
}

function credentialsOf(
  { provider, accessRole, origins }: Plan,
  purpose: Asked["purpose"],
): NonNullable<Explanation["credentials"]["chosen"]> {
  const hasKeys = (origins?.staticKeys ?? null) !== null;
  return {
    kind: hasKeys ? "static-keys" : accessRole === null ? "none" : "role",
    provider,
    roleArn: accessRole && roleArnFor(accessRole, purpose),
  };
}

function explainProfile(stage: string, app: AppStanding): Explained {
  const candidates = profileCandidates(stage, app);
  return explained("profile", candidates, ({ says }) => ({ names: says.name }));
}

function explainCredentials(settings: Settings, app: AppStanding): Explained {
  return explained("credentials", credentialsCandidates(settings), ({ level, says }) => ({
    ...(says.from === "provider" ? { names: says.name } : { none: says.from === "none" }),
    isBlueprint: comesFromBlueprint(level, app),
  }));
}

function explainParameters(settings: Settings, app: AppStanding): Explanation["parameters"] {
  const required = new Set(settings.service?.requiredParameters);
  const set = parameterCandidates(settings).map(({ key, candidates }) => {
    const chosen = applying(candidates);
    return {
      key,
      source: chosen?.says === "value" ? chosen.level : null,
      overrides: hiddenLevels(candidates),
      required: required.has(key),
      candidates: explained("parameter", candidates, ({ level, says }) => ({
        none: says === "none",
        isBlueprint: comesFromBlueprint(level, app),
      })),
    };
  });
  const keys = new Set(set.map(({ key }) => key));
  const unset = [...required].filter((key) => !keys.has(key));
  return [
    ...set,
    ...unset.map((key) => ({ key, source: null, overrides: [], required: true, candidates: [] })),
  ];
}

/** Whether what a level says is what a blueprint will set there. */
function comesFromBlueprint(level: Level, { service, instance }: AppStanding): boolean {
  if (level === "service") return service?.isBlueprint === true;
  return level === "instance" && instance?.isBlueprint === true;
}

/** Names the rule of each candidate, what it says, and what became of it. */
function explained<L extends Parameters<typeof ruleNumber>[1], Said>(
  decides: Parameters<typeof ruleNumber>[0],
  candidates: readonly Candidate<L, Said>[],
  describe: (said: { readonly level: L; readonly says: Said }) => Partial<Explained[number]>,
): Explained {
  const fates = fatesOf(candidates);
  return candidates.map(({ level, says, ignored }, index) => ({
    rule: ruleNumber(decides, level),
    names: null,
    none: false,
    isBlueprint: false,
    isSet: says !== undefined,
    ...(says !== undefined && describe({ level, says })),
    fate: fates[index] ?? "empty",
    because: ignored,
  }));
}
