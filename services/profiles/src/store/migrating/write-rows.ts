import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type {
  BlueprintToAdd,
  ModeToWrite,
  ParameterToAdd,
  ProviderToAdd,
  SettingToWrite,
  WrittenRow,
} from "../../domain/migrating/migration-ports.ts";
import { inChunks } from "./in-chunks.ts";

const Written = z.object({ id: z.string(), revision: z.int() });
const ModeRow = z.object({ name: z.string(), revision: z.int() });

/** Adds providers with a role, for every app, and returns their rows in their order. None of the names may be taken. */
export async function addProviders(
  db: Queryable,
  org: string,
  providers: readonly ProviderToAdd[],
): Promise<WrittenRow[]> {
  return db.query(
    Written,
    `with added as (
       insert into providers (org, name, description, access_role, revision)
       select $1, given.name, '', given.role, 1
         from unnest($2::text[], $3::jsonb[]) as given (name, role)
       returning id, name, revision
     )
     select added.id::text, added.revision
       from added
       join unnest($2::text[]) with ordinality as given (name, position) using (name)
      order by given.position`,
    [org, providers.map(({ name }) => name), providers.map(({ accessRole }) => JSON.stringify(accessRole))],
  );
}

/**
 * Writes what services and instances are linked to and whether they inherit, under new content ids. Their app must be
 * locked. What is removed stays removed.
 */
export async function writeSettings(
  db: Queryable,
  settings: readonly SettingToWrite[],
): Promise<WrittenRow[]> {
  return inChunks(settings, (chunk) =>
    db.query(
      Written,
      `update targets t
          set provider = given.provider, no_provider = given.no_provider, inherits = given.inherits,
              revision = t.revision + 1, content_id = nextval('target_contents'), updated_at = now()
         from unnest($1::bigint[], $2::text[], $3::boolean[], $4::boolean[])
                as given (id, provider, no_provider, inherits)
        where t.id = given.id
       returning t.id::text, t.revision`,
      [chunk.map(({ id }) => id), ...linksOf(chunk), chunk.map(({ inherits }) => inherits)],
    ),
  );
}

/** Adds blueprints, and returns their rows in their order. There must be none of these stages. */
export async function addBlueprints(
  db: Queryable,
  org: string,
  blueprints: readonly BlueprintToAdd[],
): Promise<WrittenRow[]> {
  return inChunks(blueprints, (chunk) =>
    db.query(
      Written,
      `with added as (
         insert into targets (org, app, service, stage, provider, no_provider, inherits, revision)
         select $1, given.app, '', given.stage, given.provider, given.no_provider, given.inherits, 1
           from unnest($2::text[], $3::text[], $4::text[], $5::boolean[], $6::boolean[])
                  as given (app, stage, provider, no_provider, inherits)
         returning id, app, stage, revision
       )
       select added.id::text, added.revision
         from added
         join unnest($2::text[], $3::text[]) with ordinality as given (app, stage, position) using (app, stage)
        order by given.position`,
      [
        org,
        chunk.map(({ app }) => app),
        chunk.map(({ stage }) => stage ?? ""),
        ...linksOf(chunk),
        chunk.map(({ inherits }) => inherits),
      ],
    ),
  );
}

/** Adds parameters to services, instances and blueprints. */
export async function addTargetParameters(
  db: Queryable,
  parameters: readonly ParameterToAdd[],
): Promise<void> {
  await db.execute(
    `insert into target_parameters (target_id, position, key, sensitive, is_none, sealed, secret_reference)
     select given.target_id, given.position, given.key, given.sensitive, false, given.sealed, given.reference
       from unnest($1::bigint[], $2::integer[], $3::text[], $4::boolean[], $5::bytea[], $6::jsonb[])
              as given (target_id, position, key, sensitive, sealed, reference)`,
    [
      parameters.map(({ targetId }) => targetId),
      parameters.map(({ position }) => position),
      parameters.map(({ key }) => key),
      parameters.map(({ sensitive }) => sensitive),
      parameters.map(({ sealed }) => sealed),
      parameters.map(({ reference }) => (reference === null ? null : JSON.stringify(reference))),
    ],
  );
}

/** Writes the mode of apps, which must be locked. */
export async function writeModes(
  db: Queryable,
  org: string,
  modes: readonly ModeToWrite[],
): Promise<{ name: string; revision: number }[]> {
  return db.query(
    ModeRow,
    `update apps a set mode = given.mode, revision = a.revision + 1, updated_at = now()
       from unnest($2::text[], $3::text[]) as given (name, mode)
      where a.org = $1 and a.name = given.name
     returning a.name, a.revision`,
    [org, modes.map(({ app }) => app), modes.map(({ mode }) => mode)],
  );
}

/** The columns of links: the name of a provider, and whether there is to be none. */
function linksOf(rows: readonly Pick<SettingToWrite, "provider">[]): [(string | null)[], boolean[]] {
  return [
    rows.map(({ provider }) => (typeof provider === "string" ? provider : null)),
    rows.map(({ provider }) => provider !== null && typeof provider === "object"),
  ];
}
