import { z } from "zod";
import { Problem } from "../problems/problem.ts";
import { AccessRole, RoleArn } from "./access-role.ts";
import { AppName } from "./names.ts";

/** What a placeholder can stand for, in the order in which people name a target. */
export const placeholders = ["app", "service", "stage"] as const;
export type Placeholder = (typeof placeholders)[number];

/** The names of a target that the placeholders stand for. */
export type RoleNames = { readonly [P in Placeholder]?: string | undefined };

/**
 * The ARN of an IAM role in which `{app}`, `{service}` and `{stage}` may stand, in the path or the name of the role. For
 * each target they are replaced by its names, so that one provider serves many services.
 */
export const RoleTemplate = z
  .string()
  .max(2048)
  .regex(
    /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/(([\u0021-\u007a|~]|\{(app|service|stage)\})+\/)?([\w+=,.@-]|\{(app|service|stage)\}){1,64}$/,
    "must be the ARN of an IAM role, whose path and name may hold {app}, {service} and {stage}, " +
      "such as arn:aws:iam::123456789012:role/{app}_{service}",
  )
  .refine(
    (text) => placeholders.every((name) => text.indexOf(`{${name}}`) === text.lastIndexOf(`{${name}}`)),
    "must not hold the same placeholder twice",
  );

/** The access role of a provider: like that of a profile, but its ARNs may hold placeholders. */
export const ProviderRole = AccessRole.extend({
  roleArn: RoleTemplate,
  planRoleArn: RoleTemplate.optional(),
});
export type ProviderRole = z.infer<typeof ProviderRole>;

/** The ARNs of an access role as they were before a target's names were filled in. */
const RoleTemplates = ProviderRole.pick({ roleArn: true, planRoleArn: true });

/**
 * An access role as it is assumed for one target. Where a name of the target was filled into an ARN, `madeOf` holds what
 * it was filled into: external IDs belong to that text.
 */
export const AssumableRole = AccessRole.extend({ madeOf: RoleTemplates.optional() });
export type AssumableRole = z.infer<typeof AssumableRole>;

/** The placeholders that an ARN holds, each once. */
export function placeholdersIn(template: string): Placeholder[] {
  return placeholders.filter((name) => template.includes(`{${name}}`));
}

/** Fills the names of a target into the ARNs of a provider's role. Throws what `fillRoleArn` throws. */
export function fillAccessRole(role: ProviderRole, target: RoleNames): AssumableRole {
  const { roleArn, planRoleArn } = role;
  const madeOf = { roleArn, ...(planRoleArn !== undefined && { planRoleArn }) };
  const hasPlaceholders = Object.values(madeOf).some((arn) => placeholdersIn(arn).length > 0);
  return {
    ...role,
    roleArn: fillRoleArn(roleArn, target),
    ...(planRoleArn !== undefined && { planRoleArn: fillRoleArn(planRoleArn, target) }),
    ...(hasPlaceholders && { madeOf }),
  };
}

/**
 * Fills the names of a target into an ARN. Each name must be a part of a role's name or of one segment of its path, so
 * that no name changes the partition, the account, the depth of the path or another part of the ARN. And it must be
 * possible to read the target from the filled ARN in this one way: two targets never get the same role because a hyphen
 * could belong to either name. Throws `invalid-role-arn`, which names the part, its value and what to do.
 */
export function fillRoleArn(template: string, target: RoleNames): string {
  for (const name of placeholdersIn(template)) assertFits(template, name, target[name]);
  const filled = splitTemplate(template)
    .map((part, index) => (isPlaceholder(part, index) ? (target[part] ?? "") : part))
    .join("");
  assertLengths(template, filled, target);
  assertOneReading(template, filled, target);
  return filled;
}

