import { z } from "zod";
import { plainText } from "../values/plain-text.ts";
import { Wildcard } from "../values/wildcard.ts";

const wildcards = z
  .array(Wildcard)
  .min(1, "must name at least one; leave it out for all")
  .max(50, "must name at most 50; use * for names that are alike");

/** A deploy must match each of these lists. A list that is left out matches everything. */
const targets = {
  stages: wildcards.optional(),
  services: wildcards.optional(),
  regions: wildcards.optional(),
};

/** The deploys that a safeguard evaluates. */
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
 * A temporary exception from a safeguard. `resources` are logical ids of the template; violations by these resources do
 * not count. Without `resources`, no violation counts on the deploys that `what` matches.
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
