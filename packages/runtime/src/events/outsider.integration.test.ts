import {
  deadLetterStream,
  eventStream,
  events,
  eventsApiPrefix,
  eventsJetStream,
  inboxPrefix,
  maxLetterBytes,
  ownerOf,
  requests,
  ServiceId,
} from "@stagepass/contracts";
import { AckPolicy, type ConsumerConfig, type NatsConnection } from "nats";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type PrivateBus, startPrivateBus } from "../../../../test/support/bus/private-bus.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { type BusConnection, openBus } from "../bus/bus.ts";
import { connectNats } from "../bus/connect-nats.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createLog } from "../process/log.ts";
import { ensureStreams } from "./event-stream.ts";

// The server itself sends the messages of consumers and the answers to requests, to a subject that the client chose, and
// permissions do not bind it. In these tests, an outsider with the password of `subscriber` tries that with every subject.

const log = createLog({ level: "silent" });
const streams = [eventStream.name, deadLetterStream.name];
const apis = ["$JS.API", eventsApiPrefix];
/** What an outsider could want to reach: requests, events, the streams, and the inboxes and endpoints of services. */
const targets = [
  ...requests.map(({ subject }) => subject),
  ...events.map(({ subject }) => subject),
  ...apis.flatMap((api) =>
    streams.flatMap((name) =>
      ["DELETE", "PURGE", "UPDATE", "CREATE"].map((verb) => `${api}.STREAM.${verb}.${name}`),
    ),
  ),
  ...["PING", "INFO", "STATS"].map((verb) => `$SRV.${verb}`),
  ...ServiceId.options.map((name) => `${inboxPrefix(name)}.stolen`),
];
/** The ways in which a consumer can deliver. Services subscribe in a queue group. */
const deliveries: readonly Partial<ConsumerConfig>[] = [
  {},
  { headers_only: true },
  { deliver_group: "profiles" },
  { ack_policy: AckPolicy.None },
];
const letter = JSON.stringify({ caller: { role: "admin", keyId: "k", org: "acmecorp", scope: {} } });

interface Scene {
  readonly services: readonly BusConnection[];
  /** A user that may do everything in the account of the streams. */
  readonly administrator: NatsConnection;
  /** The URL of a user. */
  readonly urlFor: PrivateBus["urlFor"];
  /** The requests that a service handled. */
  readonly handled: string[];
  stop(): Promise<void>;
}

/** Starts every service with handlers for all its requests, and the streams with one message each. */
async function setScene(accounts: boolean): Promise<Scene> {
  const bus = await startPrivateBus({ accounts });
  const handled: string[] = [];
  const administrator = await connectNats("subscriber", bus.urlFor("root"));
  await ensureStreams(await administrator.jetstreamManager(), log);
  const services = await Promise.all(ServiceId.options.map((name) => openService(name, bus, handled)));
  await administrator.jetstream().publish("profiles.v1.profile.updated", letter);
  await administrator.jetstream().publish("dead-letter.mine", letter);
  const stop = async () => {
    await administrator.close();
    await Promise.all(services.map((service) => service.drain()));
    await bus.stop();
  };
  return { services, administrator, urlFor: bus.urlFor, handled, stop };
}

async function openService(name: ServiceId, bus: PrivateBus, handled: string[]): Promise<BusConnection> {
  const url = bus.urlFor(name);
  const service = await openBus({ name, url, version: "0.0.0", log, metrics: createMetrics() });
  for (const contract of requests.filter((request) => ownerOf(request) === name)) {
    service.handle(contract, () => {
      handled.push(contract.subject);
      throw new Error("An outsider was heard.");
    });
  }
  await service.connection.flush();
  return service;
}

/** The streams and what they hold, as their administrator sees it. */
async function facts({ administrator }: Scene) {
  const manager = await administrator.jetstreamManager();
  const found = [];
  for await (const { created, config, state } of manager.streams.list()) {
    found.push({ created, config, messages: state.messages, last: state.last_seq });
  }
  return found;
}

/**
 * Makes the server send to a subject in every way that is open to a user who may create consumers. Errors are expected.
 * Returns how many messages push consumers have delivered to the subject.
 */
async function makeServerSend(outsider: NatsConnection, apiPrefix: string, target: string): Promise<number> {
  const manager = await outsider.jetstreamManager({ apiPrefix, checkAPI: false });
  const made: [stream: string, name: string][] = [];
  for (const stream of streams) {
    for (const [index, delivery] of deliveries.entries()) {
      const name = `push-${index}`;
      const config = { name, deliver_subject: target, ack_policy: AckPolicy.Explicit, ...delivery };
      await manager.consumers.add(stream, config).then(
        () => made.push([stream, name]),
        () => undefined,
      );
    }
    await manager.consumers.add(stream, { durable_name: "pull", ack_policy: AckPolicy.Explicit });
    made.push([stream, "pull"]);
    // The server sends the answers to these to their reply subject, without a check of permissions.
    outsider.publish(`${apiPrefix}.CONSUMER.MSG.NEXT.${stream}.pull`, "", { reply: target });
    outsider.publish(`${apiPrefix}.STREAM.INFO.${stream}`, "", { reply: target });
    outsider.publish(`${apiPrefix}.CONSUMER.INFO.${stream}.pull`, "", { reply: target });
  }
  await outsider.flush();
  let pushed = 0;
  for (const [stream, name] of made) {
    const { config, delivered } = await manager.consumers.info(stream, name);
    if (config.deliver_subject !== undefined) pushed += delivered.consumer_seq;
  }
  for (const [stream, name] of made) await manager.consumers.delete(stream, name);
  return pushed;
}

