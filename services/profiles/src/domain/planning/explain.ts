import {
  assertPurpose,
  type DeployTarget,
  type Explanation,
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
 * Says what a deploy of the target would get and why. It plans as a deploy does; a problem of the plan is in the answer,
 * beside whatever else can be said. Throws `not-found`, and `Outdated`.
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
      candidates: explainCredentials(settings),
    },
    parameters: explainParameters(settings),
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
  return explained("profile", profileCandidates(stage, app), ({ name }) => ({ names: name }));
}

function explainCredentials(settings: Settings): Explained {
  return explained("credentials", credentialsCandidates(settings), (source) =>
    source.from === "provider" ? { names: source.name } : { none: source.from === "none" },
  );
}

function explainParameters(settings: Settings): Explanation["parameters"] {
  const required = new Set(settings.service?.requiredParameters);
  const set = parameterCandidates(settings).map(({ key, candidates }) => {
    const chosen = applying(candidates);
    return {
      key,
      source: chosen?.says === "value" ? chosen.level : null,
      overrides: hiddenLevels(candidates),
      required: required.has(key),
      candidates: explained("parameter", candidates, (said) => ({ none: said === "none" })),
    };
  });
  const keys = new Set(set.map(({ key }) => key));
  const unset = [...required].filter((key) => !keys.has(key));
  return [
    ...set,
    ...unset.map((key) => ({ key, source: null, overrides: [], required: true, candidates: [] })),
  ];
}

/** Names the rule of each candidate, what it says, and what became of it. */
function explained<Said>(
  decides: Parameters<typeof ruleNumber>[0],
  candidates: readonly Candidate<Parameters<typeof ruleNumber>[1], Said>[],
  describe: (says: Said) => { readonly names?: string; readonly none?: boolean },
): Explained {
  const fates = fatesOf(candidates);
  return candidates.map(({ level, says, ignored }, index) => ({
    rule: ruleNumber(decides, level),
    names: null,
    none: false,
    ...(says !== undefined && describe(says)),
    fate: fates[index] ?? "empty",
    because: ignored,
  }));
}
