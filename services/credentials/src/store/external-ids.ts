import { randomBytes } from "node:crypto";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";

const ExternalId = z.object({ id: z.string() });

/**
 * Returns the external ID of an organization for a role. It is created at the first call and never changes. It has 256
 * random bits, in characters that AWS allows:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export async function getExternalId(db: Queryable, org: string, roleArn: string): Promise<string> {
  const known = await findExternalId(db, org, roleArn);
  if (known !== undefined) return known;
  await db.execute(
    `insert into external_ids (org, role_arn, external_id)
     values ($1, $2, $3)
     on conflict (org, role_arn) do nothing`,
    [org, roleArn, `stagepass-${randomBytes(32).toString("base64url")}`],
  );
  // It is read again, because when two create one at the same time, only the first counts.
  const made = await findExternalId(db, org, roleArn);
  if (made === undefined) throw new Error(`No external ID was stored for ${org} and ${roleArn}.`);
  return made;
}

async function findExternalId(db: Queryable, org: string, roleArn: string): Promise<string | undefined> {
  const [row] = await db.query(
    ExternalId,
    "select external_id as id from external_ids where org = $1 and role_arn = $2 limit 1",
    [org, roleArn],
  );
  return row?.id;
}
