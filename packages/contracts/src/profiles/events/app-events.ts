import { z } from "zod";
import { defineEvent } from "../../define/define.ts";
import { AppDependents, AppField } from "../apps-api.ts";
import { by, exampleBy, namesOf } from "./event-fields.ts";

const ofApp = { ...by, app: z.string() };

export const appCreated = defineEvent({
  subject: "profiles.v1.app.created",
  summary: "An application was created.",
  data: z.object({ ...ofApp, defaultProfile: z.string().nullable() }),
  example: { ...exampleBy, app: "storefront", defaultProfile: "dev" },
});

export const appUpdated = defineEvent({
  subject: "profiles.v1.app.updated",
  summary: "An application's settings were changed; a change of its default profile is an event of its own.",
  data: z.object({
    ...ofApp,
    // Events of earlier versions do not have it: only the description could change.
    changed: z.object({ fields: namesOf(AppField) }).optional(),
  }),
  example: { ...exampleBy, app: "storefront", changed: { fields: ["mode"] } },
});

export const appDefaultChanged = defineEvent({
  subject: "profiles.v1.app.default-changed",
  summary: "An application has another default profile.",
  data: z.object({ ...ofApp, previous: z.string().nullable(), defaultProfile: z.string().nullable() }),
  example: { ...exampleBy, app: "storefront", previous: "dev", defaultProfile: "sandbox" },
});

export const appDeleted = defineEvent({
  subject: "profiles.v1.app.deleted",
  summary: "An application was deleted, with its stages, services and instances.",
  data: z.object({
    ...ofApp,
    // What depended on it. Events of earlier versions do not have it.
    dependents: AppDependents.optional(),
  }),
  example: {
    ...exampleBy,
    app: "storefront",
    dependents: { stages: 2, services: 1, instances: 2, providers: 0 },
  },
});

export const appRenamed = defineEvent({
  subject: "profiles.v1.app.renamed",
  summary: "An application has another name now, with its stages; later events call it by that name.",
  data: z.object({ ...ofApp, name: z.string() }),
  example: { ...exampleBy, app: "storefront", name: "shop" },
});

export const stageMapped = defineEvent({
  subject: "profiles.v1.stage.mapped",
  summary: "A stage of an application was mapped to a profile.",
  data: z.object({ ...ofApp, stage: z.string(), previous: z.string().nullable(), profile: z.string() }),
  example: { ...exampleBy, app: "storefront", stage: "prod", previous: null, profile: "prod" },
});

export const stageUnmapped = defineEvent({
  subject: "profiles.v1.stage.unmapped",
  summary: "A stage lost its mapping; the default profile applies to it.",
  data: z.object({ ...ofApp, stage: z.string(), previous: z.string() }),
  example: { ...exampleBy, app: "storefront", stage: "prod", previous: "prod" },
});

export const stageRenamed = defineEvent({
  subject: "profiles.v1.stage.renamed",
  summary: "A stage that is mapped has another name now; later events call it by that name.",
  data: z.object({ ...ofApp, stage: z.string(), name: z.string(), profile: z.string() }),
  example: { ...exampleBy, app: "storefront", stage: "prod", name: "production", profile: "prod" },
});
