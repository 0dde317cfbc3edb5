import { rm } from "node:fs/promises";
import { join } from "node:path";
import { natsServerConfig, provisionDatabase } from "@stagepass/runtime";
import { type AwsStandIn, startAwsStandIn } from "../../../apps/aws-stand-in/src/server.ts";
import { openCacheDirectory } from "../../../apps/local/src/parts/common/cache-directory.ts";
import { findNatsServer } from "../../../apps/local/src/parts/nats/find-nats-server.ts";
import { startNatsServer } from "../../../apps/local/src/parts/nats/nats-server.ts";
import { startPostgres } from "../../../apps/local/src/parts/postgres/postgres.ts";
import { openSecrets, type Secrets } from "../../../apps/local/src/secrets.ts";
import { makeDataDir } from "./stack.ts";

/** A server that can be stopped and started again with its data. Its port changes with each start. */
export interface Part {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
  /** Kills it without warning, as a power cut would. */
  kill(): void;
  start(): Promise<void>;
}

/** The parts that the services run on: a database with their schemas, NATS with their users, and a stand-in for AWS. */
export interface Parts {
  readonly dataDir: string;
  readonly secrets: Secrets;
  readonly postgres: Part;
  readonly nats: Part;
  readonly aws: AwsStandIn;
  /** Deletes the streams of NATS while it is stopped. */
  loseNatsStore(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the parts in a data directory of their own. */
export async function startParts(): Promise<Parts> {
  const home = await makeDataDir();
  const { dataDir } = home;
  const { env } = process;
  const onProgress = () => {};
  const secrets = await openSecrets(dataDir);
  const cacheDir = await openCacheDirectory(env, dataDir);
  const binary = await findNatsServer({ env, cacheDir, onProgress, allowDownloadFromRelease: false });
  const config = natsServerConfig(secrets.natsPasswords);
  const [postgres, nats, aws] = await Promise.all([
    startPart(() => startPostgres({ dataDir, superuserPassword: secrets.postgresPassword, onProgress })),
    startPart(() => startNatsServer({ binary, dataDir, config, onProgress })),
    startAwsStandIn(),
  ]);
  await provisionDatabase(postgres.url, secrets.databasePasswords);
  return {
    dataDir,
    secrets,
    postgres,
    nats,
    aws,
    loseNatsStore: () => rm(join(dataDir, "nats", "store"), { recursive: true }),
    stop: async () => {
      await aws.close();
      await nats.stop();
      await postgres.stop();
      await home.remove();
    },
  };
}

interface Launched {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

async function startPart(launch: () => Promise<Launched>): Promise<Part> {
  let running = await launch();
  return {
    get url() {
      return running.url;
    },
    get port() {
      return running.port;
    },
    stop: () => running.stop(),
    kill: () => void process.kill(running.pid, "SIGKILL"),
    start: async () => {
      running = await launch();
    },
  };
}
