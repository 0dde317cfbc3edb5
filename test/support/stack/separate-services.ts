import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ServiceId } from "@stagepass/contracts";
import { serviceEnvironment } from "../../../apps/local/src/service-environment.ts";
import { type Parts, startParts } from "./parts.ts";
import { root } from "./stack.ts";

/** One service in a process of its own, as a container would run it. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Each service in a process of its own, on separate parts. */
export interface SeparateServices {
  readonly operatorKey: string;
  readonly awsEndpoint: string;
  urlOf(name: ServiceId): string;
  signal(name: ServiceId, signal: NodeJS.Signals): void;
  /** Starts a service again after its end, and waits until it is ready. */
  restart(name: ServiceId): Promise<void>;
  /** Waits until a service's process has ended, and returns its exit code. */
  ended(name: ServiceId): Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts the parts, and each service from its build. */
export async function startSeparately(): Promise<SeparateServices> {
  const parts = await startParts();
  const env = environmentOn(parts);

  const processes = new Map<ServiceId, ServiceProcess>();
  const begin = async (name: ServiceId) => void processes.set(name, await startService(name, env));
  const get = (name: ServiceId): ServiceProcess => {
    const found = processes.get(name);
    if (found === undefined) throw new Error(`${name} was not started`);
    return found;
  };
  await Promise.all(ServiceId.options.map(begin));

  return {
    operatorKey: parts.secrets.operatorKey,
    awsEndpoint: parts.aws.url,
    urlOf: (name) => get(name).url,
    signal: (name, signal) => void get(name).child.kill(signal),
    restart: begin,
    ended: async (name) => {
      const { child } = get(name);
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      return child.exitCode;
    },
    stop: async () => {
      for (const { child } of processes.values()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill("SIGCONT");
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      await parts.stop();
    },
  };
}

/** Makes the environment that connects services to the parts, or to proxies before them. */
export function environmentOn(
  { dataDir, secrets, postgres, nats, aws }: Parts,
  ports: { readonly postgres: number; readonly nats: number } = { postgres: postgres.port, nats: nats.port },
): Record<string, string | undefined> {
  const postgresUrl = new URL(postgres.url);
  postgresUrl.port = String(ports.postgres);
  const urls = { postgres: postgresUrl.href, nats: `127.0.0.1:${ports.nats}`, aws: aws.url };
  const options = { port: 0, legacyPort: 0, dataDir, fresh: false, aws: false };
  return { ...serviceEnvironment(options, secrets, urls, {}), LOG_FILE: undefined };
}

/** Starts a service's `main.js`, and reads from its log where it listens. */
export async function startService(
  name: ServiceId,
  env: Record<string, string | undefined>,
): Promise<ServiceProcess> {
  const child = spawnService(name, env);
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url } = JSON.parse(line);
    if (msg !== "started") continue;
    child.stdout.resume();
    return { child, url };
  }
  throw new Error(`${name} ended before it was ready`);
}

/** Runs a service's build with just this environment. */
export function spawnService(name: ServiceId, env: Record<string, string | undefined>) {
  const main = join(root, `services/${name}/dist/main.js`);
  return spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
}
