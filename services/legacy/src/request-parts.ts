import { AppName, OrgName, Problem, Region, ServiceName, StageName } from "@stagepass/contracts";
import { z } from "zod";

/**
 * Where the existing clients find things. An app is free text, since a name that no app can have is one that does not
 * exist, and not a mistake in the request.
 */
export const AtOrg = z.object({ org: OrgName });
export const AtApp = AtOrg.extend({ app: z.string() });
export const AtService = AtApp.extend({ service: ServiceName });
export const AtPlace = AtService.extend({ stage: StageName, region: Region });

/** The headers of every call. The later clients do not say which version they have. */
export const ClientHeaders = z.object({
  "x-platform-version": z.string().max(64).optional(),
  "user-agent": z.string().optional(),
});
export type ClientHeaders = z.infer<typeof ClientHeaders>;

/** An app's name, as every service takes it. Throws `not-found` for one that no app can have. */
export function appNameOf(app: string): string {
  if (AppName.safeParse(app).success) return app;
  const shown = app.length <= 128 ? app : `${app.slice(0, 128)}…`;
  throw new Problem(
    "not-found",
    `There is no app ${JSON.stringify(shown)}: names are kebab-case, such as my-app.`,
  );
}
