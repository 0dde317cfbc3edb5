import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { natsUsers } from "@stagepass/contracts";
import { z } from "zod";
import { ifPresent } from "./parts/if-present.ts";
import { writePrivateFile } from "./private-file.ts";

const Secrets = z.object({
  /** The superuser's of Postgres, and that of each service's role. */
  postgresPassword: z.string(),
  databasePasswords: z.object({ profiles: z.string(), resolver: z.string(), credentials: z.string() }),
  natsPasswords: z.record(z.enum(natsUsers), z.string()),
  /** As `STAGEPASS_KEYRING` takes it. */
  keyring: z.string(),
  operatorKey: z.string(),
  /** Keys of the example organization; the database holds their digests alone. */
  adminKey: z.string().optional(),
  deployKey: z.string().optional(),
  /** Whether the example organization was filled, so that nobody's changes of it are undone. */
  seeded: z.boolean().default(false),
});
export type Secrets = z.infer<typeof Secrets>;

/** The local stack's own keys and passwords, made at its first start. */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const path = pathOf(dataDir);
  const text = await ifPresent(readFile(path, "utf8"));
  if (text === undefined) {
    const secrets = makeSecrets();
    await saveSecrets(dataDir, secrets);
    return secrets;
  }
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
  return {
    postgresPassword: password(),
    databasePasswords: { profiles: password(), resolver: password(), credentials: password() },
    natsPasswords: {
      profiles: password(),
      resolver: password(),
      credentials: password(),
      safeguards: password(),
      subscriber: password(),
    },
    keyring: `local:${randomBytes(32).toString("base64")}`,
    operatorKey: `sp_${randomBytes(32).toString("base64url")}`,
    seeded: false,
  };
}

function password(): string {
  return randomBytes(24).toString("base64url");
}

function pathOf(dataDir: string): string {
  return join(dataDir, "secrets.json");
}
