import { ProblemBody, ProviderMigration } from "@stagepass/contracts";
import { Unanswered } from "@stagepass/runtime/terminal";
import { z } from "zod";
import type { Options } from "./options.ts";

/** Says that Stagepass refused, and why. */
export class Refused extends Error {
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.body = body;
  }
}

/** Sends requests about one organization, as an admin. */
export interface Ask {
  plan(): Promise<ProviderMigration>;
  migrate(): Promise<ProviderMigration>;
  undo(): Promise<ProviderMigration>;
  /** Tries whether the role of a profile can be assumed as it is today. */
  testRole(profile: string): Promise<RoleTrial>;
}

/** What AWS answered when Stagepass asked for a session of a role. */
export type RoleTrial = z.infer<typeof RoleTest>["withExternalId"];
const RoleTest = z.object({
  withExternalId: z.discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("assumed") }),
    z.object({ outcome: z.literal("refused"), detail: z.string() }),
  ]),
});

/** How long a migration may take, with all that lies between. */
const timeoutMs = 60_000;

/** Asks the API at a URL. Throws `Refused` for a problem that it answers, and `Unanswered`. */
export function askAt({ url, key, org, app, asHosted }: Options): Ask {
  const send = async <S extends z.ZodType>(path: string, body: object, response: S): Promise<z.output<S>> => {
    try {
      const answer = await fetch(new URL(`/v1/orgs/${org}/${path}`, url), {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const answered: unknown = await answer.json();
      if (answer.ok) return response.parse(answered);
      throw new Refused(ProblemBody.parse(answered));
    } catch (error) {
      throw error instanceof Refused ? error : new Unanswered(url, error);
    }
  };
  const scope = app === undefined ? {} : { app };
  const migration = "provider-migration";
  return {
    plan: () => send(migration, { ...scope, asHosted, dryRun: true }, ProviderMigration),
    migrate: () => send(migration, { ...scope, asHosted }, ProviderMigration),
    undo: () => send(`${migration}/undo`, scope, ProviderMigration),
    testRole: async (profile) => (await send("role-tests", { role: { profile } }, RoleTest)).withExternalId,
  };
}
