import type { Queryable } from "@stagepass/runtime";
import type { NextTargetParameter, Target } from "../../domain/targets/target.ts";
import type { TargetToWrite } from "../../domain/targets/write-target.ts";
import { findTargetById } from "./find-target.ts";

/**
 * Stores everything of a service or an instance whose row is locked, under a new content id. Values that it does not keep
 * are deleted.
 */
export async function writeTarget(db: Queryable, target: TargetToWrite): Promise<Target> {
  await writeTargets(db, [target]);
  const written = await findTargetById(db, target.id);
  if (written === undefined) throw new Error(`The row ${target.id} was written without being there.`);
  return written;
}

/** Stores everything of some services and instances whose rows are locked, each under a new content id. */
export async function writeTargets(db: Queryable, targets: readonly TargetToWrite[]): Promise<void> {
  await writeParameters(db, targets);
  const rows = targets.map(({ id, revision, isRemoved, content }) => ({
    ...{ id, revision, isRemoved },
    description: content.description,
    provider: typeof content.provider === "string" ? content.provider : null,
    noProvider: typeof content.provider === "object" && content.provider !== null,
    inherits: content.inherits,
    required: content.requiredParameters,
  }));
  await db.execute(
    `update targets t
        set revision = written.revision,
            removed_at = case when written."isRemoved" then coalesce(t.removed_at, now()) end,
            description = written.description, provider = written.provider, no_provider = written."noProvider",
            inherits = written.inherits, required_parameters = written.required,
            content_id = nextval('target_contents'), updated_at = now()
       from jsonb_to_recordset($1::jsonb) as written
              (id bigint, revision integer, "isRemoved" boolean, description text, provider text, "noProvider" boolean,
               inherits boolean, required text[])
      where t.id = written.id`,
    [JSON.stringify(rows)],
  );
}

/** Deletes the parameters that are not kept, moves those that are, and adds the new ones. */
async function writeParameters(db: Queryable, targets: readonly TargetToWrite[]): Promise<void> {
  const rows = targets.flatMap(({ id, content }) =>
    content.parameters.map((parameter, index) => ({ target: id, position: index + 1, ...rowOf(parameter) })),
  );
  const kept = rows.filter(({ valueId }) => valueId !== null);
  await db.execute(
    "delete from target_parameters where target_id = any($1::bigint[]) and id <> all($2::bigint[])",
    [targets.map(({ id }) => id), kept.map(({ valueId }) => valueId)],
  );
  if (kept.length > 0) {
    await db.execute(
      `update target_parameters p
          set position = kept.position, sensitive = kept.sensitive
         from unnest($1::bigint[], $2::bigint[], $3::integer[], $4::boolean[])
                as kept (target, id, position, sensitive)
        where p.target_id = kept.target and p.id = kept.id
          and (p.position, p.sensitive) is distinct from (kept.position, kept.sensitive)`,
      [
        kept.map(({ target }) => target),
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
     select fresh.target, fresh.position, fresh.key, fresh.sensitive, fresh.is_none, fresh.sealed, fresh.reference
       from unnest($1::bigint[], $2::integer[], $3::text[], $4::boolean[], $5::boolean[], $6::bytea[], $7::jsonb[])
              as fresh (target, position, key, sensitive, is_none, sealed, reference)`,
    [
      fresh.map(({ target }) => target),
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
