import { AppName, OrgName, Problem, Region, ServiceName, StageName } from "@stagepass/contracts";
import { z } from "zod";

/**
 * The names in the paths that the existing clients call. The name of an app is free text here: an app with an impossible
 * name does not exist, but the request is valid.
 */
export const AtOrg = z.object({ org: OrgName });
export const AtApp = AtOrg.extend({ app: z.string() });
export const AtService = AtApp.extend({ service: ServiceName });
export const AtInstance = AtService.extend({ stage: StageName, region: Region });

/** The headers of every call. The later clients do not say which version they have. */
export const ClientHeaders = z.object({
  "x-platform-version": z.string().max(64).optional(),
  "user-agent": z.string().optional(),
});
export type ClientHeaders = z.infer<typeof ClientHeaders>;

/** Returns the name of an app as the other services accept it. Throws `not-found` for a name that no app can have. */
export function appNameOf(app: string): string {
  if (AppName.safeParse(app).success) return app;
  const shown = app.length <= 128 ? app : `${app.slice(0, 128)}…`;
  throw new Problem(
    "not-found",
    `There is no app ${JSON.stringify(shown)}: names are kebab-case, such as my-app.`,
  );
}
