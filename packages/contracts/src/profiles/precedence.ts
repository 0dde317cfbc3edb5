import { z } from "zod";
import { AppMode } from "./apps-api.ts";

/** Where something can be set for a target, the nearest to the deploy first. */
export const Level = z.enum(["instance", "service", "org", "profile"]);
export type Level = z.infer<typeof Level>;

/** How an app's stage finds its profile: its own, the default of the app, or the stage map of the organization. */
export const ProfileLevel = z.enum(["stage", "default", "org-stages"]);
export type ProfileLevel = z.infer<typeof ProfileLevel>;

/**
 * A rule of the order of precedence. The first rule that says something decides; a rule counts only in the modes that it
 * names.
 */
export const PrecedenceRule = z.object({
  number: z.int(),
  decides: z.enum(["profile", "credentials", "parameter"]),
  level: z.union([ProfileLevel, Level]),
  modes: z.array(AppMode),
  says: z.string(),
});
export type PrecedenceRule = z.infer<typeof PrecedenceRule>;

const all = AppMode.options;
const later: AppMode[] = ["providers", "mixed"];
const earlier: AppMode[] = ["profiles", "mixed"];

const rules: Omit<PrecedenceRule, "number">[] = [
  rule("profile", "stage", all, "The profile that the app maps exactly this stage to."),
  rule("profile", "default", all, "The default profile of the app."),
  rule(
    "profile",
    "org-stages",
    all,
    "The profile of the first pattern of the organization's stage map that matches, unless the app does not inherit the map.",
  ),
  rule(
    "credentials",
    "instance",
    later,
    "The provider that is linked to the instance. If the instance inherits nothing, rules 5 to 7 do not count.",
  ),
  rule("credentials", "service", later, "The provider that is linked to the service."),
  rule("credentials", "org", later, "The default provider of the organization."),
  rule("credentials", "profile", earlier, "The access role of the profile."),
  rule(
    "parameter",
    "instance",
    later,
    "The parameter on the instance. If the instance inherits nothing, rules 9 and 10 do not count.",
  ),
  rule("parameter", "service", later, "The parameter on the service."),
  rule(
    "parameter",
    "profile",
    earlier,
    "The parameter of the profile. In the mode mixed, all of them or none: one value by rule 8 or 9 replaces them all.",
  ),
];

/**
 * The order of precedence, the same for every client: which profile, which credentials, and for each key which parameter.
 * Safeguards and the rules for existing clients are those of the profile, whatever the mode.
 */
export const precedence: readonly PrecedenceRule[] = rules.map((each, index) => ({
  number: index + 1,
  ...each,
}));

function rule(
  decides: PrecedenceRule["decides"],
  level: PrecedenceRule["level"],
  modes: AppMode[],
  says: string,
): Omit<PrecedenceRule, "number"> {
  return { decides, level, modes, says };
}

/** The number of the rule by which a level decides something. */
export function ruleNumber(decides: PrecedenceRule["decides"], level: PrecedenceRule["level"]): number {
  const found = precedence.find((each) => each.decides === decides && each.level === level);
  if (found === undefined) throw new Error(`No rule says what ${level} decides about the ${decides}.`);
  return found.number;
}
