import { fileURLToPath } from "node:url";
import { ServiceId } from "@stagepass/contracts";
import { startPostgres } from "@stagepass/local/parts/postgres/postgres";
import { findFreePort } from "@stagepass/local/parts/processes/free-port";
import { openSecrets, type Secrets } from "@stagepass/local/secrets";
import { serviceEnvironment, withUser } from "@stagepass/local/service-environment";
import { natsServerConfig, provisionDatabase } from "@stagepass/runtime";
import { callApi } from "../call-api.ts";
import type { Ends } from "../ends.ts";
import { type Program, startProgram } from "../processes/program.ts";
import { openDataDir } from "./data-dir.ts";
import { startNats } from "./start-nats.ts";
import type { ProcessSettings, System } from "./system.ts";

/** The services, each in a process of its own, and what can be read from outside of what they hold. */
export interface SystemApart extends System {
  readonly urls: Readonly<Record<ServiceId, string>>;
  /** The URL of a subscriber. */
  readonly natsUrl: string;
  readonly natsMonitorUrl: string;
}

/** Starts each service in a process of its own, as in production, and the stand-in for AWS in another. */
export async function startServicesApart(ends: Ends, settings: ProcessSettings): Promise<SystemApart> {
  const dataDir = await openDataDir(ends);
  const secrets = await openSecrets(dataDir);
  const start = (name: string, main: string, env: Record<string, string | undefined>, isReady: RegExp) =>
    startProcess(ends, settings, { name, main, env, isReady });
  const monitor = `127.0.0.1:${await findFreePort()}`;
  const natsConfig = `${natsServerConfig(secrets.natsPasswords)}\nhttp: "${monitor}"\n`;
  const nats = await startNats(ends, dataDir, natsConfig);
  const postgres = await startPostgres({
    dataDir,
    superuserPassword: secrets.postgresPassword,
    onProgress: () => {},
  });
  ends.add(postgres.stop);
  await provisionDatabase(postgres.url, secrets.databasePasswords);
  const aws = await start("aws-stand-in", "apps/aws-stand-in", { AWS_STAND_IN_PORT: "0" }, /https?:\S+/);

  const options = { port: 0, legacyPort: 0, dataDir, fresh: false, aws: false };
  const urls = { postgres: postgres.url, nats: nats.url, aws: urlIn(aws.line) };
  const env = { ...serviceEnvironment(options, secrets, urls, process.env), LOG_FILE: undefined };
  const services = await Promise.all(
    ServiceId.options.map((name) => start(name, `services/${name}`, env, /"msg":"started"/)),
  );
  const urlOf = (name: ServiceId) => urlIn(services.find((service) => service.name === name)?.line ?? "");
  const serviceUrls = ServiceId.options.map((name) => [name, urlOf(name)] as const);
  return {
    name: "apart",
    urls: Object.fromEntries(serviceUrls) as SystemApart["urls"], // fromEntries forgets the keys
    natsUrl: withUser(nats.url, "subscriber", secrets.natsPasswords.subscriber),
    natsMonitorUrl: `http://${monitor}`,
    members: [...services, aws, { name: "nats", pid: nats.pid }, { name: "postgres", pid: postgres.pid }],
    profilesUrl: urlOf("profiles"),
    resolverUrl: urlOf("resolver"),
    legacyUrl: urlOf("legacy"),
    ...(await makeOrg(urlOf("profiles"), secrets)),
    postgresUrl: new URL("/stagepass", postgres.url).href,
  };
}

interface Launch {
  readonly name: string;
  readonly main: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isReady: RegExp;
}

async function startProcess(
  ends: Ends,
  settings: ProcessSettings,
  { name, main, env, isReady }: Launch,
): Promise<Program & { readonly name: string }> {
  const file = fileURLToPath(new URL(`../../../${main}/dist/main.js`, import.meta.url));
  const args = [...settings.nodeOptions(name), file];
  const ownEnv = { ...env, ...settings.env };
  return { ...(await startProgram(ends, args, (line) => isReady.test(line), ownEnv)), name };
}

function urlIn(line: string): string {
  const [url] = /https?:\/\/[^\s"]+/.exec(line) ?? [];
  if (url === undefined) throw new Error(`There is no URL in: ${line}`);
  return url;
}

async function makeOrg(url: string, { operatorKey }: Secrets) {
  const org = "acmecorp";
  const { adminKey = "" } = await callApi(url, operatorKey, "POST /v1/orgs", { name: org });
  const deployer = { role: "deployer", name: "bench" };
  const { key = "" } = await callApi(url, adminKey, `POST /v1/orgs/${org}/access-keys`, deployer);
  return { org, adminKey, deployKey: key };
}
