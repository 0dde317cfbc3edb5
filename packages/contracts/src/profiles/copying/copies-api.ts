import { z } from "zod";
import { defineRoute } from "../../define/define-route.ts";
import { AppName, OrgName, ProfileName, Region, ServiceName, StageName } from "../../values/names.ts";
import { maxParameters, ParameterKey } from "../../values/parameter.ts";
import { AtInstance, InstanceView } from "../instances-api.ts";
import { ProfileView } from "../profiles-api.ts";
import { ServiceView } from "../services-api.ts";
import { AtService } from "../target-fields.ts";
import { withoutRepeats } from "../without-repeats.ts";

// Values are copied without being shown: they are opened and sealed anew within the service. A reference stays a reference.
// What is sensitive in either place is sensitive in the copy.

const OfService = z.strictObject({ app: AppName, service: ServiceName });

/** Where parameters are copied from: a profile, in its newest version or in another one, a service, or an instance. */
export const CopySource = z.union(
  [
    z.strictObject({ profile: ProfileName, version: z.int().min(1).max(2_147_483_647).optional() }),
    OfService,
    OfService.extend({ stage: StageName, region: Region }),
  ],
  {
    error:
      "must be a profile { profile }, with its version or without, a service { app, service }, or an instance " +
      "{ app, service, stage, region }",
  },
);
export type CopySource = z.infer<typeof CopySource>;

/** Which parameters to copy, and from where. A key that the target has is replaced only with `replace`. */
export const CopyInput = z.strictObject({
  from: CopySource,
  keys: z
    .array(ParameterKey)
    .min(1, "must name at least one key")
    .max(maxParameters, `must be at most ${maxParameters} keys`)
    .superRefine(withoutRepeats((key: string) => key)),
  replace: z.boolean().default(false),
});
export type CopyInput = z.infer<typeof CopyInput>;

const common = {
  service: "profiles",
  method: "POST",
  action: "parameter:write",
  isGuarded: true,
  body: CopyInput,
  throws: [],
} as const;

export const copyToProfile = defineRoute({
  ...common,
  path: "/v1/orgs/{org}/profiles/{profile}/copy-parameters",
  summary: "Copy parameters to a deployment profile, as one new version; no value is shown",
  params: z.object({ org: OrgName, profile: ProfileName }),
  response: ProfileView,
});

export const copyToService = defineRoute({
  ...common,
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/copy-parameters",
  summary: "Copy parameters to a service; no value is shown",
  params: AtService,
  response: ServiceView,
});

export const copyToInstance = defineRoute({
  ...common,
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/instances/{stage}/{region}/copy-parameters",
  summary: "Copy parameters to an instance of a service; no value is shown",
  params: AtInstance,
  response: InstanceView,
});
