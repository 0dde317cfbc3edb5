import { None } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ClaimedTarget } from "../../domain/targets/lock-target.ts";
import type { Target, TargetName, TargetParameter, TargetRow } from "../../domain/targets/target.ts";
import { storedContentOf } from "../columns/stored-content.ts";
import { StoredReference } from "../columns/stored-json.ts";

export const rowFields = {
  id: z.string(),
  service: z.string(),
  stage: z.string().nullable(),
  region: z.string().nullable(),
  description: z.string(),
  provider: z.union([z.string(), None]).nullable(),
  inherits: z.boolean(),
  revision: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
  removedAt: z.date().nullable(),
} satisfies Record<keyof TargetRow, z.ZodType>;

const ParameterRow = z.object({
  key: z.string(),
  sensitive: z.boolean(),
  isNone: z.boolean(),
  valueId: z.string(),
  setAt: z.string(),
  reference: StoredReference.nullable(),
  sealed: z.boolean(),
});

const FullRow = z.object({
  ...rowFields,
  requiredParameters: z.array(z.string()),
  parameters: z.array(ParameterRow),
} satisfies Record<keyof Target, z.ZodType>);

/** SQL for the provider that a row is linked to, for none at all, or for null. */
export const providerLink = (row: string) =>
  `case when ${row}.no_provider then '{"none": true}'::jsonb else to_jsonb(${row}.provider) end`;

/** SQL for the columns of a row `t`, as lists hold it. */
export const rowColumns = `t.id::text, t.service, nullif(t.stage, '') as stage, nullif(t.region, '') as region, t.description,
       ${providerLink("t")} as provider, t.inherits, t.revision,
       t.created_at as "createdAt", t.updated_at as "updatedAt", t.removed_at as "removedAt"`;

const columns = `${rowColumns}, t.required_parameters as "requiredParameters",
       array(
         select jsonb_build_object(
                  'key', p.key, 'sensitive', p.sensitive, 'isNone', p.is_none, 'valueId', p.id::text,
                  'setAt', p.set_at, 'reference', p.secret_reference, 'sealed', p.sealed is not null)
           from target_parameters p
          where p.target_id = t.id
          order by p.position
       ) as parameters`;

/** SQL that finds the row of a name. A service has neither stage nor region. */
export const ofName = "org = $1 and app = $2 and service = $3 and stage = $4 and region = $5";

/** The values of a name, in the order of `ofName`. */
export function valuesOf({ org, app, service, stage = "", region = "" }: TargetName): string[] {
  return [org, app, service, stage, region];
}

/** Finds a service or an instance, also a removed one. */
export async function findTarget(db: Queryable, name: TargetName): Promise<Target | undefined> {
  return findRow(db, `${ofName} and revision > 0`, valuesOf(name));
}

/** Finds a service or an instance by the id of its row. */
export async function findTargetById(db: Queryable, id: string): Promise<Target | undefined> {
  return findRow(db, "id = $1", [id]);
}

/** Lists all services and instances of an organization, also removed ones and those that are not yet filled. */
export async function listAllTargets(
  db: Queryable,
  org: string,
  limit: number,
): Promise<(Target & { readonly app: string })[]> {
  const rows = await db.query(
    FullRow.extend({ app: z.string() }),
    `select t.app, ${columns} from targets t where t.org = $1 order by t.app, t.service, t.stage, t.region limit $2`,
    [org, limit],
  );
  return rows.map(({ app, ...row }) => ({ ...toTarget(row), app }));
}

async function findRow(db: Queryable, where: string, values: string[]): Promise<Target | undefined> {
  const [row] = await findRows(db, where, values);
  return row;
}

/** Finds rows `t` with all that is set on them. */
export async function findRows(db: Queryable, where: string, values: readonly unknown[]): Promise<Target[]> {
  const rows = await db.query(FullRow, `select ${columns} from targets t where ${where}`, values);
  return rows.map(toTarget);
}

/** Finds a service or an instance, and locks its row until the transaction ends. */
export async function lockTarget(db: Queryable, name: TargetName): Promise<Target | undefined> {
  // Its parameters are read by a statement of their own: one that waits for the lock would not see what was changed.
  const found = await db.execute(`select 1 from targets where ${ofName} for update`, valuesOf(name));
  return found === 0 ? undefined : findTarget(db, name);
}

/** Locks the row of a service or an instance, and creates it first when there is none. */
export async function claimTarget(db: Queryable, name: TargetName): Promise<ClaimedTarget> {
  // Another transaction may be inserting the row. An update that changes nothing waits for it and locks the row.
  const [row] = await db.query(
    z.object({ id: z.string() }),
    `insert into targets (org, app, service, stage, region) values ($1, $2, $3, $4, $5)
     on conflict (org, app, service, stage, region) do update set revision = targets.revision
     returning id::text`,
    valuesOf(name),
  );
  if (row === undefined) throw new Error(`A row of ${name.org}/${name.app} was neither found nor made.`);
  return { id: row.id, current: await findTarget(db, name) };
}

function toTarget({ parameters, ...row }: z.infer<typeof FullRow>): Target {
  return { ...row, parameters: parameters.map(toParameter) };
}

function toParameter(row: z.infer<typeof ParameterRow>): TargetParameter {
  const { key, sensitive, isNone, valueId, reference, sealed } = row;
  const setAt = new Date(row.setAt);
  if (isNone) return { key, isNone, valueId, setAt };
  return { key, sensitive, valueId, setAt, content: storedContentOf(reference, sealed) };
}