/** The characters that a role's name may have, and that Stagepass fills into its path. */
const segment = /^[\w+=,.@-]+$/;
const maxNameLength = 64;
/** The longest path of a role, with its slashes: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const maxPathLength = 512;

function assertFits(template: string, name: Placeholder, value: string | undefined): void {
  if (value === undefined) {
    throw new Problem(
      "invalid-role-arn",
      `The client does not say its ${name}, which the ARN ${template} needs. Update the client, or link to a provider whose role does not name the ${name}.`,
    );
  }
  if (segment.test(value)) return;
  const wrong = [...value].find((character) => !segment.test(character)) ?? "";
  const has =
    wrong === "" ? "it is empty" : `it has ${JSON.stringify(wrong)}, which a role's name must not have`;
  throw cannotStand(template, name, value, `${has}. Use letters, digits and _+=,.@- alone`);
}

function assertLengths(template: string, filled: string, target: RoleNames): void {
  if (placeholdersIn(template).length === 0) return;
  const [, path = "", name = ""] = /:role(\/.*?)([^/]*)$/.exec(filled) ?? [];
  const tooLong =
    name.length > maxNameLength
      ? `the role's name would have ${name.length} characters, and AWS allows ${maxNameLength}`
      : path.length > maxPathLength
        ? `the role's path would have ${path.length} characters, and AWS allows ${maxPathLength}`
        : RoleArn.safeParse(filled).success
          ? undefined
          : "the whole ARN would be too long";
  if (tooLong === undefined) return;
  const [longest] = placeholdersIn(template).sort((a, b) => lengthOf(target[b]) - lengthOf(target[a]));
  if (longest === undefined) return;
  throw cannotStand(template, longest, target[longest] ?? "", `${tooLong}. Use a shorter name`);
}

function lengthOf(value: string | undefined): number {
  return value?.length ?? 0;
}

function assertOneReading(template: string, filled: string, target: RoleNames): void {
  const names = placeholdersIn(template);
  if (names.length < 2) return;
  for (const reading of readingsOf(splitTemplate(template), filled)) {
    const differing = names.find((name) => reading[name] !== target[name]);
    if (differing === undefined) continue;
    const other = names.map((name) => `${name} ${JSON.stringify(reading[name])}`).join(", ");
    const reason =
      `${filled} would be the role of ${other} as well. Put a character that the names do not have between the ` +
      "placeholders, such as an underscore";
    throw cannotStand(template, differing, target[differing] ?? "", reason);
  }
}

function cannotStand(template: string, name: Placeholder, value: string, why: string): Problem {
  return new Problem(
    "invalid-role-arn",
    `The ${name} ${JSON.stringify(value)} cannot stand in ${template}: ${why}, or link to a provider whose role does ` +
      `not name the ${name}.`,
  );
}

/** The parts of a template: text at the even places, and the names of placeholders at the odd ones. */
function splitTemplate(template: string): string[] {
  return template.split(/\{(app|service|stage)\}/);
}

function isPlaceholder(_part: string, index: number): _part is Placeholder {
  return index % 2 === 1;
}

type Reading = Partial<Record<Placeholder, string>>;

/**
 * Every way in which a text can be what a template was filled to. A template names each placeholder once, so that this
 * takes no longer than the text's length squared.
 */
function* readingsOf(parts: readonly string[], text: string, read: Reading = {}): Generator<Reading> {
  const [before = "", name, ...others] = parts;
  if (!text.startsWith(before)) return;
  const rest = text.slice(before.length);
  if (name === undefined) {
    if (rest === "") yield read;
    return;
  }
  for (const end of endsOf(rest, others)) {
    const value = rest.slice(0, end);
    if (!segment.test(value)) return;
    if (name === "app" && !AppName.safeParse(value).success) continue;
    yield* readingsOf(others, rest.slice(end), { ...read, [name]: value });
  }
}

/** Where the name at the beginning of a text can end: before the text that follows its placeholder, and at least once. */
function* endsOf(text: string, [next = "", ...others]: readonly string[]): Generator<number> {
  if (others.length === 0) {
    if (text.endsWith(next) && text.length > next.length) yield text.length - next.length;
    return;
  }
  for (let end = text.indexOf(next, 1); end > 0 && end < text.length; end = text.indexOf(next, end + 1))
    yield end;
}
