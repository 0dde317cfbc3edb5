import { z } from "zod";

/**
 * What the existing Serverless Framework clients receive. They evaluate safeguards themselves, after they have received
 * the credentials. `allow` trusts them with the credentials of a deploy, `plan-only` sends them read-only credentials,
 * and `deny` sends them nothing.
 */
export const LegacyUse = z.enum(["allow", "plan-only", "deny"], {
  error: "must be allow, plan-only or deny",
});
export type LegacyUse = z.infer<typeof LegacyUse>;

/** A semantic version without a range: https://semver.org/ */
const Version = z
  .string()
  .max(64, "must be at most 64 characters")
  .regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, "must be a semantic version, such as 2.3.2");

/**
 * The oldest versions of clients that are served. Clients send the SDK's version with every call, but the framework's
 * and the plugin's only with deployment records; before that, a call is denied only if its content shows that they are
 * older. A client that sends no version is served unless `unknown` is `deny`.
 */
export const MinimumVersions = z.strictObject({
  sdk: Version.optional(),
  framework: Version.optional(),
  plugin: Version.optional(),
  unknown: z.enum(["allow", "deny"], { error: "must be allow or deny" }).optional(),
});
export type MinimumVersions = z.infer<typeof MinimumVersions>;

/** The rules of a profile for its clients. Where it has none, those of its organization apply. */
export const ProfileClients = z.strictObject({ legacy: LegacyUse.optional() });
export type ProfileClients = z.infer<typeof ProfileClients>;

/** The rules of an organization for its clients. A `deny` is final; anything else applies to profiles without a rule. */
export const OrgClients = z.strictObject({
  legacy: LegacyUse.optional(),
  minimumVersions: MinimumVersions.optional(),
});
export type OrgClients = z.infer<typeof OrgClients>;
