import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { Region, StageName } from "../values/names.ts";
import { pageOf } from "../values/page.ts";
import { ParameterKey } from "../values/parameter.ts";
import { TargetParameterContent } from "../values/target-parameter.ts";
import { AtService, TargetsQuery, targetFields, targetStamps, targetViewFields } from "./target-fields.ts";

const service = "profiles";
/** Names an instance of a service. */
export const AtInstance = AtService.extend({ stage: StageName, region: Region });
const AtParameter = AtInstance.extend({ key: ParameterKey });

const { description: _ofServices, requiredParameters: _ofServicesToo, ...fields } = targetFields;

/** The name of a field of an instance. */
export const InstanceField = z.enum(Object.keys(fields) as (keyof typeof fields)[]); // Object.keys forgets the keys
export type InstanceField = z.infer<typeof InstanceField>;

/** An instance that is saved as a whole. A field that is left out is empty afterwards, and `inherits` is true. */
export const InstanceInput = z.strictObject({
  provider: fields.provider.default(null),
  inherits: fields.inherits.default(true),
  parameters: fields.parameters.default([]),
} satisfies Record<InstanceField, z.ZodType>);
export type InstanceInput = z.infer<typeof InstanceInput>;

/** A change of an instance. A field that is left out stays as it is; a list is replaced as a whole, and null clears a field. */
export const InstancePatch = z.strictObject(fields).partial();
export type InstancePatch = z.infer<typeof InstancePatch>;

const { provider, inherits, parameters } = targetViewFields;
const place = { service: z.string(), stage: z.string(), region: z.string() };

/** An instance in a list. */
export const InstanceSummary = z.object({ ...place, provider, inherits, ...targetStamps });
export type InstanceSummary = z.infer<typeof InstanceSummary>;

/** An instance of a service, without the values of its parameters. Its `revision` counts its changes. */
export const InstanceView = z.object({
  ...place,
  ...({ provider, inherits, parameters } satisfies Record<InstanceField, z.ZodType>),
  ...targetStamps,
});
export type InstanceView = z.infer<typeof InstanceView>;

export const listInstances = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/instances",
  summary: "List the instances of a service, by stage and region",
  action: "app:read",
  params: AtService,
  query: TargetsQuery,
  response: pageOf(InstanceSummary),
  throws: [],
});

export const getInstance = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/instances/{stage}/{region}",
  summary: "Read an instance, also a removed one",
  action: "app:read",
  params: AtInstance,
  response: InstanceView,
  throws: [],
});

export const putInstance = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/instances/{stage}/{region}",
  summary: "Create or replace an instance; a removed one comes back, and so does its service",
  action: "app:write",
  params: AtInstance,
  body: InstanceInput,
  response: InstanceView,
  throws: [],
});

export const patchInstance = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/instances/{stage}/{region}",
  summary:
    "Change parts of an instance; a list that is given replaces the whole list, and what it leaves out is removed",
  action: "app:write",
  params: AtInstance,
  body: InstancePatch,
  response: InstanceView,
  throws: [],
});

export const deleteInstance = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/instances/{stage}/{region}",
  summary: "Mark an instance as removed, and keep what is set on it",
  action: "app:write",
  params: AtInstance,
  status: 204,
  throws: [],
});

/** `If-Match` and `If-None-Match` take the revision of the instance; `*` asks whether it has a parameter with this key. */
export const putInstanceParameter = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/instances/{stage}/{region}/parameters/{key}",
  summary: "Add or change one parameter of an instance; the others stay",
  action: "parameter:write",
  params: AtParameter,
  body: TargetParameterContent,
  response: InstanceView,
  throws: [],
});

export const deleteInstanceParameter = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/instances/{stage}/{region}/parameters/{key}",
  summary: "Remove one parameter of an instance, and destroy its value; the others stay",
  action: "parameter:write",
  params: AtParameter,
  status: 204,
  throws: [],
});
