import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { StaticKeysName } from "../../domain/planning/open.ts";

const KeysRow = z.object({
  providerId: z.string(),
  accessKeyId: z.string(),
  sealed: z.instanceof(Uint8Array),
});

/** Reads the static keys that a provider has at a revision, as a ciphertext. They are undefined when it was changed. */
export async function readStaticKeys(db: Queryable, { org, provider, revision }: StaticKeysName) {
  const [row] = await db.query(
    KeysRow,
    `select id::text as "providerId", access_key_id as "accessKeyId", sealed_secret as sealed
       from providers
      where org = $1 and name = $2 and revision = $3 and sealed_secret is not null`,
    [org, provider, revision],
  );
  return row;
}
