import { z } from "zod";
import { AppName, ProfileName, ProviderName, Region, ServiceName, StageName } from "../../values/names.ts";
import { maxParameters, ParameterInput } from "../../values/parameter.ts";
import { StaticKeys } from "../../values/static-keys.ts";
import { TargetParameterInput } from "../../values/target-parameter.ts";
import { AppPatch } from "../apps-api.ts";
import { InstancePatch } from "../instances-api.ts";
import { OrgPatch } from "../orgs-api.ts";
import { ProfilePatch } from "../profiles-api.ts";
import { ProviderPatch } from "../providers-api.ts";
import { ServicePatch } from "../services-api.ts";
import { withoutRepeats } from "../without-repeats.ts";

// The fields are those of the API, so that a field which is added there can be brought in and out as well.

const missing = {
  missing: z
    .literal(true, "must be true, or left out")
    .meta({ description: "The value is not in the document. What is stored stays." })
    .optional(),
};
const besideNoValue = { path: ["missing"], message: "says that the value is not here: give none beside it" };

const lacksValue = (given: {
  missing?: true | undefined;
  value?: unknown;
  secretsManager?: unknown;
  ssm?: unknown;
}) => given.missing === undefined || (given.value ?? given.secretsManager ?? given.ssm) === undefined;

/** A parameter in a document: with a value, with a reference, or with `missing`, which keeps what is stored. */
const ConfiguredParameter = ParameterInput.safeExtend(missing).refine(lacksValue, besideNoValue);
const ConfiguredTargetParameter = TargetParameterInput.safeExtend(missing).refine(lacksValue, besideNoValue);

function parametersOf<P extends z.ZodType<{ key: string }>>(item: P) {
  return z
    .array(item)
    .max(maxParameters, `must be at most ${maxParameters} parameters`)
    .superRefine(withoutRepeats((parameter: z.output<P>) => parameter.key, ["key"]))
    .optional();
}

/** Static keys in a document. Their secret is never exported. */
const ConfiguredKeys = StaticKeys.extend(missing).refine(
  (keys) => keys.missing === undefined || keys.secretAccessKey === undefined,
  besideNoValue,
);

/** A deployment profile in a document. */
export const ConfiguredProfile = ProfilePatch.extend({ parameters: parametersOf(ConfiguredParameter) });
/** A provider in a document. */
export const ConfiguredProvider = ProviderPatch.extend({ staticKeys: ConfiguredKeys.nullable().optional() });
/** An instance in a document. */
export const ConfiguredInstance = InstancePatch.extend({
  parameters: parametersOf(ConfiguredTargetParameter),
});
/** A service in a document, with its instances. */
export const ConfiguredService = ServicePatch.extend({
  parameters: parametersOf(ConfiguredTargetParameter),
  /** By stage, and then by region. */
  instances: z.record(StageName, z.record(Region, ConfiguredInstance)).optional(),
});
/** What new services, and new instances in stages, begin with, in a document. One that is left out is not named. */
const ConfiguredBlueprints = z.strictObject({
  services: ConfiguredInstance.omit({ inherits: true }).optional(),
  stages: z.record(StageName, ConfiguredInstance).optional(),
});
/** An application in a document, with its stages, blueprints and services. */
export const ConfiguredApp = AppPatch.extend({
  /** The profiles of stages that have one of their own, by stage. */
  stages: z.record(StageName, ProfileName).optional(),
  blueprints: ConfiguredBlueprints.optional(),
  services: z.record(ServiceName, ConfiguredService).optional(),
});

/**
 * The configuration of an organization as one document. What it names is afterwards as it says: a field that is left out
 * has its default. A collection that is left out is left alone, and so is what a collection does not name, unless it is
 * pruned. Access keys and the records of deploys are no part of it.
 */
export const Configuration = z.strictObject({
  apiVersion: z.literal(1, "must be 1, the only version of such documents"),
  settings: OrgPatch.optional(),
  profiles: z.record(ProfileName, ConfiguredProfile).optional(),
  providers: z.record(ProviderName, ConfiguredProvider).optional(),
  apps: z.record(AppName, ConfiguredApp).optional(),
});
export type Configuration = z.infer<typeof Configuration>;
export type ConfiguredProfile = z.infer<typeof ConfiguredProfile>;
export type ConfiguredProvider = z.infer<typeof ConfiguredProvider>;
export type ConfiguredApp = z.infer<typeof ConfiguredApp>;
export type ConfiguredBlueprints = z.infer<typeof ConfiguredBlueprints>;
export type ConfiguredService = z.infer<typeof ConfiguredService>;
export type ConfiguredInstance = z.infer<typeof ConfiguredInstance>;

/** The most rows that an export or an import can have: things, and the parameters and safeguards that they hold. */
export const maxConfigurationRows = 20_000;
