import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { OrgClients } from "../values/clients.ts";
import { Description, OrgName, ProfileName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { fruitlessPatterns } from "../values/scopes/fruitless-patterns.ts";
import { secret } from "../values/secret.ts";
import { StaticKeysUse } from "../values/static-keys.ts";
import { Wildcard } from "../values/wildcard.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });

/** A line of an organization's stage map: the stages that it matches, and the profile that they get. */
export const StageMapping = z.strictObject({ stages: Wildcard, profile: ProfileName });
export type StageMapping = z.infer<typeof StageMapping>;

/** An organization's stage map. The first line that matches a stage applies, so the order matters. */
const stageMap = z
  .array(StageMapping)
  .max(100, "must have at most 100 lines; use * for stages that are alike")
  .superRefine((lines, context) => {
    for (const [index, { stages }] of lines.entries()) {
      for (const { message } of fruitlessPatterns([stages]))
        context.addIssue({ code: "custom", path: [index, "stages"], message });
      if (lines.findIndex((other) => other.stages === stages) === index) continue;
      const message = "stands in the map twice, and only the first of them would ever apply";
      context.addIssue({ code: "custom", path: [index, "stages"], message });
    }
  });

/** The fields of an organization that can be changed. */
const settings = {
  description: Description,
  clients: OrgClients.nullable(),
  stages: stageMap,
  staticKeys: StaticKeysUse,
};

/** The name of a field of an organization that can be changed. */
export const OrgField = z.enum(Object.keys(settings) as (keyof typeof settings)[]); // Object.keys forgets the keys
export type OrgField = z.infer<typeof OrgField>;

/** An organization. Its `revision` counts its changes. */
export const OrgView = z.object({
  name: z.string(),
  ...({
    description: z.string(),
    clients: OrgClients,
    stages: z.array(z.object({ stages: z.string(), profile: z.string() })),
    staticKeys: StaticKeysUse,
  } satisfies Record<OrgField, z.ZodType>),
  revision: z.int(),
  createdAt: z.iso.datetime(),
});
export type OrgView = z.infer<typeof OrgView>;

/**
 * A change of an organization. A field that is left out stays. `clients` and `stages` are replaced as a whole; null clears
 * `clients`, and an empty list `stages`.
 */
export const OrgPatch = z.strictObject(settings).partial();
export type OrgPatch = z.infer<typeof OrgPatch>;

export const createOrg = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs",
  summary: "Create an organization and its first admin key",
  action: "org:manage",
  body: z.strictObject({ name: OrgName, description: Description.default("") }),
  status: 201,
  response: z.object({ name: z.string(), adminKey: secret(z.string()) }),
  throws: ["org-exists"],
});

export const listOrgs = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs",
  summary: "List the organizations",
  action: "org:manage",
  query: PageQuery,
  response: pageOf(OrgView),
  throws: [],
});

export const getOrg = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}",
  summary: "Read an organization",
  action: "org:read",
  scope: "none",
  params: InOrg,
  response: OrgView,
  throws: [],
});

export const patchOrg = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}",
  summary: "Change an organization's settings",
  action: "org:write",
  params: InOrg,
  body: OrgPatch,
  response: OrgView,
  throws: ["conflict"],
});
