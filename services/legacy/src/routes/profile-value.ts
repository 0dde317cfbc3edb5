import { defineRoute, problemCodes, ServiceName, StageName, secret, toProblem } from "@stagepass/contracts";
import { handle, Reply } from "@stagepass/runtime";
import { z } from "zod";
import { ClientSafeguard, safeguardsFor } from "../client-policies/client-safeguards.ts";
import { admitClient } from "../clients/admit-client.ts";
import { evaluatesSafeguards } from "../clients/evaluates-safeguards.ts";
import type { Ports } from "../common/ports.ts";
import { AtApp, ClientHeaders } from "../common/request-parts.ts";
import { ClientKeys, clientKeysOf } from "../resolving/client-keys.ts";
import { type Given, resolveFor } from "../resolving/resolve-for.ts";
import { isUnresolved } from "../resolving/stage-text.ts";
import { warnWithheld, withheldCredentials } from "../resolving/withheld.ts";

/** The clients crash when one of the three keys is missing. */
const ProfileValue = z.object({
  secretValues: z.array(
    z.object({ secretName: z.string(), secretProperties: z.object({ value: secret(z.string()) }) }),
  ),
  safeguardsPolicies: z.array(ClientSafeguard),
  providerCredentials: z
    .object({
      secretType: z.literal("awsIam"),
      secretValue: ClientKeys,
    })
    .nullable(),
});

const getProfileValue = defineRoute({
  service: "legacy",
  method: "POST",
  path: "/core/tenants/{org}/applications/{app}/profileValue",
  summary: "What does the profile of this stage hold?",
  action: "resolve:deploy",
  scope: "handler",
  throws: problemCodes,
  params: AtApp,
  headers: ClientHeaders,
  body: z.object({ stageName: StageName, serviceName: ServiceName.nullish() }),
  response: ProfileValue.optional(),
});

/**
 * The route that clients call first, for credentials, parameters and safeguards. An answer without content means that no
 * profile applies: the client then asks for a provider, or uses the credentials on its machine. Clients that do not
 * evaluate safeguards ignore an error and would use those credentials, too, so that they get credentials that AWS refuses.
 */
export function profileValueRoutes(ports: Ports) {
  return [
    handle(getProfileValue, async ({ params: { org, app }, body, ...request }) => {
      const { stageName: stage, serviceName } = body;
      const target = { org, app, stage, ...(typeof serviceName === "string" && { service: serviceName }) };
      const isEvaluator = evaluatesSafeguards(request.headers);
      try {
        const client = await admitClient(ports, request);
        const given = await resolveFor(ports, client, {
          target,
          // Clients that evaluate nothing ask for a provider and parameters next, with the region, so that more can be
          // evaluated then. As long as their stage is not resolved, they ask for no provider, and are refused.
          unsent: isEvaluator ? "left-to-client" : "refused",
        });
        warnOfEmptyParameters(ports, target, given);
        return profileValueOf(given);
      } catch (error) {
        const problem = toProblem(error);
        if (problem.code === "no-profile") return new Reply(undefined, { status: 204 });
        if (isEvaluator) throw error;
        // What its instance takes from nobody must not come from here: the client falls back on this answer.
        if (problem.code === "no-provider" && !isUnresolved(stage)) return emptyProfile;
        // The client asks for a provider next, and learns the reason then. But an outage may be over by then.
        if (problem.status >= 500) warnWithheld(ports, target, problem);
        return withheld;
      }
    }),
  ];
}

/** What clients get that name their instance in the next request, where something else than the profile can decide. */
const emptyProfile = { secretValues: [], safeguardsPolicies: [], providerCredentials: null };

const withheld = {
  secretValues: [],
  safeguardsPolicies: [],
  providerCredentials: { secretType: "awsIam" as const, secretValue: withheldCredentials },
};

function profileValueOf({
  profile,
  safeguards,
  results,
  parameters,
  credentials,
}: Given): z.input<typeof ProfileValue> {
  return {
    secretValues: parameters.map(({ key, value }) => ({ secretName: key, secretProperties: { value } })),
    safeguardsPolicies: safeguardsFor({ profile, safeguards }, results),
    providerCredentials: credentials && {
      secretType: "awsIam",
      secretValue: clientKeysOf(credentials),
    },
  };
}

/** Logs that the clients will call empty parameters undefined, since they do not say why. */
function warnOfEmptyParameters(
  ports: Pick<Ports, "warn">,
  { org, app, stage }: { readonly org: string; readonly app: string; readonly stage: string },
  { profile, parameters }: Given,
): void {
  const empty = parameters.filter(({ value }) => value === "").map(({ key }) => key);
  if (empty.length === 0) return;
  ports.warn(
    { org, app, stage, profile: profile?.name, parameters: empty },
    "existing clients call empty parameters undefined",
  );
}
