import {
  Description,
  defineRoute,
  EnforcementLevel,
  invalidInput,
  ParameterKey,
  ParameterValue,
  ProfileInput,
  ProfileName,
  type ProfileSummary,
} from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient, type Client } from "../clients/admit-client.ts";
import { AtOrg, ClientHeaders } from "../places.ts";
import type { Ports } from "../ports.ts";
import { readInput } from "../read-input.ts";

const DeploymentProfile = z.object({
  deploymentProfileUid: z.string(),
  tenantUid: z.string(),
  name: z.string(),
  description: z.string(),
});

const common = {
  service: "legacy",
  path: "/core/tenants/{org}/deploymentProfiles",
  allow: ["admin"],
  params: AtOrg,
  headers: ClientHeaders,
} as const;

const listDeploymentProfiles = defineRoute({
  ...common,
  method: "GET",
  summary: "Which deployment profiles are there?",
  response: z.array(DeploymentProfile),
});

const NewProfile = z.object({
  name: ProfileName,
  description: Description.nullish(),
  secrets: z
    .array(z.object({ secretName: ParameterKey, secretProperties: z.object({ value: ParameterValue }) }))
    .nullish(),
  safeguardsPolicies: z
    .array(
      z.object({
        title: z.string(),
        description: z.string().nullish(),
        safeguardName: z.string(),
        safeguardConfig: z.unknown().optional(),
        enforcementLevel: EnforcementLevel,
      }),
    )
    .nullish(),
  providerCredentials: z.unknown().optional(),
});

const createDeploymentProfile = defineRoute({
  ...common,
  method: "POST",
  summary: "Create a deployment profile",
  body: NewProfile,
  response: DeploymentProfile,
});

/** Deployment profiles, as the interactive set-up of the clients lists and creates them. */
export function deploymentProfileRoutes(ports: Ports) {
  return [
    handle(listDeploymentProfiles, async (request) => {
      const client = await admitClient(ports, request);
      return (await listAll(ports, client)).map((profile) => ({
        deploymentProfileUid: profile.name,
        tenantUid: client.org,
        name: profile.name,
        description: profile.description,
      }));
    }),
    handle(createDeploymentProfile, async ({ body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const content = contentOf(body);
      const { name } = await ports.createProfile({ keyDigest, org, profile: body.name, content });
      return { deploymentProfileUid: name, tenantUid: org, name, description: content.description };
    }),
  ];
}

/** More profiles than this are not listed: the clients offer them to a person to choose from. */
const maxPages = 10;

async function listAll(
  ports: Pick<Ports, "listProfiles">,
  { keyDigest, org }: Client,
): Promise<ProfileSummary[]> {
  const profiles: ProfileSummary[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const read = await ports.listProfiles({ keyDigest, org, page: { limit: 200, cursor } });
    profiles.push(...read.items);
    if (read.nextCursor === null) break;
    cursor = read.nextCursor;
  }
  return profiles;
}

function contentOf(body: z.output<typeof NewProfile>): ProfileInput {
  const { description, secrets, safeguardsPolicies, providerCredentials } = body;
  if (providerCredentials !== undefined && providerCredentials !== null) {
    const message = "must be null: Stagepass stores no keys of AWS. Give the profile an access role instead";
    throw invalidInput([{ path: "$.providerCredentials", message }]);
  }
  return readInput(ProfileInput, {
    description: description ?? "",
    parameters: (secrets ?? []).map(({ secretName: key, secretProperties: { value } }) => ({ key, value })),
    safeguards: (safeguardsPolicies ?? []).map((policy) => ({
      name: policy.title,
      description: policy.description ?? "",
      safeguard: policy.safeguardName,
      enforcementLevel: policy.enforcementLevel,
      ...(policy.safeguardConfig != null && { settings: policy.safeguardConfig }),
    })),
  });
}
