import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { findFreePort } from "../../apps/local/src/parts/processes/free-port.ts";
import { type Api, apiAt } from "../support/stack/api.ts";
import { type LocalFile, makeDataDir, type Stack, startStack } from "../support/stack/stack.ts";
import { controlStandIn, type StandInControl } from "../support/stack/stand-in.ts";
import { type AwsCall, type AwsLookAlike, ambientCredentials, startAwsLookAlike } from "./aws/look-alike.ts";
import { installedClients } from "./installed-clients.ts";
import type { ClientVersion } from "./published-clients.ts";
import { type Outcome, type Route, runClient } from "./run-client.ts";
import { prepareShop } from "./shop.ts";

/** The preload that redirects a client to Stagepass, as any user would load it. */
const toStagepass = fileURLToPath(
  new URL("../../examples/existing-clients/to-stagepass.cjs", import.meta.url),
);

/** The folder of the service to deploy, as a person would have it. */
export interface ServiceFolder {
  readonly path: string;
  /** Replaces a text in its serverless.yml by another. */
  change(text: string, by: string): Promise<void>;
}

/** A local stack with the shop's profiles, a look-alike of AWS, and the clients that call both. */
export interface ClientsAtWork {
  readonly facts: LocalFile;
  /** The origin at which existing clients are answered. */
  readonly legacyUrl: string;
  readonly standIn: StandInControl;
  as(key: string): Api;
  /** Returns the calls to AWS since the last call of this function. */
  takeAwsCalls(): readonly AwsCall[];
  makeService(): Promise<ServiceFolder>;
  /** Runs a client in a service's folder, with the deployer's key and the routes to this stack. */
  run(version: ClientVersion, service: ServiceFolder, command: string, how?: How): Promise<Outcome>;
}

/** The options of a run. */
interface How {
  /** An access key instead of the deployer's. */
  readonly key?: string;
  /** Whether nothing is loaded into the client, so that it connects to its usual hosts. */
  readonly unaided?: boolean;
  /** Whether the example's preload is loaded, even into a client that does not need it. */
  readonly isLed?: boolean;
}

/** Starts everything before the tests of a file, and stops it after them. */
export function useClients(): ClientsAtWork {
  let started: Started | undefined;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started?.stop());
  const running = () => {
    if (started === undefined) throw new Error("The stack is there for tests and hooks, not before them.");
    return started;
  };
  return {
    get facts() {
      return running().stack.facts;
    },
    get legacyUrl() {
      return running().legacyUrl;
    },
    get standIn() {
      return controlStandIn(running().stack.facts.awsEndpoint);
    },
    as: (key) => apiAt(running().stack.facts.url, key),
    takeAwsCalls: () => running().aws.takeCalls(),
    makeService: () => copyFixture(running().home),
    run: (version, service, command, how) => runIn(running(), service, { version, command, ...how }),
  };
}

interface Started {
  readonly stack: Stack;
  readonly legacyUrl: string;
  readonly aws: AwsLookAlike;
  /** The folder into which the clients write. */
  readonly home: string;
  stop(): Promise<void>;
}

async function start(): Promise<Started> {
  const data = await makeDataDir();
  const home = await mkdtemp(join(await realpath(tmpdir()), "stagepass-clients-"));
  const stack = await startStack(data.dataDir, ["--legacy-port", String(await findFreePort())]);
  const aws = await startAwsLookAlike(join(data.dataDir, "aws.json"));
  const stop = async () => {
    await aws.close();
    await stack.stop();
    await data.remove();
    await rm(home, { recursive: true });
  };
  const { url, adminKey, awsEndpoint, legacyUrl } = stack.facts;
  if (legacyUrl === null) throw new Error(`Another program took the port:\n${stack.printed}`);
  await prepareShop(apiAt(url, adminKey), controlStandIn(awsEndpoint));
  return { stack, aws, home, legacyUrl: new URL(legacyUrl).origin, stop };
}

async function runIn(
  { stack, aws, home, legacyUrl }: Started,
  { path }: ServiceFolder,
  {
    version,
    command,
    key,
    unaided = false,
    isLed = false,
  }: { version: ClientVersion; command: string } & How,
): Promise<Outcome> {
  const client = installedClients[version];
  if (client === undefined)
    throw new Error(`serverless@${version} is not installed: its tests are to be skipped.`);
  return runClient(client, command.split(" "), {
    cwd: path,
    home,
    env: {
      SERVERLESS_ACCESS_KEY: key ?? stack.facts.deployKey,
      // A person who deploys may have such keys, and the client must not use them for what Stagepass does not allow.
      AWS_ACCESS_KEY_ID: ambientCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ambientCredentials.secretAccessKey,
      // Only this era's library can use a local server. The others call the vendor's hosts.
      ...(version === "1.83.3" ? { SERVERLESS_PLATFORM_STAGE: "local" } : {}),
      STAGEPASS_URL: legacyUrl,
    },
    routes: unaided ? undefined : routesTo(legacyUrl, aws.url),
    preloads: version === "1.83.3" && !isLed ? [] : [toStagepass],
  });
}

function routesTo(legacyUrl: string, awsUrl: string): Route[] {
  return [
    // The port is fixed in the client, and another stack may use it.
    { from: "localhost:3011", to: legacyUrl },
    { from: "*.amazonaws.com", to: awsUrl },
  ];
}

async function copyFixture(home: string): Promise<ServiceFolder> {
  const path = await mkdtemp(join(home, "service-"));
  await cp(new URL("./fixture/", import.meta.url), path, { recursive: true });
  const file = join(path, "serverless.yml");
  const change = async (text: string, by: string) => {
    const before = await readFile(file, "utf8");
    if (!before.includes(text)) throw new Error(`${file} does not hold ${text}.`);
    await writeFile(file, before.replaceAll(text, by));
  };
  return { path, change };
}
