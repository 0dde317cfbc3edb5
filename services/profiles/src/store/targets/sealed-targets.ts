import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { SealedValue } from "../../domain/parameters/read-values.ts";
import type { VersionParameter } from "../../domain/planning/open.ts";
import type { ContentName } from "../../domain/planning/target-standing.ts";
import { StoredReference } from "../columns/stored-json.ts";

const SealedRow = z.object({ id: z.string(), sealed: z.instanceof(Uint8Array) });

/** Reads the ciphertexts of values of services and instances of an organization. Returns them by the ids of their rows. */
export async function readSealedOfTargets(
  db: Queryable,
  org: string,
  valueIds: readonly string[],
): Promise<ReadonlyMap<string, SealedValue>> {
  const rows = await db.query(
    SealedRow,
    `select p.id::text, p.sealed
       from target_parameters p
       join targets t on t.id = p.target_id
      where t.org = $1 and p.id = any($2::bigint[])
      limit $3`,
    [org, valueIds, valueIds.length],
  );
  return new Map(rows.map(({ id, sealed }) => [id, { sealed }]));
}

/** The parameters of a service or an instance that have a value, with their ciphertexts. */
export interface SealedTarget {
  /** What the ciphertexts are bound to. */
  readonly targetId: string;
  /** In their order. Those without a reference have a ciphertext; keys that have no value here are left out. */
  readonly parameters: readonly (VersionParameter & { readonly sealed: Uint8Array | null })[];
}

const ParameterRow = z.object({
  targetId: z.string(),
  key: z.string(),
  sensitive: z.boolean(),
  sealed: z.instanceof(Uint8Array).nullable(),
  reference: StoredReference.nullable(),
});
const OpenedRow = z.union([
  ParameterRow,
  // This is the only row of a service or an instance without values.
  ParameterRow.pick({ targetId: true }).extend({ key: z.null() }),
]);

/** Finds the values that were set, as ciphertexts, or undefined when something else is set by now. */
export async function findTargetParameters(
  db: Queryable,
  { org, contentId }: ContentName,
): Promise<SealedTarget | undefined> {
  const rows = await db.query(
    OpenedRow,
    `select t.id::text as "targetId", p.key, p.sensitive, p.sealed, p.secret_reference as reference
       from targets t
       left join target_parameters p on p.target_id = t.id and not p.is_none
      where t.content_id = $2::bigint and t.org = $1
      order by p.position
      limit 100`,
    [org, contentId],
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  return { targetId: first.targetId, parameters: rows.flatMap((row) => (row.key === null ? [] : [row])) };
}
