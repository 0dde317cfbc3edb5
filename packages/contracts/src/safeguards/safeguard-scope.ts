import { z } from "zod";
import { plainText } from "../values/plain-text.ts";

/** A name, or a wildcard: `*` stands for any characters, also none. It matches as a whole and respects case. */
export const Wildcard = plainText(256)
  .min(1, "must not be empty")
  .meta({ description: "A name. * stands for any characters, also none." });

const wildcards = z
  .array(Wildcard)
  .min(1, "must name at least one; leave it out for all")
  .max(50, "must name at most 50; use * for names that are alike");

/** Lists of which a deploy must be in each. A list that is left out takes in everything. */
const targets = {
  stages: wildcards.optional(),
  services: wildcards.optional(),
  regions: wildcards.optional(),
};

/** The deploys that a safeguard judges. */
export const SafeguardScope = z.strictObject(targets);
export type SafeguardScope = z.infer<typeof SafeguardScope>;

const Exempted = z
  .strictObject({ ...targets, resources: wildcards.optional() })
  .refine(
    (what) => Object.values(what).some((list) => list !== undefined),
    "must name stages, services, regions or resources: remove the safeguard instead of exempting everything",
  );

const notBlank = (text: string) => text.trim() !== "";

/**
 * An exception from a safeguard, for a while. `resources` are logical ids of the template: without them, the safeguard
 * as a whole does not count for the deploys that `what` names.
 */
export const Exemption = z.strictObject({
  what: Exempted,
  why: plainText(1024).refine(notBlank, "must not be blank"),
  who: plainText(128).refine(notBlank, "must not be blank"),
  until: z.iso.datetime({
    offset: true,
    error: "must be a date and time in ISO 8601 with its offset, such as 2026-11-20T18:00:00+01:00",
  }),
});
export type Exemption = z.infer<typeof Exemption>;
