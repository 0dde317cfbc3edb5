import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { natsUsers } from "@stagepass/contracts";
import { storingServices } from "@stagepass/runtime";
import { z } from "zod";
import { ifPresent } from "./parts/common/if-present.ts";
import { writePrivateFile } from "./private-file.ts";

/**
 * Makes the schema of a password for each name. A missing one, which an earlier version of Stagepass did not need, is
 * created.
 */
const passwordsOf = <N extends string>(names: readonly N[]) =>
  z.record(z.enum(names), z.string().default(password));

const Secrets = z.object({
  /** The password of the Postgres superuser, and of each service's role. */
  postgresPassword: z.string(),
  databasePasswords: passwordsOf(storingServices),
  natsPasswords: passwordsOf(natsUsers),
  /** The keyring in the format of `STAGEPASS_KEYRING`. */
  keyring: z.string(),
  operatorKey: z.string(),
  /** Keys of the example organization. The database holds only their digests. */
  adminKey: z.string().optional(),
  deployKey: z.string().optional(),
  /** Whether the example organization was filled. It is filled only once, so that nobody's changes are undone. */
  seeded: z.boolean().default(false),
});
export type Secrets = z.infer<typeof Secrets>;

/**
 * Opens the local stack's keys and passwords. They are created at the first start, and completed when a new service
 * needs more.
 */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const path = pathOf(dataDir);
  const text = await ifPresent(readFile(path, "utf8"));
  if (text === undefined) {
    const secrets = makeSecrets();
    await saveSecrets(dataDir, secrets);
    return secrets;
  }
  const kept = readSecrets(path, text);
  await saveSecrets(dataDir, kept);
  return kept;
}

function readSecrets(path: string, text: string): Secrets {
  try {
    return Secrets.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${path} is damaged. Restore it, or begin anew with --fresh, which deletes all local data.`,
      { cause },
    );
  }
}

export async function saveSecrets(dataDir: string, secrets: Secrets): Promise<void> {
  await writePrivateFile(pathOf(dataDir), `${JSON.stringify(secrets, null, 2)}\n`);
}

function makeSecrets(): Secrets {
  return Secrets.parse({
    postgresPassword: password(),
    ...{ databasePasswords: {}, natsPasswords: {} },
    keyring: `local:${randomBytes(32).toString("base64")}`,
    operatorKey: `sp_${randomBytes(32).toString("base64url")}`,
  });
}

function password(): string {
  return randomBytes(24).toString("base64url");
}

function pathOf(dataDir: string): string {
  return join(dataDir, "secrets.json");
}
