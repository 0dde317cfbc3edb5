import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { NewestParameter } from "../../domain/migrating/migration-ports.ts";
import { StoredReference } from "../columns/stored-json.ts";

const Row = z.object({
  profile: z.string(),
  key: z.string(),
  sensitive: z.boolean(),
  sealed: z.instanceof(Uint8Array).nullable(),
  sealedFor: z.string(),
  reference: StoredReference.nullable(),
});

/** Reads the parameters of the newest versions of profiles, in their order, with their ciphertexts. */
export async function readNewestParameters(
  db: Queryable,
  org: string,
  profiles: readonly string[],
): Promise<NewestParameter[]> {
  return db.query(
    Row,
    `select p.name as profile, used.key, used.sensitive, stored.sealed,
            coalesce(stored.sealed_for, stored.profile) as "sealedFor", stored.secret_reference as reference
       from profiles p
       join version_parameters used on used.org = p.org and used.profile = p.key and used.version = p.version
       join profile_values stored on stored.id = used.value_id
      where p.org = $1 and p.live_name = any($2)
      order by p.name, used.position
      limit 1000000`,
    [org, profiles],
  );
}
