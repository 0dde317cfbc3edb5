import { rename, writeFile } from "node:fs/promises";
import { type Environment, provisionDatabase } from "@stagepass/runtime";
import { caddyfile } from "./caddyfile.ts";
import { natsConfigFile } from "./nats-config-file.ts";
import { readProvisionConfig } from "./provision-config.ts";
import { publicDefaultsWarning } from "./public-defaults.ts";

/** The volumes that the NATS server and the edge read their configuration from. */
const natsConfigPath = "/volumes/nats-config/nats.conf";
const caddyfilePath = "/volumes/edge-config/Caddyfile";

/**
 * Makes what the other containers need, from the contracts that this image was built with: NATS's users and
 * permissions, the edge's routes, a role and a schema of Postgres for each service. Safe to repeat. Answers a warning
 * when secrets are public. Throws `ConfigError` with all mistakes.
 */
export async function provision(env: Environment): Promise<string | undefined> {
  const config = readProvisionConfig(env);
  await provisionDatabase(config.superuserUrl, config.databasePasswords).catch(explainPassword);
  await replaceFile(natsConfigPath, natsConfigFile(config.natsPasswords));
  await replaceFile(caddyfilePath, caddyfile());
  return config.publicDefaults.length === 0 ? undefined : publicDefaultsWarning(config.publicDefaults);
}

/** Never half a file, even when this is killed: whoever reads it may start at any time. */
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
