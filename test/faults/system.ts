import { once } from "node:events";
import { ServiceId } from "@stagepass/contracts";
import { withUser } from "../../apps/local/src/service-environment.ts";
import { startTcpProxy, type TcpProxy } from "../support/servers/tcp-proxy.ts";
import { type Part, startParts } from "../support/stack/parts.ts";
import { environmentOn, type ServiceProcess, startService } from "../support/stack/separate-services.ts";
import { AssumeRoleLog } from "./assume-role-log.ts";

/** A process of a service, with its own proxies to NATS and to Postgres. */
export interface Replica {
  readonly name: ServiceId;
  /** The URL, which changes with each start. */
  readonly url: string;
  readonly bus: TcpProxy;
  readonly database: TcpProxy;
  signal(signal: NodeJS.Signals): void;
  /** Kills the process, and waits until it has ended. */
  kill(): Promise<void>;
  /** Starts the process again after its end. */
  start(): Promise<void>;
  /** Stops the process gracefully, and waits until it has ended. */
  stop(): Promise<void>;
}

/** A running system, each part of which can be made to fail. */
export interface System {
  readonly nats: Part;
  readonly postgres: Part;
  readonly awsEndpoint: string;
  readonly assumeRoleLog: AssumeRoleLog;
  readonly operatorKey: string;
  /** The URLs for reading without the proxies: NATS as the subscriber, Postgres as the superuser. */
  readonly natsUrl: string;
  readonly postgresUrl: string;
  readonly replicas: readonly Replica[];
  /** Returns the replicas of a service, in the order of their first start. */
  replicasOf(name: ServiceId): readonly [Replica, ...Replica[]];
  addReplica(name: ServiceId): Promise<Replica>;
  /** Deletes the streams of NATS while it is stopped. */
  loseNatsStore(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the parts, and one process of each service. */
export async function startSystem(): Promise<System> {
  const parts = await startParts();
  const replicas: Replica[] = [];
  const addReplica = async (name: ServiceId): Promise<Replica> => {
    const bus = await startTcpProxy(() => parts.nats.port);
    const database = await startTcpProxy(() => parts.postgres.port);
    const env = environmentOn(parts, { nats: bus.port, postgres: database.port });
    const replica = await startReplica(name, env, { bus, database });
    replicas.push(replica);
    return replica;
  };
  await Promise.all(ServiceId.options.map(addReplica));
  const assumeRoleLog = new AssumeRoleLog(parts.aws.url);

  return {
    nats: parts.nats,
    postgres: parts.postgres,
    awsEndpoint: parts.aws.url,
    assumeRoleLog,
    operatorKey: parts.secrets.operatorKey,
    get natsUrl() {
      return withUser(parts.nats.url, "subscriber", parts.secrets.natsPasswords.subscriber);
    },
    get postgresUrl() {
      return withUser(parts.postgres.url, "postgres", parts.secrets.postgresPassword, "/stagepass");
    },
    replicas,
    replicasOf: (name) => {
      const [first, ...others] = replicas.filter((replica) => replica.name === name);
      if (first === undefined) throw new Error(`No ${name} was started.`);
      return [first, ...others];
    },
    addReplica,
    loseNatsStore: () => parts.loseNatsStore(),
    stop: async () => {
      await assumeRoleLog.stop();
      await Promise.all(replicas.map((replica) => replica.stop()));
      await Promise.all(replicas.flatMap(({ bus, database }) => [bus.close(), database.close()]));
      await parts.stop();
    },
  };
}

async function startReplica(
  name: ServiceId,
  env: Record<string, string | undefined>,
  ways: { readonly bus: TcpProxy; readonly database: TcpProxy },
): Promise<Replica> {
  let running: ServiceProcess = await startService(name, env);
  const end = async (signal: NodeJS.Signals) => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    child.kill("SIGCONT");
    await exit;
  };
  return {
    name,
    ...ways,
    get url() {
      return running.url;
    },
    signal: (signal) => void running.child.kill(signal),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    start: async () => {
      running = await startService(name, env);
    },
  };
}
