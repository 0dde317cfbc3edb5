import { z } from "zod";
import { defineEvent } from "../../define/define.ts";
import { CopiedFrom } from "../../values/parameter.ts";
import { InstanceField } from "../instances-api.ts";
import { ServiceField } from "../services-api.ts";
import { by, exampleBy, namesOf } from "./event-fields.ts";

/** What differs: names of fields, of which a later release may have more, and keys of parameters, but no values. */
const changedOf = <F extends z.ZodEnum>(field: F) =>
  z.object({ fields: namesOf(field), parameterKeys: z.array(z.string()) });

const ofService = { ...by, app: z.string(), service: z.string(), revision: z.int() };
const ofInstance = { ...ofService, stage: z.string(), region: z.string() };
const service = { ...exampleBy, app: "storefront", service: "checkout" };
const instance = { ...service, stage: "prod", region: "eu-central-1" };
const linked = { fields: ["provider"], parameterKeys: [] };
const rotated = { fields: ["parameters"], parameterKeys: ["STRIPE_KEY"] };

export const serviceCreated = defineEvent({
  subject: "profiles.v1.service.created",
  summary: "A service was created, by hand or by its first deploy.",
  data: z.object(ofService),
  example: { ...service, revision: 1 },
});

export const serviceUpdated = defineEvent({
  subject: "profiles.v1.service.updated",
  summary: "A service was changed.",
  data: z.object({ ...ofService, changed: changedOf(ServiceField), copiedFrom: CopiedFrom.optional() }),
  example: { ...service, revision: 2, changed: linked },
});

export const serviceRemoved = defineEvent({
  subject: "profiles.v1.service.removed",
  summary:
    "A service was marked as removed, with its instances, for each of which there is an event. What is set on them is kept.",
  data: z.object(ofService),
  example: { ...service, revision: 3 },
});

export const serviceRestored = defineEvent({
  subject: "profiles.v1.service.restored",
  summary: "A removed service came back, by hand or by a deploy. Its instances stay removed.",
  data: z.object({ ...ofService, changed: changedOf(ServiceField) }),
  example: { ...service, revision: 4, changed: { fields: [], parameterKeys: [] } },
});

export const instanceCreated = defineEvent({
  subject: "profiles.v1.instance.created",
  summary: "An instance of a service was created, by hand or by its first deploy.",
  data: z.object(ofInstance),
  example: { ...instance, revision: 1 },
});

export const instanceUpdated = defineEvent({
  subject: "profiles.v1.instance.updated",
  summary: "An instance of a service was changed.",
  data: z.object({ ...ofInstance, changed: changedOf(InstanceField), copiedFrom: CopiedFrom.optional() }),
  example: { ...instance, revision: 2, changed: rotated },
});

export const instanceRemoved = defineEvent({
  subject: "profiles.v1.instance.removed",
  summary: "An instance of a service was marked as removed. What is set on it is kept.",
  data: z.object(ofInstance),
  example: { ...instance, revision: 3 },
});

export const instanceRestored = defineEvent({
  subject: "profiles.v1.instance.restored",
  summary: "A removed instance came back, by hand or by a deploy.",
  data: z.object({ ...ofInstance, changed: changedOf(InstanceField) }),
  example: { ...instance, revision: 4, changed: { fields: [], parameterKeys: [] } },
});

const ofBlueprint = {
  ...{ org: z.string(), by: z.string(), app: z.string() },
  /** The stage of the instances that begin with it. It is null for the blueprint of services. */
  stage: z.string().nullable(),
  revision: z.int(),
};
const { service: _, ...app } = service;

export const blueprintCreated = defineEvent({
  subject: "profiles.v1.blueprint.created",
  summary:
    "A blueprint was created: what services of an application, or their instances in a stage, begin with.",
  data: z.object(ofBlueprint),
  example: { ...app, stage: "prod", revision: 1 },
});

export const blueprintUpdated = defineEvent({
  subject: "profiles.v1.blueprint.updated",
  summary: "A blueprint was changed. Services and instances that began with it keep what they have.",
  data: z.object({ ...ofBlueprint, changed: changedOf(InstanceField) }),
  example: { ...app, stage: "prod", revision: 2, changed: rotated },
});

export const blueprintDeleted = defineEvent({
  subject: "profiles.v1.blueprint.deleted",
  summary: "A blueprint was deleted. Services and instances that began with it keep what they have.",
  data: z.object(ofBlueprint),
  example: { ...app, stage: null, revision: 1 },
});
