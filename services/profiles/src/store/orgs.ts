import { type OrgField, type StageMapping, StaticKeysUse } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { Org } from "../domain/orgs/org.ts";
import type { WrappedDataKey } from "../vault/data-key.ts";
import { StoredOrgClients } from "./columns/stored-json.ts";

const OrgRow = z.object({
  name: z.string(),
  description: z.string(),
  clients: StoredOrgClients,
  stages: z.array(z.object({ stages: z.string(), profile: z.string() })),
  staticKeys: StaticKeysUse,
  revision: z.int(),
  createdAt: z.date(),
} satisfies Record<keyof Org, z.ZodType>);
const DataKeyRow = z.object({
  org: z.string(),
  wrapped: z.instanceof(Uint8Array),
  wrappedBy: z.string(),
} satisfies Record<keyof WrappedDataKey, z.ZodType>);

const columns = `name, description, clients, static_keys as "staticKeys", revision, created_at as "createdAt",
                 array(
                   select jsonb_build_object('stages', line.stages, 'profile', line.profile)
                     from org_stages line
                    where line.org = orgs.name
                    order by line.position
                 ) as stages`;

/** Stores a new organization. Returns false when its name is taken. */
export async function addOrg(db: Queryable, description: string, dataKey: WrappedDataKey): Promise<boolean> {
  const rowCount = await db.execute(
    `insert into orgs (name, description, data_key, data_key_wrapped_by) values ($1, $2, $3, $4)
     on conflict (name) do nothing`,
    [dataKey.org, description, dataKey.wrapped, dataKey.wrappedBy],
  );
  return rowCount === 1;
}

/** Whether there is an organization of this name. */
export async function hasOrg(db: Queryable, org: string): Promise<boolean> {
  const rowCount = await db.execute("select 1 from orgs where name = $1", [org]);
  return rowCount === 1;
}

/** Finds an organization by its name. */
export async function findOrg(db: Queryable, org: string): Promise<Org | undefined> {
  const rows = await db.query(OrgRow, `select ${columns} from orgs where name = $1`, [org]);
  return rows[0];
}

/** Finds an organization and locks its row against other changes until the transaction ends. */
export async function lockOrg(db: Queryable, org: string): Promise<Org | undefined> {
  // This lock is weaker than `for update`, so that saves within the organization, which refer to its row, need not
  // wait.
  const rows = await db.query(OrgRow, `select ${columns} from orgs where name = $1 for no key update`, [org]);
  return rows[0];
}

/** Stores an organization whose row is locked. */
export async function writeOrg(db: Queryable, org: Pick<Org, "name" | "revision" | OrgField>): Promise<Org> {
  const { name, description, clients, stages, staticKeys, revision } = org;
  await writeStageMap(db, name, stages);
  // In the order of the columns. The stage map has a table of its own.
  const stored = { name, description, clients, staticKeys, revision } satisfies Record<
    Exclude<keyof typeof org, "stages">,
    unknown
  >;
  const rows = await db.query(
    OrgRow,
    `update orgs set description = $2, clients = $3, static_keys = $4, revision = $5 where name = $1 returning ${columns}`,
    Object.values(stored),
  );
  const [written] = rows;
  if (written === undefined) throw new Error(`The organization ${name} was written without its row.`);
  return written;
}

async function writeStageMap(db: Queryable, org: string, lines: readonly StageMapping[]): Promise<void> {
  await db.execute("delete from org_stages where org = $1", [org]);
  if (lines.length === 0) return;
  await db.execute(
    `insert into org_stages (org, position, stages, profile)
     select $1, line.position, line.stages, line.profile
       from unnest($2::text[], $3::text[]) with ordinality as line (stages, profile, position)`,
    [org, lines.map(({ stages }) => stages), lines.map(({ profile }) => profile)],
  );
}

/** Lists the organizations after a name, by name. */
export async function listOrgs(db: Queryable, after: string, limit: number): Promise<Org[]> {
  const rows = await db.query(OrgRow, `select ${columns} from orgs where name > $1 order by name limit $2`, [
    after,
    limit,
  ]);
  return rows;
}

/** Finds an organization's data key as it is stored, encrypted. */
export async function findWrappedDataKey(db: Queryable, org: string): Promise<WrappedDataKey | undefined> {
  const rows = await db.query(
    DataKeyRow,
    `select name as org, data_key as wrapped, data_key_wrapped_by as "wrappedBy" from orgs where name = $1`,
    [org],
  );
  return rows[0];
}

/** Lists one organization's data key for each keyring key that wraps any. */
export async function listWrappedSamples(db: Queryable): Promise<WrappedDataKey[]> {
  const rows = await db.query(
    DataKeyRow,
    `select distinct on (data_key_wrapped_by)
            name as org, data_key as wrapped, data_key_wrapped_by as "wrappedBy"
       from orgs
      order by data_key_wrapped_by, name
      limit 1000`,
  );
  return rows;
}
