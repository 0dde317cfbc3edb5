import {
  DeployTarget,
  defineRoute,
  type ParameterLevel,
  Problem,
  problemCodes,
  secret,
  toProblem,
} from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { readInput } from "../common/read-input.ts";
import { AtOrg, appNameOf, ClientHeaders } from "../common/request-parts.ts";
import { ClientKeys, clientKeysOf } from "../resolving/client-keys.ts";
import { type Given, resolveFor, type Wish } from "../resolving/resolve-for.ts";
import { warnWithheld, whyWithheld, withheldCredentials } from "../resolving/withheld.ts";
import { readSlugs, type Slugs } from "./slug.ts";

const common = {
  service: "legacy",
  method: "GET",
  action: "resolve:deploy",
  scope: "handler",
  throws: problemCodes,
  params: AtOrg.extend({ serviceSlug: z.string(), instanceSlug: z.string() }),
  headers: ClientHeaders,
} as const;
const path = "/orgs/{org}/services/{serviceSlug}/instances/{instanceSlug}";

const Providers = z.array(
  z.object({ providerName: z.string(), alias: z.string(), providerDetails: ClientKeys }),
);

const getProviders = defineRoute({
  ...common,
  path,
  summary: "With which credentials is this instance deployed?",
  response: z.object({ result: Providers.optional() }),
});

/**
 * Whether a parameter belongs to this instance, or to the service in every stage. In the clients of 3.x the parameters of
 * an instance override `params.default` of serverless.yml, which overrides those of a service.
 */
const ParamType = z.enum(["instances", "services"]);

const Params = z.array(
  z.object({ paramName: z.string(), paramValue: secret(z.string()), paramType: ParamType }),
);

const getParams = defineRoute({
  ...common,
  path: `${path}/params`,
  summary: "Which parameters has this instance?",
  response: z.object({ result: Params }),
});

/** No client calls it, but the client library does for others. The two lists under `result` are a guess by its name. */
const getParamsAndProviders = defineRoute({
  ...common,
  path: `${path}/params-and-providers`,
  summary: "Which parameters has this instance, and with which credentials is it deployed?",
  response: z.object({ result: z.object({ params: Params, providers: Providers }) }),
});

/**
 * The routes that the later clients call instead of `profileValue`: one for credentials, which they call a provider, and
 * one for parameters. These clients do not evaluate safeguards, so that a safeguard blocks whose input they do not send.
 * They show an error about parameters, but ignore one about providers: they get credentials that AWS refuses then.
 */
export function instanceRoutes(ports: Ports) {
  const ask = async (request: Asked, wanted: Wish["wanted"]) => {
    const client = await admitClient(ports, request);
    const target = targetOf(request.params);
    try {
      return await resolveFor(ports, client, { target, unsent: "blocks", wanted });
    } catch (error) {
      if (error instanceof Problem && error.code === "no-profile") return undefined;
      throw error;
    }
  };
  return [
    handle(getProviders, async (request) => {
      try {
        return providersOf(await ask(request, "credentials"));
      } catch (error) {
        const problem = toProblem(error);
        warnWithheld(ports, request.params, problem);
        return providers(whyWithheld(problem), withheldCredentials);
      }
    }),
    handle(getParams, async (request) => paramsOf(await ask(request, "parameters"))),
    handle(getParamsAndProviders, async (request) => {
      const given = await ask(request, undefined);
      return { result: { params: paramsOf(given).result, providers: providersOf(given).result ?? [] } };
    }),
  ];
}

type Asked = Parameters<typeof admitClient>[1] & { readonly params: Slugs & { readonly org: string } };

function targetOf({ org, ...slugs }: Asked["params"]): DeployTarget {
  const { app, ...instance } = readSlugs(slugs);
  return readInput(DeployTarget, { org, app: appNameOf(app), ...instance }, ["path"]);
}

/** Without a result these clients use the credentials that they find on their machine. */
function providersOf(given: Given | undefined): { result?: z.input<typeof Providers> } {
  if (given === undefined || given.credentials === null) return {};
  const { name } = given.provider ?? given.profile ?? { name: "Stagepass" };
  return providers(name, clientKeysOf(given.credentials));
}

function providers(alias: string, providerDetails: ClientKeys) {
  return { result: [{ providerName: "aws", alias, providerDetails }] };
}

function paramsOf(given: Given | undefined) {
  if (given === undefined) return { result: [] };
  const { profile, parameters } = given;
  return {
    result: parameters.map(({ key, value, source }) => ({
      paramName: key,
      paramValue: value,
      paramType: paramTypeOf(source, profile),
    })),
  };
}

/** A parameter of a profile belongs to the instance where its stage has the profile, and to the service by default. */
function paramTypeOf(source: ParameterLevel, profile: Given["profile"]): z.infer<typeof ParamType> {
  if (source === "profile") return profile?.matchedBy === "stage" ? "instances" : "services";
  return source === "instance" ? "instances" : "services";
}