/** Tries to copy a stream to a subject, to fill one from another account, and to send requests directly. */
async function ask(outsider: NatsConnection, target: string): Promise<void> {
  const changes = [
    { name: eventStream.name, subjects: eventStream.subjects, republish: { src: ">", dest: target } },
    { name: "COPY", mirror: { name: eventStream.name } },
    { name: "COPY", sources: [{ name: eventStream.name, external: { api: "$JS.API", deliver: target } }] },
    { name: "COPY", subjects: [target] },
  ];
  for (const api of apis) {
    for (const change of changes) {
      for (const verb of ["CREATE", "UPDATE"]) {
        const subject = `${api}.STREAM.${verb}.${change.name}`;
        outsider.publish(subject, JSON.stringify(change), { reply: "_INBOX.mine" });
      }
    }
  }
  for (const reply of [`${inboxPrefix("resolver")}.stolen`, "_INBOX.mine"]) {
    outsider.publish(target, letter, { reply });
  }
  await outsider.flush();
}

/** Waits until the services have received everything that was sent to them. */
async function whenHeard({ services }: Scene): Promise<void> {
  await Promise.all(services.map(({ connection }) => connection.flush()));
}

describe("somebody who may follow events", () => {
  let scene: Scene;
  let outsider: NatsConnection;
  beforeAll(async () => {
    scene = await setScene(true);
    outsider = await connectNats("subscriber", scene.urlFor("subscriber"));
  });
  afterAll(async () => {
    await outsider.close();
    await scene.stop();
  });

  test("a subscriber's consumer does send messages where it may, so that the attempts below are real", async () => {
    const heard: string[] = [];
    outsider.subscribe("_INBOX.mine", { callback: (_, { subject }) => heard.push(subject) });
    await makeServerSend(outsider, eventsApiPrefix, "_INBOX.mine");
    await eventually(
      async () => (heard.length >= 6 ? true : undefined),
      "both streams and all answers arrive",
    );
  });

  test.each(targets)("a subscriber reaches no service by %s, and changes no stream", async (target) => {
    const before = await facts(scene);
    const heard: string[] = [];
    const inServices = await connectNats("resolver", scene.urlFor("services-root"));
    onTestFinished(() => inServices.close());
    inServices.subscribe(target, { callback: (_, { subject }) => heard.push(subject) });
    await inServices.flush();
    expect(await makeServerSend(outsider, eventsApiPrefix, target)).toBe(0);
    await ask(outsider, target);
    await whenHeard(scene);
    await inServices.flush();
    expect({ handled: scene.handled, heard }).toEqual({ handled: [], heard: [] });
    expect(await facts(scene)).toEqual(before);
  });
});

test("a durable that fills its share of dead letters leaves room for those of others", async () => {
  const scene = await setScene(true);
  onTestFinished(scene.stop);
  const outsider = await connectNats("subscriber", scene.urlFor("subscriber"));
  onTestFinished(() => outsider.close());
  const stream = outsider.jetstream(eventsJetStream);
  const largest = "x".repeat(maxLetterBytes - 100); // the subject counts too
  const flood = async () => {
    for (let letters = 0; letters < 2_000; letters++) await stream.publish("dead-letter.flooding", largest);
  };
  await expect(flood()).rejects.toMatchObject({
    api_error: { description: "maximum messages per subject exceeded" },
  });
  await stream.publish("dead-letter.other", largest);
});

test("the administrator of the streams can delete the dead letters of a durable, but cannot publish events", async () => {
  const scene = await setScene(true);
  onTestFinished(scene.stop);
  const administrator = await connectNats("administrator", scene.urlFor("administrator"));
  onTestFinished(() => administrator.close());
  const manager = await administrator.jetstreamManager();
  await scene.administrator.jetstream().publish("dead-letter.other", letter);
  await manager.streams.purge(deadLetterStream.name, { filter: "dead-letter.mine" });
  expect((await facts(scene)).map(({ config, messages }) => [config.name, messages])).toEqual(
    expect.arrayContaining([
      [deadLetterStream.name, 1],
      [eventStream.name, 1],
    ]),
  );
  const announced = administrator.jetstream({ timeout: 500 }).publish("profiles.v1.profile.updated", letter);
  await expect(announced).rejects.toThrow(/permissions|timeout|503/i);
  expect((await facts(scene)).map(({ messages }) => messages)).toEqual([1, 1]);
});

// The work of the server for some requests grows with the square of their size.
test("a subscriber cannot send a message that is larger than a dead letter may be", async () => {
  const scene = await setScene(true);
  onTestFinished(scene.stop);
  const outsider = await connectNats("subscriber", scene.urlFor("subscriber"));
  onTestFinished(() => outsider.close());
  // The server tells the client the limit after it has authenticated the user.
  await eventually(
    async () => outsider.info?.max_payload === maxLetterBytes || undefined,
    "the limit is told",
  );
  expect(() => outsider.publish("dead-letter.large", "x".repeat(maxLetterBytes + 1))).toThrow("MAX_PAYLOAD");
});

// The second protection alone, which is the reply subject: all users are in one account, and the outsider may do anything.
describe("what the server sends to a request's subject", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(false);
  });
  afterAll(() => scene.stop());

  test.each(requests)("the request $subject arrives and is not answered", async ({ subject }) => {
    const arrived: (string | undefined)[] = [];
    const subscription = scene.administrator.subscribe(subject, {
      callback: (_, { reply }) => arrived.push(reply),
    });
    await makeServerSend(scene.administrator, "$JS.API", subject);
    await eventually(async () => (arrived.length > 0 ? true : undefined), "the server sends something");
    subscription.unsubscribe();
    await whenHeard(scene);
    expect(scene.handled).toEqual([]);
  });
});
