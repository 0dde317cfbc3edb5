import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { ProblemMessage } from "../problems/problem.ts";
import { Safeguard } from "../safeguards/safeguard.ts";
import { DeployTarget, Purpose } from "../values/deploy-target.ts";
import { ParameterLevel } from "../values/parameter.ts";
import { AppMode } from "./apps-api.ts";
import { PrecedenceRule } from "./precedence.ts";
import { ChosenProfile, ChosenProvider } from "./profiles.ts";

/**
 * What a rule came to for this target: it `applies`; it is `hidden` by one with a lower number; it is `empty`, since
 * nothing is set there; or it is `ignored`, for the reason in `because`.
 */
const Fate = z.enum(["applies", "hidden", "empty", "ignored"]);

const Candidate = z.object({
  /** The number of a rule of the order of precedence. */
  rule: z.int(),
  /** Whether anything is set there, also where it does not count. */
  isSet: z.boolean(),
  /** The name of the profile or provider that is set there. It is null where there is none, and for `none`. */
  names: z.string().nullable(),
  /** Whether it says that nothing is to apply. */
  none: z.boolean(),
  /** Whether it is not set yet: the first deploy will, since a blueprint of the app says it. */
  isBlueprint: z.boolean(),
  fate: Fate,
  because: z.string().nullable(),
});
const candidates = z.array(Candidate);

/** A parameter that a deploy would get or miss, without its value. */
const ExplainedParameter = z.object({
  key: z.string(),
  /** Where the value would come from. It is null when the deploy would get none. */
  source: ParameterLevel.nullable(),
  /** The levels whose values for the key are hidden, the nearest first. */
  overrides: z.array(ParameterLevel),
  /** Whether every deploy of the service must find the key. */
  required: z.boolean(),
  candidates,
});

/** Where credentials would come from. Without a provider, a role is that of the profile. */
const ExplainedCredentials = z.object({
  kind: z.enum(["role", "static-keys", "none"]),
  provider: ChosenProvider.nullable(),
  /** The role that would be assumed for the purpose. It is null without one. */
  roleArn: z.string().nullable(),
});

/** What a deploy of a target would get, and why. It holds no values and no credentials. */
export const Explanation = z.object({
  target: DeployTarget,
  purpose: Purpose,
  mode: AppMode,
  /** The order of precedence. Every candidate names a rule of it. */
  precedence: z.array(PrecedenceRule),
  profile: z.object({ chosen: ChosenProfile.nullable(), candidates }),
  credentials: z.object({ chosen: ExplainedCredentials.nullable(), candidates }),
  parameters: z.array(ExplainedParameter),
  safeguards: z.array(Safeguard.pick({ name: true, safeguard: true, enforcementLevel: true })),
  /** The problem that a deploy would get at once, such as `no-profile`. It is null when there is none. */
  problem: ProblemMessage.nullable(),
});
export type Explanation = z.infer<typeof Explanation>;

export const explainTarget = defineRoute({
  service: "profiles",
  method: "POST",
  path: "/v1/explain",
  summary: "What would a deploy of this target get, and why?",
  action: "target:explain",
  targetAt: [],
  body: DeployTarget.extend({ purpose: Purpose.default("deploy") }),
  response: Explanation,
  throws: [],
});
