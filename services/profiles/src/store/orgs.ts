import type { Queryable } from "@stagepass/runtime";
import type { WrappedDataKey } from "../vault/data-key.ts";

/** An organization, without its data key. */
export interface Org {
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
}

const columns = `name, description, created_at as "createdAt"`;

/** Stores a new organization. False when there is one of this name already. */
export async function addOrg(db: Queryable, description: string, dataKey: WrappedDataKey): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into orgs (name, description, data_key, data_key_wrapped_by) values ($1, $2, $3, $4)
     on conflict (name) do nothing`,
    [dataKey.org, description, dataKey.wrapped, dataKey.wrappedBy],
  );
  return rowCount === 1;
}

/** Whether there is an organization of this name. */
export async function hasOrg(db: Queryable, org: string): Promise<boolean> {
  const { rowCount } = await db.query("select 1 from orgs where name = $1", [org]);
  return rowCount === 1;
}

/** An organization by its name. */
export async function findOrg(db: Queryable, org: string): Promise<Org | undefined> {
  const { rows } = await db.query<Org>(`select ${columns} from orgs where name = $1`, [org]);
  return rows[0];
}

/** Describes an organization anew; undefined when there is none. */
export async function updateOrg(db: Queryable, org: string, description: string): Promise<Org | undefined> {
  const { rows } = await db.query<Org>(
    `update orgs set description = $2 where name = $1 returning ${columns}`,
    [org, description],
  );
  return rows[0];
}

/** The organizations after a name, by name. */
export async function listOrgs(db: Queryable, after: string, limit: number): Promise<Org[]> {
  const { rows } = await db.query<Org>(`select ${columns} from orgs where name > $1 order by name limit $2`, [
    after,
    limit,
  ]);
  return rows;
}

/** An organization's data key as it is stored: encrypted. */
export async function findWrappedDataKey(db: Queryable, org: string): Promise<WrappedDataKey | undefined> {
  const { rows } = await db.query<WrappedDataKey>(
    `select name as org, data_key as wrapped, data_key_wrapped_by as "wrappedBy" from orgs where name = $1`,
    [org],
  );
  return rows[0];
}

/** The data key of one organization for each keyring key that any was wrapped by. */
export async function listWrappedSamples(db: Queryable): Promise<WrappedDataKey[]> {
  const { rows } = await db.query<WrappedDataKey>(
    `select distinct on (data_key_wrapped_by)
            name as org, data_key as wrapped, data_key_wrapped_by as "wrappedBy"
       from orgs
      order by data_key_wrapped_by, name
      limit 1000`,
  );
  return rows;
}
