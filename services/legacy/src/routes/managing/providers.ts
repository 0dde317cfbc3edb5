import {
  defineRoute,
  invalidInput,
  Problem,
  ProviderName,
  type ProviderPatch,
  type ProviderView,
  problemCodes,
  ProviderPatch as Saved,
  secret,
} from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../../clients/admit-client.ts";
import type { Ports } from "../../common/ports.ts";
import { readAll } from "../../common/read-all.ts";
import { readInput } from "../../common/read-input.ts";
import { AtOrg, ClientHeaders } from "../../common/request-parts.ts";

/**
 * A provider as the client library shows it. `providerUid`, `alias`, `isDefault`, `providerType` and what `providerDetails`
 * holds for each type are what the interactive set-up of serverless 3.x reads (`lib/cli/interactive-setup/aws-credentials.js`).
 */
export const ClientProvider = z.object({
  providerUid: z.string(),
  alias: z.string(),
  providerName: z.literal("aws"),
  providerType: z.enum(["roleArn", "accessKey"]),
  /** Never a secret. */
  providerDetails: z.union([z.object({ roleArn: z.string() }), z.object({ accessKeyId: z.string() })]),
  isDefault: z.boolean(),
});

/** No client sends the body of a provider, which the library passes on as it is. It is read like the answer. */
const GivenProvider = z.object({
  alias: z.string().optional(),
  providerDetails: z
    .object({
      roleArn: z.string().optional(),
      accessKeyId: z.string().optional(),
      secretAccessKey: secret(z.string()).optional(),
    })
    .optional(),
  isDefault: z.boolean().optional(),
});

const common = {
  service: "legacy",
  scope: "handler",
  throws: problemCodes,
  headers: ClientHeaders,
} as const;
const path = "/orgs/{org}/providers";
const AtProvider = AtOrg.extend({ providerUid: z.string() });
const One = z.object({ result: ClientProvider });

const listProviders = defineRoute({
  ...common,
  method: "GET",
  path,
  summary: "Which providers are there?",
  action: "provider:read",
  params: AtOrg,
  response: z.object({ result: z.array(ClientProvider) }),
});

const createProvider = defineRoute({
  ...common,
  method: "POST",
  path,
  summary: "Create a provider",
  action: "provider:write",
  params: AtOrg,
  body: GivenProvider.extend({ alias: z.string() }),
  response: One,
});

const readProvider = defineRoute({
  ...common,
  method: "GET",
  path: `${path}/{providerUid}`,
  summary: "Which provider is this?",
  action: "provider:read",
  params: AtProvider,
  response: One,
});

const updateProvider = defineRoute({
  ...common,
  method: "PUT",
  path: `${path}/{providerUid}`,
  summary: "Change a provider",
  action: "provider:write",
  params: AtProvider,
  body: GivenProvider,
  response: One,
});

const deleteProvider = defineRoute({
  ...common,
  method: "DELETE",
  path: `${path}/{providerUid}`,
  summary: "Delete a provider that nothing uses",
  action: "provider:write",
  params: AtProvider,
  response: z.object({}),
});

const setDefault = {
  ...common,
  method: "POST",
  summary: "Make a provider the default, or no longer",
  action: "provider:write",
  params: AtProvider,
  query: z.object({ isDefault: z.enum(["true", "false"]).optional() }),
  response: One,
} as const;

/** The library asks for no default with a slash behind the path. */
const setDefaultRoutes = [
  defineRoute({ ...setDefault, path: `${path}/{providerUid}/set-default` }),
  defineRoute({ ...setDefault, path: `${path}/{providerUid}/set-default/` }),
];

/**
 * The routes by which the client library manages providers. The name of a provider serves as its id and its alias, and
 * does not change. What the library cannot say stays as it is: the placeholders' rules, the apps, the session's duration.
 */
export function providerRoutes(ports: Ports) {
  return [
    handle(listProviders, async (request) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const providers = await readAll((page) => ports.listProviders({ keyDigest, org, page }));
      return { result: providers.map(clientProviderOf) };
    }),
    handle(createProvider, async ({ body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const provider = readInput(ProviderName, body.alias, ["alias"]);
      const saved = { keyDigest, org, provider, content: contentOf(body), only: "create" } as const;
      return { result: clientProviderOf(await ports.saveProvider(saved)) };
    }),
    handle(readProvider, async ({ params, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const provider = providerNameOf(params.providerUid);
      return { result: clientProviderOf(await ports.getProvider({ keyDigest, org, provider })) };
    }),
    handle(updateProvider, async ({ params, body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const provider = providerNameOf(params.providerUid);
      if (body.alias !== undefined && body.alias !== provider)
        throw invalidInput([{ path: "$.alias", message: "is the provider's name, which does not change" }]);
      const before = await ports.getProvider({ keyDigest, org, provider });
      const content = contentOf(body, before);
      const saved = await ports.saveProvider({ keyDigest, org, provider, content, only: "change" });
      return { result: clientProviderOf(saved) };
    }),
    ...setDefaultRoutes.map((route) =>
      handle(route, async ({ params, query, ...request }) => {
        const { keyDigest, org } = await admitClient(ports, request);
        const provider = providerNameOf(params.providerUid);
        const content = { isDefault: query.isDefault !== "false" };
        const saved = await ports.saveProvider({ keyDigest, org, provider, content, only: "change" });
        return { result: clientProviderOf(saved) };
      }),
    ),
    handle(deleteProvider, async ({ params, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      return ports.deleteProvider({ keyDigest, org, provider: providerNameOf(params.providerUid) });
    }),
  ];
}

/** Returns the name of a provider from its id. Throws `not-found` for an id that no provider can have. */
export function providerNameOf(providerUid: string): string {
  if (ProviderName.safeParse(providerUid).success) return providerUid;
  throw new Problem("not-found", `There is no provider ${JSON.stringify(providerUid.slice(0, 128))}.`);
}

/** Returns a provider as the client library reads it. */
export function clientProviderOf({
  name,
  accessRole,
  staticKeys,
  isDefault,
}: ProviderView): z.input<typeof ClientProvider> {
  return {
    ...{ providerUid: name, alias: name, providerName: "aws", isDefault },
    ...(accessRole === null
      ? { providerType: "accessKey", providerDetails: { accessKeyId: staticKeys?.accessKeyId ?? "" } }
      : { providerType: "roleArn", providerDetails: { roleArn: accessRole.roleArn } }),
  };
}

/** Reads what a client says of a provider. A role that stays the same keeps what only Stagepass knows of it. */
function contentOf(
  { providerDetails = {}, isDefault }: z.output<typeof GivenProvider>,
  before?: ProviderView,
): ProviderPatch {
  const { roleArn, accessKeyId, secretAccessKey } = providerDetails;
  const hasKeys = accessKeyId !== undefined;
  return readInput(Saved, {
    ...(isDefault !== undefined && { isDefault }),
    ...(roleArn !== undefined && {
      accessRole: { ...before?.accessRole, roleArn },
      ...(!hasKeys && { staticKeys: null }),
    }),
    ...(hasKeys && {
      staticKeys: { accessKeyId, secretAccessKey },
      ...(roleArn === undefined && { accessRole: null }),
    }),
  });
}
