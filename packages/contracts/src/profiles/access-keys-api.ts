import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { AppName, OrgName, StageName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { plainText } from "../values/plain-text.ts";
import { KeyRole, KeyScope } from "../values/principal.ts";
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

/**
 * The name of a stage in the scope of a new key. A stage can have any name, but a name with one of these characters is
 * most likely meant as a pattern. Scopes compare names exactly, so that such a key would cover nothing. Keys that were
 * stored with such a name can still be read.
 */
const ExactStageName = StageName.regex(
  /^[^*?[\]]*$/,
  "must be the exact name of a stage: a pattern such as dev-* is not supported, and the key would fit nothing; list the stages",
);

/** The scope of a new key. A list must not be empty, since a key with an empty list would cover nothing. */
const scope = z
  .strictObject({
    apps: limit(AppName, "apps").optional(),
    stages: limit(ExactStageName, "stages").optional(),
  })
  .default({});

function limit<N extends z.ZodType>(name: N, what: string) {
  return z
    .array(name, `must be a list of names of ${what}`)
    .min(1, `must name at least one; leave it out for a key that covers all ${what}`)
    .max(100, `must name at most 100; leave it out for a key that covers all ${what}`);
}

/** A new access key. An admin's key covers its whole organization; only a deployer's can be limited. */
export const AccessKeyInput = z.discriminatedUnion(
  "role",
  [
    z.strictObject({ role: z.literal("admin"), name: keyName, expiresAt }),
    z.strictObject({ role: z.literal("deployer"), name: keyName, expiresAt, scope }),
  ],
  {
    // A body that is not an object keeps its own message.
    error: ({ code }) => (code === "invalid_union" ? "must be admin or deployer" : undefined),
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
