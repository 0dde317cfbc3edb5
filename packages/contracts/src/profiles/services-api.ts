import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { pageOf } from "../values/page.ts";
import { ParameterKey } from "../values/parameter.ts";
import { TargetParameterContent } from "../values/target-parameter.ts";
import {
  AtAppOfServices,
  AtService,
  TargetsQuery,
  targetFields,
  targetStamps,
  targetViewFields,
} from "./target-fields.ts";

const service = "profiles";
const AtParameter = AtService.extend({ key: ParameterKey });

const { inherits: _ofInstances, ...fields } = targetFields;

/** The name of a field of a service. */
export const ServiceField = z.enum(Object.keys(fields) as (keyof typeof fields)[]); // Object.keys forgets the keys
export type ServiceField = z.infer<typeof ServiceField>;

/** A service that is saved as a whole. A field that is left out is empty afterwards. */
export const ServiceInput = z.strictObject({
  description: fields.description.default(""),
  provider: fields.provider.default(null),
  requiredParameters: fields.requiredParameters.default([]),
  parameters: fields.parameters.default([]),
} satisfies Record<ServiceField, z.ZodType>);
export type ServiceInput = z.infer<typeof ServiceInput>;

/** A change of a service. A field that is left out stays as it is; a list is replaced as a whole, and null clears a field. */
export const ServicePatch = z.strictObject(fields).partial();
export type ServicePatch = z.infer<typeof ServicePatch>;

const { description, provider, requiredParameters, parameters } = targetViewFields;

/** A service in a list. */
export const ServiceSummary = z.object({ name: z.string(), description, provider, ...targetStamps });
export type ServiceSummary = z.infer<typeof ServiceSummary>;

/** A service, without the values of its parameters. Its `revision` counts its changes. */
export const ServiceView = z.object({
  name: z.string(),
  ...({ description, provider, requiredParameters, parameters } satisfies Record<ServiceField, z.ZodType>),
  ...targetStamps,
});
export type ServiceView = z.infer<typeof ServiceView>;

export const listServices = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/services",
  summary: "List the services of an application",
  action: "app:read",
  params: AtAppOfServices,
  query: TargetsQuery,
  response: pageOf(ServiceSummary),
  throws: [],
});

export const getService = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}",
  summary: "Read a service, also a removed one",
  action: "app:read",
  params: AtService,
  response: ServiceView,
  throws: [],
});

export const putService = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}",
  summary: "Create or replace a service; a removed one comes back",
  action: "app:write",
  params: AtService,
  body: ServiceInput,
  response: ServiceView,
  throws: [],
});

export const patchService = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}",
  summary:
    "Change parts of a service; a list that is given replaces the whole list, and what it leaves out is removed",
  action: "app:write",
  params: AtService,
  body: ServicePatch,
  response: ServiceView,
  throws: [],
});

export const deleteService = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}",
  summary: "Mark a service and its instances as removed, and keep what is set on them",
  action: "app:write",
  params: AtService,
  status: 204,
  throws: [],
});

/** `If-Match` and `If-None-Match` take the revision of the service; `*` asks whether it has a parameter with this key. */
export const putServiceParameter = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/parameters/{key}",
  summary: "Add or change one parameter of a service; the others stay",
  action: "parameter:write",
  params: AtParameter,
  body: TargetParameterContent,
  response: ServiceView,
  throws: [],
});

export const deleteServiceParameter = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}/services/{service}/parameters/{key}",
  summary: "Remove one parameter of a service, and destroy its value; the others stay",
  action: "parameter:write",
  params: AtParameter,
  status: 204,
  throws: [],
});
