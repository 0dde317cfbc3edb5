import { z } from "zod";
import { defineEvent } from "../../define/define.ts";
import { CopiedFrom } from "../../values/parameter.ts";
import { ProfileField } from "../profiles-api.ts";
import { by, exampleBy, namesOf } from "./event-fields.ts";

const ofProfile = { ...by, profile: z.string(), version: z.int() };

export const profileCreated = defineEvent({
  subject: "profiles.v1.profile.created",
  summary: "A deployment profile was created.",
  data: z.object(ofProfile),
  example: { ...exampleBy, profile: "prod", version: 1 },
});

/** What differs between two versions of a profile: the names of fields and the keys of parameters, but no values. */
export const Changed = z.object({
  fields: namesOf(ProfileField),
  parameterKeys: z.array(z.string()),
});
export type Changed = z.infer<typeof Changed>;

export const profileUpdated = defineEvent({
  subject: "profiles.v1.profile.updated",
  summary: "A deployment profile has a new version.",
  data: z.object({
    ...ofProfile,
    previousVersion: z.int(),
    changed: Changed,
    copiedFrom: CopiedFrom.optional(),
  }),
  example: {
    ...exampleBy,
    profile: "prod",
    version: 8,
    previousVersion: 7,
    changed: { fields: ["parameters"], parameterKeys: ["STRIPE_KEY"] },
  },
});

export const profileRolledBack = defineEvent({
  subject: "profiles.v1.profile.rolled-back",
  summary: "A deployment profile has a new version with the content of an older one.",
  data: z.object({ ...ofProfile, previousVersion: z.int(), restoredVersion: z.int() }),
  example: { ...exampleBy, profile: "prod", version: 9, previousVersion: 8, restoredVersion: 7 },
});

export const profileDeleted = defineEvent({
  subject: "profiles.v1.profile.deleted",
  summary: "A deployment profile was deleted and its parameter values destroyed.",
  data: z.object(ofProfile),
  example: { ...exampleBy, profile: "old", version: 3 },
});

export const profileRenamed = defineEvent({
  subject: "profiles.v1.profile.renamed",
  summary:
    "A deployment profile has another name now, also where it is named; later events call it by that name.",
  data: z.object({ ...ofProfile, name: z.string() }),
  example: { ...exampleBy, profile: "prod", version: 9, name: "production" },
});
