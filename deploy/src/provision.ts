import { rename, writeFile } from "node:fs/promises";
import { type Environment, provisionDatabase } from "@stagepass/runtime";
import { caddyfile } from "./caddyfile.ts";
import { natsConfigFile } from "./nats-config-file.ts";
import { readProvisionConfig } from "./provision-config.ts";
import { publicDefaultsWarning } from "./public-defaults.ts";

/** Where the NATS server and the edge read their configuration from, each in a volume. */
const natsConfigPath = "/volumes/nats-config/nats.conf";
const caddyfilePath = "/volumes/edge-config/Caddyfile";

/**
 * Makes what the other containers need from the contracts of this image: the users and permissions of NATS, the routes of
 * the edge, and a role and a schema of Postgres for each service that stores something. It can be repeated. Returns a
 * warning when secrets are public. Throws `ConfigError` with all violations.
 */
export async function provision(env: Environment): Promise<string | undefined> {
  const config = readProvisionConfig(env);
  await provisionDatabase(config.superuserUrl, config.databasePasswords).catch(explainPassword);
  await replaceFile(natsConfigPath, natsConfigFile(config.natsPasswords));
  await replaceFile(caddyfilePath, caddyfile());
  return config.publicDefaults.length === 0 ? undefined : publicDefaultsWarning(config.publicDefaults);
}

/** Replaces a file at once, so that a container that starts meanwhile never reads a part of it. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

function explainPassword(error: unknown): never {
  const wrongPassword = error instanceof Error && "code" in error && error.code === "28P01";
  if (!wrongPassword) throw error;
  throw new Error(
    "Postgres refuses POSTGRES_PASSWORD. It keeps the password with which its volume was made: put that one back, " +
      'or change it in Postgres first (docs/compose.md, "Changing a secret").',
    { cause: error },
  );
}
