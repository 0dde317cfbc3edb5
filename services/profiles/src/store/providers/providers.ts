import { ProviderRole } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ListedAfter } from "../../domain/common/listed-after.ts";
import type { Provider, ProviderToWrite } from "../../domain/providers/provider.ts";
import type { ClaimedProvider } from "../../domain/providers/save-provider.ts";

/** Keeps fields of a later release, as all stored JSON does: a save by this one must not lose them. */
const StoredProviderRole = ProviderRole.loose();
const ProviderRow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  accessRole: StoredProviderRole.nullable(),
  accessKeyId: z.string().nullable(),
  setAt: z.date().nullable(),
  isDefault: z.boolean(),
  apps: z.array(z.string()).nullable(),
  revision: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
} satisfies Record<Exclude<keyof Provider, "staticKeys"> | "accessKeyId" | "setAt", z.ZodType>);
const SealedRow = z.object({ sealed: z.instanceof(Uint8Array) });
const NameRow = z.object({ name: z.string() });
const HolderRow = z.object({ name: z.string(), total: z.int() });

const columns = `id::text, name, description, access_role as "accessRole", access_key_id as "accessKeyId",
  secret_set_at as "setAt", is_default as "isDefault", revision, created_at as "createdAt", updated_at as "updatedAt",
  case when is_limited then array(
    select app from provider_apps where provider_apps.org = providers.org and provider = providers.name order by app
  ) end as apps`;

/** Locks a provider's row, and creates it first when there is none. `current` is undefined when it created the row. */
export async function claimProvider(db: Queryable, org: string, provider: string): Promise<ClaimedProvider> {
  // Another transaction may be inserting the row. An update that changes nothing waits for it and locks the row.
  const rows = await db.query(
    ProviderRow,
    `insert into providers (org, name, description, revision) values ($1, $2, '', 0)
     on conflict (org, name) do update set revision = providers.revision
     returning ${columns}`,
    [org, provider],
  );
  const claimed = onlyOf(rows, org, provider);
  return { id: claimed.id, current: claimed.revision > 0 ? claimed : undefined };
}

/** Finds a provider and locks its row until the transaction ends. */
export async function lockProvider(
  db: Queryable,
  org: string,
  provider: string,
): Promise<Provider | undefined> {
  return readProvider(db, org, provider, "for update");
}

/** Finds a provider by its name. */
export async function findProvider(
  db: Queryable,
  org: string,
  provider: string,
): Promise<Provider | undefined> {
  return readProvider(db, org, provider, "");
}

/** Keeps a provider as it is until the transaction ends. Returns undefined when it does not exist. */
export async function holdProvider(
  db: Queryable,
  org: string,
  provider: string,
): Promise<Provider | undefined> {
  return readProvider(db, org, provider, "for share");
}

async function readProvider(
  db: Queryable,
  org: string,
  provider: string,
  lock: "" | "for share" | "for update",
): Promise<Provider | undefined> {
  const rows = await db.query(
    ProviderRow,
    `select ${columns} from providers where org = $1 and name = $2 ${lock}`,
    [org, provider],
  );
  return rows.map(toProvider)[0];
}

/** Finds the name of an organization's default provider. */
export async function findDefaultProvider(db: Queryable, org: string): Promise<string | undefined> {
  const rows = await db.query(NameRow, "select name from providers where org = $1 and is_default", [org]);
  return rows[0]?.name;
}

/** Reads the sealed secret of a provider's static keys. */
export async function readSealedKeys(
  db: Queryable,
  org: string,
  provider: string,
): Promise<Uint8Array | undefined> {
  const rows = await db.query(
    SealedRow,
    `select sealed_secret as sealed from providers
      where org = $1 and name = $2 and sealed_secret is not null`,
    [org, provider],
  );
  return rows[0]?.sealed;
}

/** Stores a provider whose row is locked, with the apps that it is limited to. */
export async function writeProvider(
  db: Queryable,
  org: string,
  provider: ProviderToWrite,
): Promise<Provider> {
  await writeProviders(db, org, [provider]);
  const written = await findProvider(db, org, provider.name);
  if (written === undefined)
    throw new Error(`The provider ${org}/${provider.name} was written without its row.`);
  return written;
}

