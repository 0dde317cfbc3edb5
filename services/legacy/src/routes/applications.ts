import {
  AppName,
  type AppWithStages,
  Description,
  defineRoute,
  ProfileName,
  problemCodes,
} from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { readAll } from "../common/read-all.ts";
import { AtApp, AtOrg, appNameOf, ClientHeaders } from "../common/request-parts.ts";
import { saveApplication } from "./save-application.ts";

/** Names serve as the ids that the clients expect, since they are unique, and no app is renamed to a former name. */
const Application = z.object({
  appUid: z.string(),
  tenantUid: z.string(),
  appName: z.string(),
  tenantName: z.string(),
  title: z.string(),
  description: z.string(),
  deploymentProfiles: z.record(z.string(), z.string()),
});

const howToUnmap =
  "must be a string: a stage is unmapped with DELETE /v1/orgs/{org}/apps/{app}/stages/{stage}";
const ProfileOfStage = z
  .string({ error: ({ input }) => (input === null ? howToUnmap : undefined) })
  .pipe(ProfileName);

/** Profiles by stage. The key `default` means every other stage, so that a stage of that name cannot be listed. */
const DeploymentProfiles = z.object({ default: ProfileName.nullish() }).catchall(ProfileOfStage);

const Settings = z.object({
  description: Description.nullish(),
  deploymentProfiles: DeploymentProfiles.nullish(),
});

const common = { service: "legacy", headers: ClientHeaders } as const;
const collection = "/core/tenants/{org}/applications";

const listApplications = defineRoute({
  ...common,
  method: "GET",
  path: collection,
  summary: "Which applications are there?",
  action: "app:read",
  scope: "handler",
  throws: problemCodes,
  params: AtOrg,
  response: z.array(Application),
});

const getApplication = defineRoute({
  ...common,
  method: "GET",
  path: `${collection}/{app}`,
  summary: "Which application has this name?",
  action: "app:read",
  scope: "handler",
  throws: problemCodes,
  params: AtApp,
  response: Application,
});

const createApplication = defineRoute({
  ...common,
  method: "POST",
  path: collection,
  summary: "Create an application",
  action: "app:write",
  scope: "handler",
  throws: problemCodes,
  params: AtOrg,
  body: Settings.extend({ appName: AppName }),
  response: Application,
});

const changeApplication = defineRoute({
  ...common,
  method: "PATCH",
  path: `${collection}/{app}`,
  summary: "Give an application other profiles",
  action: "app:write",
  scope: "handler",
  throws: problemCodes,
  params: AtApp,
  body: Settings,
  response: Application,
});

/** The routes for applications. A deployer sees those that its key covers. */
export function applicationRoutes(ports: Ports) {
  return [
    handle(listApplications, async (request) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const apps = await readAll((page) => ports.listApps({ keyDigest, org, page }));
      return apps.map((app) => applicationOf(org, app));
    }),
    handle(getApplication, async ({ params, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const app = await ports.getApp({ keyDigest, org, app: appNameOf(params.app) });
      return applicationOf(org, app);
    }),
    handle(createApplication, async ({ body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const at = { keyDigest, org, app: body.appName, only: "create" as const };
      return applicationOf(org, await saveApplication(ports, at, body));
    }),
    handle(changeApplication, async ({ params, body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const at = { keyDigest, org, app: appNameOf(params.app), only: "change" as const };
      return applicationOf(org, await saveApplication(ports, at, body));
    }),
  ];
}

function applicationOf(
  org: string,
  { name, description, defaultProfile, stages }: AppWithStages,
): z.input<typeof Application> {
  return {
    appUid: name,
    tenantUid: org,
    appName: name,
    tenantName: org,
    title: name,
    description,
    deploymentProfiles: profilesOf(defaultProfile, stages),
  };
}

function profilesOf(defaultProfile: string | null, stages: AppWithStages["stages"]): Record<string, string> {
  const ofStages = stages
    .filter(({ stage }) => stage !== "default")
    .map(({ stage, profile }) => [stage, profile]);
  return Object.fromEntries(defaultProfile === null ? ofStages : [["default", defaultProfile], ...ofStages]);
}
