import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { OrgName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { plainText } from "../values/plain-text.ts";
import { KeyRole, KeyScope } from "../values/principal.ts";
import { fruitlessPatterns } from "../values/scopes/fruitless-patterns.ts";
import { secret } from "../values/secret.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });
const AtKey = InOrg.extend({ keyId: plainText(64) });

/** What is known of an access key. The key itself is not: only its digest is stored. */
export const AccessKeyView = z.object({
  id: z.string(),
  name: z.string(),
  role: KeyRole,
  scope: KeyScope,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type AccessKeyView = z.infer<typeof AccessKeyView>;

const keyName = plainText(128).min(1, "must not be empty");
const expiresAt = z.iso
  .datetime({
    offset: true,
    error:
      "must be a time in ISO 8601 with its offset, such as 2027-01-31T12:00:00Z, or null for a key without an expiry",
  })
  .nullable()
  .default(null);

const scopeList = {
  /** Patterns of names that are kebab-case. Whatever else they hold could match no name. */
  kebab: (what: string) =>
    patternsOf(
      what,
      /^!?(?!-)(?!.*--)[a-z0-9*-]+(?<!-)$/,
      "can match no name: names are kebab-case; * stands for any characters, and ! at the beginning makes an exception",
    ),
  /**
   * Patterns of names that can be any text. A name with one of the refused characters is most likely meant as a pattern of
   * another kind, which would match nothing. Keys that were stored with such a name can still be read.
   */
  text: (what: string) =>
    patternsOf(
      what,
      /^[^?[\]]*$/,
      "must not have ?, [ or ]: in a pattern only * stands for other characters",
    ),
};

/** A list in the scope of a new key. It must not be empty, since a key with an empty list would cover nothing. */
function patternsOf(what: string, form: RegExp, message: string) {
  return z
    .array(
      plainText(257).min(1, "must not be empty").regex(form, message),
      `must be a list of names or patterns of ${what}`,
    )
    .min(1, `must name at least one; leave it out for a key that covers all ${what}`)
    .max(100, `must name at most 100; leave it out for a key that covers all ${what}`)
    .superRefine(refuseFruitless)
    .optional();
}

function refuseFruitless(patterns: readonly string[], context: z.RefinementCtx): void {
  for (const { index, message } of fruitlessPatterns(patterns))
    context.addIssue({ code: "custom", path: [index], message });
}

const scope = z
  .strictObject({
    apps: scopeList.kebab("apps"),
    stages: scopeList.text("stages"),
    services: scopeList.text("services"),
    profiles: scopeList.kebab("profiles"),
  } satisfies Record<keyof KeyScope, z.ZodType>)
  .default({});

const unlimited = <R extends KeyRole>(role: R) =>
  z.strictObject({ role: z.literal(role), name: keyName, expiresAt });
const limitable = <R extends KeyRole>(role: R) =>
  z.strictObject({ role: z.literal(role), name: keyName, expiresAt, scope });

/** A new access key. Those of roles that change the organization or look at all of it cannot be limited. */
export const AccessKeyInput = z.discriminatedUnion(
  "role",
  [
    unlimited("admin"),
    limitable("deployer"),
    limitable("planner"),
    limitable("viewer"),
    unlimited("editor"),
    unlimited("auditor"),
  ],
  {
    // A body that is not an object keeps its own message.
    error: ({ code }) =>
      code === "invalid_union" ? "must be viewer, planner, deployer, editor, auditor or admin" : undefined,
  },
);
export type AccessKeyInput = z.infer<typeof AccessKeyInput>;

export const createAccessKey = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/access-keys",
  summary: "Make an access key; the answer is the only time that it is shown",
  action: "key:manage",
  params: InOrg,
  body: AccessKeyInput,
  status: 201,
  response: AccessKeyView.extend({ key: secret(z.string()) }),
  throws: [],
});

export const listAccessKeys = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/access-keys",
  summary: "List the access keys",
  action: "key:read",
  params: InOrg,
  query: PageQuery,
  response: pageOf(AccessKeyView),
  throws: [],
});

export const getAccessKey = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/access-keys/{keyId}",
  summary: "Read an access key's facts",
  action: "key:read",
  params: AtKey,
  response: AccessKeyView,
  throws: [],
});

export const revokeAccessKey = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/access-keys/{keyId}",
  summary: "Revoke an access key, at once and for good",
  action: "key:manage",
  params: AtKey,
  status: 204,
  throws: [],
});