/** Stores providers whose rows are locked, with the apps that they are limited to. */
export async function writeProviders(
  db: Queryable,
  org: string,
  providers: readonly ProviderToWrite[],
): Promise<void> {
  const names = providers.map(({ name }) => name);
  await db.execute("delete from provider_apps where org = $1 and provider = any($2)", [org, names]);
  const limits = providers.flatMap(({ name, apps }) => (apps ?? []).map((app) => [name, app] as const));
  await db.execute(
    `insert into provider_apps (org, provider, app)
     select $1, named.provider, named.app from unnest($2::text[], $3::text[]) as named (provider, app)`,
    [org, limits.map(([name]) => name), limits.map(([, app]) => app)],
  );
  // There is one default at any time, so that the former one has to go before another one can come.
  await db.execute(
    "update providers set is_default = false where org = $1 and name = any($2) and is_default",
    [org, names],
  );
  const rows = providers.map(({ name, description, accessRole, staticKeys, isDefault, apps, revision }) => ({
    ...{ name, description, accessRole, isDefault, revision },
    accessKeyId: staticKeys?.accessKeyId ?? null,
    sealed: staticKeys?.sealed === undefined ? null : Buffer.from(staticKeys.sealed).toString("hex"),
    isLimited: apps !== null,
  }));
  await db.execute(
    `update providers p
        set description = written.description, access_role = nullif(written."accessRole", 'null'),
            access_key_id = written."accessKeyId",
            sealed_secret = case when written."accessKeyId" is not null
                              then coalesce(decode(written.sealed, 'hex'), p.sealed_secret) end,
            secret_set_at = case when written."accessKeyId" is not null
                              then case when written.sealed is null then p.secret_set_at else now() end end,
            is_default = written."isDefault", is_limited = written."isLimited", revision = written.revision,
            updated_at = now()
       from jsonb_to_recordset($2::jsonb) as written
              (name text, description text, "accessRole" jsonb, "accessKeyId" text, sealed text, "isDefault" boolean,
               "isLimited" boolean, revision integer)
      where p.org = $1 and p.name = written.name`,
    [org, JSON.stringify(rows)],
  );
}

/** Makes the default provider no default. Returns its revision since. */
export async function unsetDefaultProvider(db: Queryable, org: string, provider: string): Promise<number> {
  const [row] = await db.query(
    z.object({ revision: z.int() }),
    `update providers set is_default = false, revision = revision + 1, updated_at = now()
      where org = $1 and name = $2
      returning revision`,
    [org, provider],
  );
  if (row === undefined) throw new Error(`The default provider ${org}/${provider} is not there.`);
  return row.revision;
}

/** Deletes a provider, and the secret of its static keys with it. */
export async function deleteProvider(db: Queryable, org: string, provider: string): Promise<void> {
  await deleteProviders(db, org, [provider]);
}

/** Deletes providers, and the secrets of their static keys with them. */
export async function deleteProviders(
  db: Queryable,
  org: string,
  providers: readonly string[],
): Promise<void> {
  await db.execute("delete from providers where org = $1 and name = any($2)", [org, providers]);
}

/** Lists the providers after a name, by name. */
export async function listProviders(
  db: Queryable,
  { org, after, search = "" }: ListedAfter,
  limit: number,
): Promise<Provider[]> {
  const rows = await db.query(
    ProviderRow,
    `select ${columns} from providers where org = $1 and name > $2 and strpos(name, $3) > 0 order by name limit $4`,
    [org, after, search, limit],
  );
  return rows.map(toProvider);
}

/** Lists all providers of an organization by name, also those that a transaction has made and not yet filled. */
export async function listAllProviders(db: Queryable, org: string, limit: number): Promise<Provider[]> {
  const rows = await db.query(
    ProviderRow,
    `select ${columns} from providers where org = $1 order by name limit $2`,
    [org, limit],
  );
  return rows.map(toProvider);
}

/** Lists the first of an organization's providers that have static keys, by name, and counts all of them. */
export async function listKeyHolders(
  db: Queryable,
  org: string,
  limit: number,
): Promise<{ names: string[]; total: number }> {
  const rows = await db.query(
    HolderRow,
    `select name, count(*) over ()::integer as total from providers
      where org = $1 and access_key_id is not null
      order by name limit $2`,
    [org, limit],
  );
  return { names: rows.map(({ name }) => name), total: rows[0]?.total ?? 0 };
}

function onlyOf(rows: readonly z.infer<typeof ProviderRow>[], org: string, provider: string): Provider {
  const [row] = rows;
  if (row === undefined) throw new Error(`The provider ${org}/${provider} was written without its row.`);
  return toProvider(row);
}

function toProvider({ accessKeyId, setAt, ...row }: z.infer<typeof ProviderRow>): Provider {
  return { ...row, staticKeys: accessKeyId !== null && setAt !== null ? { accessKeyId, setAt } : null };
}
