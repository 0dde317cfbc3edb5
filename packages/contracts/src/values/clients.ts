import { z } from "zod";

/**
 * What the existing Serverless Framework clients may have. They judge safeguards themselves, after they have the
 * credentials: `allow` trusts them with what a deploy gets, `plan-only` gives read-only credentials, `deny` nothing.
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
 * The oldest clients that are served: the SDK's version comes with every call, the framework's and the plugin's with
 * deployment records alone, unless what comes with a call shows that they are older. A client that sends none is served
 * unless `unknown` says `deny`.
 */
export const MinimumVersions = z.strictObject({
  sdk: Version.optional(),
  framework: Version.optional(),
  plugin: Version.optional(),
  unknown: z.enum(["allow", "deny"], { error: "must be allow or deny" }).optional(),
});
export type MinimumVersions = z.infer<typeof MinimumVersions>;

/** What a profile says about its clients; where it says nothing, its organization decides. */
export const ProfileClients = z.strictObject({ legacy: LegacyUse.optional() });
export type ProfileClients = z.infer<typeof ProfileClients>;

/** What an organization says about its clients. Its `deny` is final, everything else is for profiles without a word. */
export const OrgClients = z.strictObject({
  legacy: LegacyUse.optional(),
  minimumVersions: MinimumVersions.optional(),
});
export type OrgClients = z.infer<typeof OrgClients>;
