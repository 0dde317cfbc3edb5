import { z } from "zod";

/** The settings of a policy that has none: left out, null or an empty object. */
export const NoSettings = z
  .strictObject({}, "must be left out: this policy has no settings")
  .nullish()
  .meta({ description: "This policy has no settings." });
