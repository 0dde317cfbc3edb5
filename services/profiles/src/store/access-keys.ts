import { KeyRole, type KeyScope } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { AccessKey, AccessKeyToAdd } from "../domain/access-keys/access-key.ts";
import type { WorkingKey } from "../domain/access-keys/authenticate.ts";
import { type ScopeColumns, scopeColumns, scopeOf } from "./key-scope.ts";

const WorkingKeyRow = z.object({
  id: z.string(),
  org: z.string(),
  role: KeyRole,
  ...scopeColumns,
  useIsStale: z.boolean(),
});
const AccessKeyRow = z.object({
  id: z.string(),
  name: z.string(),
  role: KeyRole,
  ...scopeColumns,
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
});
const Revoked = AccessKeyRow.pick({ name: true, role: true });

const columns = `id, name, role, apps, stages, services, profiles, created_at as "createdAt", expires_at as "expiresAt",
                 last_used_at as "lastUsedAt"`;

/** Finds the key with this digest, unless it was revoked or has expired. */
export async function findWorkingKey(db: Queryable, digest: string): Promise<WorkingKey | undefined> {
  const rows = await db.query(
    WorkingKeyRow,
    `select id, org, role, apps, stages, services, profiles,
            coalesce(last_used_at < now() - interval '1 minute', true) as "useIsStale"
       from access_keys
      where digest = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
    [digest],
  );
  return rows.map(withScope)[0];
}

/**
 * Records that a key is used now, unless a use within the last minute was recorded already, here or by another
 * replica.
 */
export async function recordUse(db: Queryable, id: string): Promise<void> {
  await db.execute(
    `update access_keys set last_used_at = now()
      where id = $1 and coalesce(last_used_at < now() - interval '1 minute', true)`,
    [id],
  );
}

/** Stores a new access key, of which only the digest is known here. */
export async function addAccessKey(db: Queryable, key: AccessKeyToAdd): Promise<AccessKey> {
  const { id, org, name, role, digest, scope, by, expiresAt } = key;
  const { stages, services, profiles } = scope;
  // A release that knows no lists of services and profiles compares the names of apps, and so finds that the key covers none.
  const apps = scope.apps ?? (services === undefined && profiles === undefined ? undefined : ["*"]);
  // The fields are in the order of the columns.
  const stored = {
    id,
    org,
    name,
    role,
    digest,
    apps,
    stages,
    services,
    profiles,
    by,
    expiresAt,
  } satisfies Record<Exclude<keyof AccessKeyToAdd, "scope"> | keyof KeyScope, unknown>;
  const rows = await db.query(
    AccessKeyRow,
    `insert into access_keys (id, org, name, role, digest, apps, stages, services, profiles, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     returning ${columns}`,
    Object.values(stored),
  );
  const [added] = rows.map(withScope);
  if (added === undefined) throw new Error(`The access key ${id} was not stored.`);
  return added;
}

/** Finds a key by its id, unless it was revoked. */
export async function findAccessKey(db: Queryable, org: string, id: string): Promise<AccessKey | undefined> {
  const rows = await db.query(
    AccessKeyRow,
    `select ${columns} from access_keys where org = $1 and id = $2 and revoked_at is null`,
    [org, id],
  );
  return rows.map(withScope)[0];
}

/** Revokes a key. Returns undefined when no key with this id works. */
export async function revokeAccessKey(
  db: Queryable,
  org: string,
  id: string,
): Promise<Pick<AccessKey, "name" | "role"> | undefined> {
  const [revoked] = await db.query(
    Revoked,
    `update access_keys set revoked_at = now()
      where org = $1 and id = $2 and revoked_at is null
      returning name, role`,
    [org, id],
  );
  return revoked;
}

/** Lists keys by name and then id, after the one with the given id, which may have been revoked since. */
export async function listAccessKeys(
  db: Queryable,
  { org, afterId }: { readonly org: string; readonly afterId: string | undefined },
  limit: number,
): Promise<AccessKey[]> {
  const rows = await db.query(
    AccessKeyRow,
    `select ${columns}
       from access_keys
      where org = $1 and revoked_at is null
        and ($2::text is null or (name, id) > (select name, id from access_keys where org = $1 and id = $2))
      order by name, id
      limit $3`,
    [org, afterId, limit],
  );
  return rows.map(withScope);
}

function withScope<T extends ScopeColumns>({ apps, stages, services, profiles, ...key }: T) {
  return { ...key, scope: scopeOf({ apps, stages, services, profiles }) };
}
