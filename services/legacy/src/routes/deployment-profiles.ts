import {
  Description,
  defineRoute,
  EnforcementLevel,
  invalidInput,
  ParameterKey,
  ParameterValue,
  ProfileInput,
  ProfileName,
  problemCodes,
} from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { readAll } from "../common/read-all.ts";
import { readInput } from "../common/read-input.ts";
import { AtOrg, ClientHeaders } from "../common/request-parts.ts";

const DeploymentProfile = z.object({
  deploymentProfileUid: z.string(),
  tenantUid: z.string(),
  name: z.string(),
  description: z.string(),
});

const common = {
  service: "legacy",
  path: "/core/tenants/{org}/deploymentProfiles",
  throws: problemCodes,
  params: AtOrg,
  headers: ClientHeaders,
} as const;

const listDeploymentProfiles = defineRoute({
  ...common,
  method: "GET",
  summary: "Which deployment profiles are there?",
  action: "profile:read",
  scope: "handler",
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
  action: "profile:write",
  scope: "handler",
  body: NewProfile,
  response: DeploymentProfile,
});

/** The routes by which the interactive set-up of the clients lists and creates deployment profiles. */
export function deploymentProfileRoutes(ports: Ports) {
  return [
    handle(listDeploymentProfiles, async (request) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const profiles = await readAll((page) => ports.listProfiles({ keyDigest, org, page }));
      return profiles.map(({ name, description }) => deploymentProfileOf(org, name, description));
    }),
    handle(createDeploymentProfile, async ({ body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const content = contentOf(body);
      const { name } = await ports.createProfile({ keyDigest, org, profile: body.name, content });
      return deploymentProfileOf(org, name, content.description);
    }),
  ];
}

/** A name serves as the id that the clients expect. */
function deploymentProfileOf(
  org: string,
  name: string,
  description: string,
): z.input<typeof DeploymentProfile> {
  return { deploymentProfileUid: name, tenantUid: org, name, description };
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
