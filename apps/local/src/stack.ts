import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type AwsStandIn, startAwsStandIn } from "@stagepass/aws-stand-in";
import { credentials } from "@stagepass/credentials";
import { site } from "@stagepass/dashboard";
import { legacy } from "@stagepass/legacy";
import { profiles } from "@stagepass/profiles";
import { resolver } from "@stagepass/resolver";
import {
  type Environment,
  natsServerConfig,
  patienceOf,
  provisionDatabase,
  type Supervision,
  start,
} from "@stagepass/runtime";
import { safeguards } from "@stagepass/safeguards";
import { type LocalFacts, removeLocalFile, writeLocalFile } from "./local-file.ts";
import type { Options } from "./options.ts";
import { openCacheDirectory } from "./parts/common/cache-directory.ts";
import { announceWhenSlow, type OnProgress } from "./parts/common/progress.ts";
import { findNatsServer } from "./parts/nats/find-nats-server.ts";
import { type NatsServer, startNatsServer } from "./parts/nats/nats-server.ts";
import { type PostgresServer, startPostgres } from "./parts/postgres/postgres.ts";
import { claimDataDirectory } from "./parts/processes/data-directory-claim.ts";
import { removeParts } from "./parts/remove-parts.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import { exampleOrg, seedExample } from "./seed.ts";
import { serveExistingClients } from "./serve-existing-clients.ts";
import { logFileIn, serviceEnvironment, withUser } from "./service-environment.ts";

interface World {
  readonly env: Environment;
  readonly supervision: Supervision;
  readonly onProgress: OnProgress;
}

/** A local stack that is ready. */
export interface Stack {
  readonly options: Options;
  readonly facts: LocalFacts;
  /** Whether another program uses the port for existing clients. */
  readonly legacyPortTaken: boolean;
}

/** Starts the parts and all services, and fills the example organization at the first start. */
export async function startStack(options: Options, world: World): Promise<Stack> {
  const { dataDir } = options;
  const { stopping, onStop } = world.supervision;
  const { onProgress } = world;
  onStop(await claimDataDirectory(dataDir));
  await removeLocalFile(dataDir);
  if (options.fresh) await removeData(dataDir);

  const secrets = await openSecrets(dataDir);
  const { postgres, nats, aws } = await startParts(options, secrets, world);
  stopping.throwIfAborted();
  const provisioned = provisionDatabase(postgres.url, secrets.databasePasswords);
  await announceWhenSlow(onProgress, "Preparing the database", provisioned);
  const urls = { postgres: postgres.url, nats: nats.url, aws: aws?.url };
  const env = serviceEnvironment(options, secrets, urls, world.env);
  const services = [profiles, resolver, credentials, safeguards];
  const patience = patienceOf({
    stopping,
    onWaiting: (what, seconds) => onProgress(`Waiting for ${what} (${seconds} s)`),
  });
  const starting = start(services, { ...env, HTTP_SITE: existsSync(site) ? site : undefined }, patience);
  const running = await announceWhenSlow(onProgress, "Starting the services", starting);
  onStop(running.close);
  const { legacyPort } = options;
  const forClients =
    legacyPort === 0 ? undefined : await serveExistingClients(legacy, env, legacyPort, patience);
  if (forClients !== undefined) onStop(forClients.close);
  stopping.throwIfAborted();

  const keys = await seedExample({ url: running.url, awsEndpoint: aws?.url, dataDir, secrets, patience });
  const facts: LocalFacts = {
    url: running.url,
    legacyUrl: forClients?.url ?? null,
    natsUrl: withUser(nats.url, "subscriber", secrets.natsPasswords.subscriber),
    postgresUrl: withUser(
      postgres.url,
      new URL(postgres.url).username,
      secrets.postgresPassword,
      "/stagepass",
    ),
    awsEndpoint: aws?.url ?? null,
    org: exampleOrg,
    operatorKey: secrets.operatorKey,
    ...keys,
  };
  await writeLocalFile(dataDir, facts);
  onStop(() => removeLocalFile(dataDir));
  return { options, facts, legacyPortTaken: legacyPort !== 0 && forClients === undefined };
}

interface Parts {
  readonly postgres: PostgresServer;
  readonly nats: NatsServer;
  readonly aws: AwsStandIn | undefined;
}

async function startParts(
  options: Options,
  secrets: Secrets,
  { env, supervision, onProgress }: World,
): Promise<Parts> {
  const { dataDir } = options;
  // The stand-in comes first: it starts quickly, and fails where it must not run before anything else is created.
  const aws = options.aws
    ? undefined
    : await startAwsStandIn({ stateFile: join(dataDir, "aws.json"), nodeEnv: env["NODE_ENV"] });
  if (aws !== undefined) supervision.onStop(aws.close);
  const [postgres, nats] = await Promise.allSettled([
    startPostgres({ dataDir, superuserPassword: secrets.postgresPassword, onProgress }),
    startNats(dataDir, secrets, env, onProgress),
  ]);
  // The started parts are stopped even when another part did not start. Postgres is stopped last.
  if (postgres.status === "fulfilled") supervision.onStop(postgres.value.stop);
  if (nats.status === "fulfilled") supervision.onStop(nats.value.stop);
  return { postgres: settled(postgres), nats: settled(nats), aws };
}

function settled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

async function startNats(
  dataDir: string,
  secrets: Secrets,
  env: Environment,
  onProgress: OnProgress,
): Promise<NatsServer> {
  const cacheDir = await openCacheDirectory(env, dataDir);
  const binary = await findNatsServer({ env, cacheDir, onProgress, allowDownloadFromRelease: true });
  return startNatsServer({ binary, dataDir, config: natsServerConfig(secrets.natsPasswords), onProgress });
}

async function removeData(dataDir: string): Promise<void> {
  await removeParts(dataDir);
  const files = ["secrets.json", "aws.json"].map((name) => join(dataDir, name));
  for (const file of [...files, logFileIn(dataDir)]) await rm(file, { force: true });
}
