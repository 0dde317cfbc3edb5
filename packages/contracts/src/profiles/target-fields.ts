import { z } from "zod";
import { AppName, Description, OrgName, ProviderName, ServiceName } from "../values/names.ts";
import { PageQuery } from "../values/page.ts";
import { maxParameters, ParameterKey } from "../values/parameter.ts";
import { None, TargetParameterInput, TargetParameterView } from "../values/target-parameter.ts";
import { withoutRepeats } from "./without-repeats.ts";

/**
 * What a service or an instance says about the provider of its deploys: one by name, that there is none at all, or
 * nothing, which leaves it to what is set further away.
 */
export const ProviderLink = z
  .union([ProviderName, None], {
    error: 'must be the name of a provider, { "none": true } for no provider at all, or null',
  })
  .nullable();
export type ProviderLink = z.infer<typeof ProviderLink>;

/** What can be set on services, on instances, or on both. */
export const targetFields = {
  description: Description,
  provider: ProviderLink,
  inherits: z.boolean(),
  requiredParameters: z
    .array(ParameterKey)
    .max(maxParameters, `must be at most ${maxParameters} keys`)
    .superRefine(withoutRepeats((key: string) => key)),
  parameters: z
    .array(TargetParameterInput)
    .max(maxParameters, `must be at most ${maxParameters} parameters`)
    .superRefine(withoutRepeats(({ key }: TargetParameterInput) => key, ["key"])),
};

/** The same fields as they are read. */
export const targetViewFields = {
  description: z.string(),
  provider: z.union([z.string(), None]).nullable(),
  inherits: z.boolean(),
  requiredParameters: z.array(z.string()),
  parameters: z.array(TargetParameterView),
};

/** What is stored beside the fields. `removedAt` says since when it is removed: what is set on it is kept, and applies. */
export const targetStamps = {
  revision: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  removedAt: z.iso.datetime().nullable(),
};

/** Which of a list are wanted: those that are there, or with `true` the removed ones. */
export const TargetsQuery = PageQuery.extend({
  removed: z.enum(["true", "false"], { error: "must be true or false" }).default("false"),
});

/** Names the app of services. */
export const AtAppOfServices = z.object({ org: OrgName, app: AppName });
/** Names a service. */
export const AtService = AtAppOfServices.extend({ service: ServiceName });
