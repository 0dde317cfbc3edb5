import { z } from "zod";
import { defineRequest, defineRequestFor } from "../define/define.ts";
import { EvaluatedSafeguard } from "../safeguards/safeguard.ts";
import { AccessRole } from "../values/access-role.ts";
import { LegacyUse } from "../values/clients.ts";
import { DeploymentId, KnownTarget, Purpose } from "../values/deploy-target.ts";
import { OrgName, ProfileName } from "../values/names.ts";
import { Parameter, ParameterOrigin } from "../values/parameter.ts";
import { KeyDigest, Principal } from "../values/principal.ts";
import { AssumableRole } from "../values/role-template.ts";
import { secret } from "../values/secret.ts";
import { planProblems } from "./plan-problems.ts";
import { Level } from "./precedence.ts";

/** Finds out who holds an access key. Only its digest is sent. Throws `unauthenticated`. */
export const authenticate = defineRequest({
  subject: "profiles.v1.authenticate",
  summary: "Whose access key has this SHA-256 digest?",
  timeoutMs: 3_000,
  callers: ["resolver", "credentials", "safeguards", "legacy"],
  unknownFields: "dropped",
  input: z.strictObject({ digest: KeyDigest }),
  output: Principal,
  throws: ["unauthenticated"],
});

/**
 * The profile that applies to a target, and what chose it: the application's stage, the application's default, or the
 * organization's stage map.
 */
export const ChosenProfile = z.object({
  name: z.string(),
  version: z.int(),
  matchedBy: z.enum(["stage", "default", "org-stages"]),
});
export type ChosenProfile = z.infer<typeof ChosenProfile>;

/** The profile of a deploy. It is null only where none applies and an admin chose `unprofiled: "allow"` for the app. */
export const DeployProfile = ChosenProfile.nullable();
export type DeployProfile = z.infer<typeof DeployProfile>;

/** The provider whose credentials a deploy gets, and the level that names it. */
export const ChosenProvider = z.object({
  name: z.string(),
  revision: z.int(),
  level: Level.exclude(["profile"]),
});
export type ChosenProvider = z.infer<typeof ChosenProvider>;

/** Names what is set on a service or an instance at one moment. It never names anything else. */
const ContentId = z.string().regex(/^\d{1,19}$/);

/** Names the static keys that a provider has at a revision. */
const KeysAt = z.object({ provider: z.string(), revision: z.int() });

/** Where the parts of a deploy come from that do not come from its profile, as of the moment of its plan. */
const Origins = z.object({
  /** In the order in which the deploy receives them. */
  parameters: z.array(ParameterOrigin),
  /** What was set on the service, if a parameter comes from it. */
  service: ContentId.nullable(),
  /** What was set on the instance, if a parameter comes from it. */
  instance: ContentId.nullable(),
  /** The provider whose static keys the deploy gets. */
  staticKeys: KeysAt.nullable(),
});
export type Origins = z.infer<typeof Origins>;

const Plan = z.object({
  profile: DeployProfile,
  provider: ChosenProvider.nullable().default(null),
  /** The role that is assumed, with the names of the target filled in: of the provider, or else of the profile. */
  accessRole: AssumableRole.nullable(),
  parameterKeys: z.array(z.string()),
  /** It is left out where the app resolves by profiles: everything comes from the profile then. */
  origins: Origins.optional(),
  /**
   * It is there where service and instance can decide as well, and the target does not name its own: the plan is that of the
   * profile then. An earlier version of the service does not send it.
   */
  unnamedInstance: z.literal(true).optional(),
  safeguards: z.array(EvaluatedSafeguard),
  /** What clients receive, by the rules of the profile and its organization together. */
  clients: z.object({ legacy: LegacyUse }),
});

/**
 * Finds out what a deploy would use. The answer holds no secret. Throws `not-found` and the problems of planning. With
 * `evenIfRefused` it throws `not-found` alone, and answers what is set and can be read where a deploy would be refused.
 */
export const plan = defineRequest({
  subject: "profiles.v1.plan",
  summary: "Which profile applies to this target, and what does it hold?",
  timeoutMs: 3_000,
  callers: ["resolver"],
  unknownFields: "refused",
  input: z.strictObject({ target: KnownTarget, evenIfRefused: z.literal(true).optional() }),
  output: Plan,
  throws: planProblems,
});

/**
 * Finds out who holds a key and what their deploy would use, both read at one moment: whatever changes meanwhile, such as
 * a key that is revoked, counts for the whole answer or not at all. Throws what `authenticate` and `plan` throw, and
 * `forbidden` for a key that does not cover the target.
 */
export const planFor = defineRequestFor({
  subject: "profiles.v1.plan-for",
  summary: "May the holder of this key deploy this target, and what would the deploy use?",
  timeoutMs: 3_000,
  callers: ["resolver"],
  action: "resolve:plan",
  unknownFields: "refused",
  // Without a purpose, it is that of a deploy.
  input: KnownTarget.extend({ keyDigest: KeyDigest, purpose: Purpose.optional() }),
  output: z.object({ keyId: z.string(), plan: Plan }),
  throws: ["unauthenticated", "forbidden", ...planProblems],
});
export type Plan = z.infer<typeof Plan>;

/** A parameter with its value, and whether the value was read from AWS Secrets Manager. */
const OpenedParameter = Parameter.extend({
  // An earlier version of the service does not send it: then the value could be a secret of AWS Secrets Manager.
  referenced: z.boolean().default(true),
});
export type OpenedParameter = z.infer<typeof OpenedParameter>;

/** Keys of an IAM user, which never expire. */
const OpenedKeys = z.object({ accessKeyId: z.string(), secretAccessKey: secret(z.string()) });
export type OpenedKeys = z.infer<typeof OpenedKeys>;

/**
 * Reads the values that a plan names, all or none: parameters of exactly the planned version of the profile, and of what
 * was set on service and instance when it was planned, and static keys. Throws `conflict` when something of it is not
 * set any more, and `secret-not-readable`.
 */
export const open = defineRequest({
  subject: "profiles.v1.open",
  summary: "The values of a profile version's parameters",
  timeoutMs: 12_000,
  waitsForAws: true,
  callers: ["resolver"],
  unknownFields: "refused",
  input: z.strictObject({
    target: KnownTarget,
    deploymentId: DeploymentId,
    profile: z.strictObject({ name: ProfileName, version: z.int() }).optional(),
    /** The origins as they were planned, and the role that reads the references. Without them, the profile has both. */
    origins: Origins.extend({
      parameters: z.array(ParameterOrigin.strict()),
      staticKeys: KeysAt.strict().nullable(),
      accessRole: AssumableRole.nullable(),
    })
      .strict()
      .optional(),
  }),
  output: z.object({ parameters: z.array(OpenedParameter), staticKeys: OpenedKeys.optional() }),
  throws: ["not-found", "conflict", "role-not-assumable", "secret-not-readable"],
});

/** Reads the access role of the newest version of a profile. Throws `not-found`. */
export const getAccessRole = defineRequest({
  subject: "profiles.v1.get-access-role",
  summary: "Which role does this profile name?",
  timeoutMs: 3_000,
  callers: ["credentials"],
  unknownFields: "dropped",
  input: z.strictObject({ org: OrgName, profile: ProfileName }),
  output: z.object({ accessRole: AccessRole.nullable() }),
  throws: ["not-found"],
});
