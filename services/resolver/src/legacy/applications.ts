import { AppName, type AppView, Description, defineRoute, ProfileName } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient, type Client } from "./admit-client.ts";
import { AtApp, AtOrg, appNameOf, ClientHeaders } from "./places.ts";
import type { LegacyPorts } from "./ports.ts";

/** Names serve as the ids that the clients expect: they are unique, never change, and say what they mean. */
const Application = z.object({
  appUid: z.string(),
  tenantUid: z.string(),
  appName: z.string(),
  tenantName: z.string(),
  title: z.string(),
  description: z.string(),
  deploymentProfiles: z.object({ default: z.string().optional() }),
});

const DefaultProfile = z.object({ default: ProfileName.nullish() });

const common = { service: "resolver", headers: ClientHeaders } as const;
const collection = "/core/tenants/{org}/applications";

const listApplications = defineRoute({
  ...common,
  method: "GET",
  path: collection,
  summary: "Which applications are there?",
  allow: ["admin", "deployer"],
  params: AtOrg,
  response: z.array(Application),
});

const getApplication = defineRoute({
  ...common,
  method: "GET",
  path: `${collection}/{app}`,
  summary: "Which application has this name?",
  allow: ["admin", "deployer"],
  params: AtApp,
  response: Application,
});

const createApplication = defineRoute({
  ...common,
  method: "POST",
  path: collection,
  summary: "Create an application",
  allow: ["admin"],
  params: AtOrg,
  body: z.object({
    appName: AppName,
    description: Description.nullish(),
    deploymentProfiles: DefaultProfile.nullish(),
  }),
  response: Application,
});

const changeApplication = defineRoute({
  ...common,
  method: "PATCH",
  path: `${collection}/{app}`,
  summary: "Give an application another default profile",
  allow: ["admin"],
  params: AtApp,
  body: z.object({ description: Description.nullish(), deploymentProfiles: DefaultProfile.nullish() }),
  response: Application,
});

/** Applications, as their owners see them: a deployer sees those that its key covers. */
export function applicationRoutes(ports: LegacyPorts) {
  return [
    handle(listApplications, async (request) => {
      const client = await admitClient(ports, request);
      return (await listAll(ports, client)).map((app) => applicationOf(client.org, app));
    }),
    handle(getApplication, async ({ params, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const app = await ports.getApp({ keyDigest, org, app: appNameOf(params.app) });
      return applicationOf(org, app);
    }),
    handle(createApplication, async ({ body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const { app } = await ports.saveApp({ keyDigest, org, app: body.appName, ...settingsOf(body) });
      return applicationOf(org, app);
    }),
    handle(changeApplication, async ({ params, body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const at = { keyDigest, org, app: appNameOf(params.app) };
      // Saving would create it.
      await ports.getApp(at);
      const { app } = await ports.saveApp({ ...at, ...settingsOf(body) });
      return applicationOf(org, app);
    }),
  ];
}

/** More applications than this are not listed: the clients offer them to a person to choose from. */
const maxPages = 10;

async function listAll(ports: Pick<LegacyPorts, "listApps">, { keyDigest, org }: Client): Promise<AppView[]> {
  const apps: AppView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const { items, nextCursor } = await ports.listApps({
      keyDigest,
      org,
      page: { limit: 200, cursor },
    });
    apps.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return apps;
}

interface Settings {
  readonly description?: string | null | undefined;
  readonly deploymentProfiles?: { readonly default?: string | null | undefined } | null | undefined;
}

function settingsOf({ description, deploymentProfiles }: Settings) {
  const defaultProfile = deploymentProfiles?.default;
  return {
    ...(typeof description === "string" && { description }),
    ...(defaultProfile !== undefined && { defaultProfile }),
  };
}

function applicationOf(
  org: string,
  { name, description, defaultProfile }: AppView,
): z.input<typeof Application> {
  return {
    appUid: name,
    tenantUid: org,
    appName: name,
    tenantName: org,
    title: name,
    description,
    deploymentProfiles: defaultProfile === null ? {} : { default: defaultProfile },
  };
}
