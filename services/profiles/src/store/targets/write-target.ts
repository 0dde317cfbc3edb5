import type { Queryable } from "@stagepass/runtime";
import type { NextTargetParameter, Target } from "../../domain/targets/target.ts";
import type { TargetToWrite } from "../../domain/targets/write-target.ts";
import { findTargetById } from "./find-target.ts";

/**
 * Stores everything of a service or an instance whose row is locked, under a new content id. Values that it does not keep
 * are deleted.
 */
export async function writeTarget(
  db: Queryable,
  { id, revision, isRemoved, content }: TargetToWrite,
): Promise<Target> {
  const { provider, parameters } = content;
  await writeParameters(db, id, parameters);
  await db.execute(
    `update targets
        set revision = $2, removed_at = case when $3 then coalesce(removed_at, now()) end, description = $4,
            provider = $5, no_provider = $6, inherits = $7, required_parameters = $8,
            content_id = nextval('target_contents'), updated_at = now()
      where id = $1`,
    [
      id,
      revision,
      isRemoved,
      content.description,
      typeof provider === "string" ? provider : null,
      typeof provider === "object" && provider !== null,
      content.inherits,
      content.requiredParameters,
    ],
  );
  const written = await findTargetById(db, id);
  if (written === undefined) throw new Error(`The row ${id} was written without being there.`);
  return written;
}

/** Deletes the parameters that are not kept, moves those that are, and adds the new ones. */
async function writeParameters(
  db: Queryable,
  id: string,
  parameters: readonly NextTargetParameter[],
): Promise<void> {
  const rows = parameters.map((parameter, index) => ({ position: index + 1, ...rowOf(parameter) }));
  const kept = rows.filter(({ valueId }) => valueId !== null);
  await db.execute("delete from target_parameters where target_id = $1 and id <> all($2::bigint[])", [
    id,
    kept.map(({ valueId }) => valueId),
  ]);
  if (kept.length > 0) {
    await db.execute(
      `update target_parameters p
          set position = kept.position, sensitive = kept.sensitive
         from unnest($2::bigint[], $3::integer[], $4::boolean[]) as kept (id, position, sensitive)
        where p.target_id = $1 and p.id = kept.id
          and (p.position, p.sensitive) is distinct from (kept.position, kept.sensitive)`,
      [
        id,
        kept.map(({ valueId }) => valueId),
        kept.map(({ position }) => position),
        kept.map(({ sensitive }) => sensitive),
      ],
    );
  }
  const fresh = rows.filter(({ valueId }) => valueId === null);
  if (fresh.length === 0) return;
  await db.execute(
    `insert into target_parameters (target_id, position, key, sensitive, is_none, sealed, secret_reference)
     select $1, fresh.position, fresh.key, fresh.sensitive, fresh.is_none, fresh.sealed, fresh.reference
       from unnest($2::integer[], $3::text[], $4::boolean[], $5::boolean[], $6::bytea[], $7::jsonb[])
              as fresh (position, key, sensitive, is_none, sealed, reference)`,
    [
      id,
      fresh.map(({ position }) => position),
      fresh.map(({ key }) => key),
      fresh.map(({ sensitive }) => sensitive),
      fresh.map(({ isNone }) => isNone),
      fresh.map(({ sealed }) => sealed),
      fresh.map(({ reference }) => reference),
    ],
  );
}

/** The columns of a parameter. A kept one has the id of its row, and a new one what is to be stored. */
function rowOf(parameter: NextTargetParameter) {
  const { key } = parameter;
  const nothing = { valueId: null, sealed: null, reference: null };
  if ("isNone" in parameter) {
    return { ...nothing, key, sensitive: false, isNone: true, valueId: parameter.stored?.valueId ?? null };
  }
  const { sensitive, value } = parameter;
  const shared = { ...nothing, key, sensitive, isNone: false };
  if ("valueId" in value) return { ...shared, valueId: value.valueId };
  return value.kind === "sealed"
    ? { ...shared, sealed: value.sealed }
    : { ...shared, reference: JSON.stringify(value.reference) };
}
