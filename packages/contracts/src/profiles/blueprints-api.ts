import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { StageName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { AtAppOfServices, targetFields, targetStamps, targetViewFields } from "./target-fields.ts";

const service = "profiles";
const { provider, inherits, parameters } = targetViewFields;
const AtStage = AtAppOfServices.extend({ stage: StageName });
const { removedAt: _, ...stamps } = targetStamps;

/** What services of an app begin with or, with a stage, instances in that stage, without the values of parameters. */
export const BlueprintView = z.object({
  /** The stage of the instances that begin with it. It is null for the blueprint of services. */
  stage: z.string().nullable(),
  ...{ provider, inherits, parameters },
  ...stamps,
});
export type BlueprintView = z.infer<typeof BlueprintView>;

export const listBlueprints = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/blueprints",
  summary: "List what new services of an application, and new instances in its stages, begin with",
  action: "app:read",
  params: AtAppOfServices,
  query: PageQuery,
  response: pageOf(BlueprintView),
  throws: [],
});

const { provider: link, inherits: own, parameters: given } = targetFields;

/** The blueprint of services as it is saved as a whole. A field that is left out is empty afterwards. */
export const ServiceBlueprintInput = z.strictObject({
  provider: link.default(null),
  parameters: given.default([]),
});
export type ServiceBlueprintInput = z.infer<typeof ServiceBlueprintInput>;

/** The blueprint of a stage's instances as it is saved as a whole. A field that is left out is empty, and `inherits` is true. */
export const StageBlueprintInput = ServiceBlueprintInput.extend({ inherits: own.default(true) });
export type StageBlueprintInput = z.infer<typeof StageBlueprintInput>;

export const putServiceBlueprint = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}/blueprints/services",
  summary: "Say what new services of an application begin with; those that are there keep what they have",
  action: "app:write",
  params: AtAppOfServices,
  body: ServiceBlueprintInput,
  response: BlueprintView,
  throws: [],
});

export const putStageBlueprint = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}/blueprints/stages/{stage}",
  summary: "Say what new instances in a stage begin with; those that are there keep what they have",
  action: "app:write",
  params: AtStage,
  body: StageBlueprintInput,
  response: BlueprintView,
  throws: [],
});

export const deleteServiceBlueprint = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}/blueprints/services",
  summary:
    "Delete the blueprint of services, and destroy its values; services that began with it keep theirs",
  action: "app:write",
  params: AtAppOfServices,
  status: 204,
  throws: [],
});

export const deleteStageBlueprint = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}/blueprints/stages/{stage}",
  summary:
    "Delete the blueprint of instances in a stage, and destroy its values; instances that began with it keep theirs",
  action: "app:write",
  params: AtStage,
  status: 204,
  throws: [],
});
