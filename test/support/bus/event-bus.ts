import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EventType, eventContracts, inboxPrefix, type NatsUser, natsUsers } from "@stagepass/contracts";
import { createLog } from "@stagepass/runtime";
import { connect, type NatsConnection } from "nats";
import { openCacheDirectory } from "../../../apps/local/src/parts/common/cache-directory.ts";
import { findNatsServer } from "../../../apps/local/src/parts/nats/find-nats-server.ts";
import { findFreePort } from "../../../apps/local/src/parts/processes/free-port.ts";
import { ensureStreams, openStreamManager } from "../../../packages/runtime/src/events/event-stream.ts";
import { eventually } from "../eventually.ts";
import { type TestBusUser, testBusConfig } from "./bus-config.ts";

/** The parts of an event that a test can choose. */
interface Announcement {
  readonly type?: EventType;
  readonly about?: string;
  readonly data?: object;
  readonly time?: Date;
  /** The id by which the stream recognises duplicates. The default is the event's id, as the relay uses it. */
  readonly messageId?: string;
}

const log = createLog({ level: "silent" });

/** A NATS server for one test with Stagepass's users. It can be restarted on its port, and can lose its store. */
export interface EventBus {
  /** Returns the URL for one of its users, whose password is the name. */
  urlFor(user: NatsUser): string;
  connectAs(user: TestBusUser): Promise<NatsConnection>;
  /** Creates the two streams, as the relay of a service does. */
  makeStreams(): Promise<void>;
  /**
   * Publishes an event with this id as its owner does. Its other fields are those of the contract's example by
   * default.
   */
  announce(id: string, announcement?: Announcement): Promise<void>;
  /** Kills the server. */
  kill(): Promise<void>;
  start(): Promise<void>;
  loseStore(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a NATS server, with the streams unless `jetStream` is false. */
export async function startEventBus({ jetStream = true } = {}): Promise<EventBus> {
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), "stagepass-event-bus-"));
  const store = join(dataDir, "store");
  const { env } = process;
  const cacheDir = await openCacheDirectory(env, dataDir);
  const binary = await findNatsServer({
    env,
    cacheDir,
    onProgress: () => {},
    allowDownloadFromRelease: false,
  });
  const port = await findFreePort();
  const config = join(dataDir, "nats.conf");
  const storage = jetStream ? `jetstream { store_dir: ${JSON.stringify(store)} }` : "";
  await writeFile(config, `listen: "127.0.0.1:${port}"\n${storage}\n${testBusConfig()}`);

  const connectAs = (user: TestBusUser) =>
    connect({
      servers: `127.0.0.1:${port}`,
      user,
      pass: user,
      inboxPrefix: isNatsUser(user) ? inboxPrefix(user) : "_INBOX",
      maxReconnectAttempts: -1,
      reconnectTimeWait: 50,
      noAsyncTraces: true,
    });
  const run = () => spawn(binary, ["--config", config], { stdio: "ignore" });
  let server = run();
  const whenUp = () =>
    eventually(() => connectAs("profiles").catch(() => undefined), "the NATS server takes connections");
  const publisher = await whenUp();
  const kill = async () => {
    server.kill("SIGKILL");
    await once(server, "exit");
  };
  const bus: EventBus = {
    urlFor: (user) => `nats://${user}:${user}@127.0.0.1:${port}`,
    connectAs,
    makeStreams: async () => {
      const manager = await openStreamManager(publisher);
      const make = () =>
        ensureStreams(manager, log).then(
          () => true,
          () => undefined,
        );
      await eventually(make, "the streams are made");
    },
    announce: async (
      id,
      { type = "profiles.v1.profile.updated", about = "acmecorp/profiles/prod", ...given } = {},
    ) => {
      const event = {
        ...{ specversion: "1.0", id, source: "/stagepass/profiles", type, subject: about },
        ...{ time: (given.time ?? new Date()).toISOString(), datacontenttype: "application/json" },
        data: { ...eventContracts[type].example, ...given.data },
      };
      const options = { msgID: given.messageId ?? id, timeout: 5_000 };
      // A server may need a moment after its restart.
      const publish = () => publisher.jetstream().publish(type, JSON.stringify(event), options);
      await eventually(() => publish().catch(() => undefined), `${id} is published`);
    },
    kill,
    start: async () => {
      server = run();
      await (await whenUp()).close();
    },
    loseStore: () => rm(store, { recursive: true, force: true }),
    stop: async () => {
      await publisher.close();
      if (server.exitCode === null && server.signalCode === null) await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  if (jetStream) await bus.makeStreams();
  return bus;
}

function isNatsUser(user: TestBusUser): user is NatsUser {
  return natsUsers.some((each) => each === user);
}
