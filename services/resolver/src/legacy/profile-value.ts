import {
  defineRoute,
  type Plan,
  Problem,
  type Purpose,
  ServiceName,
  StageName,
  secret,
} from "@stagepass/contracts";
import { handle, Reply } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "./admit-client.ts";
import { type Given, give } from "./give.ts";
import { judgesSafeguards } from "./judges-safeguards.ts";
import { AtApp, ClientHeaders } from "./places.ts";
import type { LegacyPorts } from "./ports.ts";
import { safeguardsFor, WireSafeguard } from "./wire-safeguards.ts";

/** All three keys are there at all times: the clients crash where one is missing. */
const ProfileValue = z.object({
  secretValues: z.array(
    z.object({ secretName: z.string(), secretProperties: z.object({ value: secret(z.string()) }) }),
  ),
  safeguardsPolicies: z.array(WireSafeguard),
  providerCredentials: z
    .object({
      secretType: z.literal("awsIam"),
      secretValue: z.object({
        accessKeyId: z.string(),
        secretAccessKey: secret(z.string()),
        sessionToken: secret(z.string()),
      }),
    })
    .nullable(),
});

const getProfileValue = defineRoute({
  service: "resolver",
  method: "POST",
  path: "/core/tenants/{org}/applications/{app}/profileValue",
  summary: "What does the profile of this stage hold?",
  allow: ["admin", "deployer"],
  params: AtApp,
  headers: ClientHeaders,
  body: z.object({ stageName: StageName, serviceName: ServiceName.nullish() }),
  response: ProfileValue.optional(),
});

/**
 * What everything begins with: credentials, parameters and safeguards. An answer without content means that there is no
 * profile, and that the client asks for a provider or uses what it finds on its machine.
 */
export function profileValueRoutes(ports: LegacyPorts) {
  return [
    handle(getProfileValue, async ({ params: { org, app }, body, ...request }) => {
      const client = await admitClient(ports, request);
      const { stageName: stage, serviceName } = body;
      const target = { org, app, stage, ...(typeof serviceName === "string" && { service: serviceName }) };
      try {
        const given = await give(ports, client, {
          target,
          unsent: "left-to-client",
          ...(!judgesSafeguards(request.headers) && { demand: demandNothingToJudge }),
        });
        warnOfEmptyParameters(ports, target, given);
        return profileValueOf(given);
      } catch (error) {
        if (error instanceof Problem && error.code === "no-profile")
          return new Reply(undefined, { status: 204 });
        throw error;
      }
    }),
  ];
}

/**
 * Clients that judge nothing get a profile whose safeguards can block as a provider and its parameters alone: they ask
 * for these next, and say where they deploy, so that more can be judged here.
 */
function demandNothingToJudge({ profile, safeguards }: Plan, purpose: z.infer<typeof Purpose>): void {
  if (purpose === "plan" || safeguards.every(({ enforcementLevel }) => enforcementLevel !== "error")) return;
  throw new Problem(
    "no-profile",
    `This client does not judge the safeguards of the profile ${profile.name}.`,
  );
}

function profileValueOf({ plan, safeguards, parameters, credentials }: Given): z.input<typeof ProfileValue> {
  return {
    secretValues: parameters.map(({ key, value }) => ({ secretName: key, secretProperties: { value } })),
    safeguardsPolicies: safeguardsFor(plan, safeguards),
    providerCredentials: credentials && {
      secretType: "awsIam",
      secretValue: {
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey,
        sessionToken: credentials.sessionToken,
      },
    },
  };
}

/** The clients call an empty parameter undefined, and nothing on their side says why. */
function warnOfEmptyParameters(
  ports: Pick<LegacyPorts, "warn">,
  { org, app, stage }: { readonly org: string; readonly app: string; readonly stage: string },
  { plan, parameters }: Given,
): void {
  const empty = parameters.filter(({ value }) => value === "").map(({ key }) => key);
  if (empty.length === 0) return;
  const profile = plan.profile.name;
  ports.warn(
    { org, app, stage, profile, parameters: empty },
    "existing clients call empty parameters undefined",
  );
}
