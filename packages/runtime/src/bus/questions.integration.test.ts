import { Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Evaluation, evaluate, inboxPrefix, issueCredentials } from "@stagepass/contracts";
import { connect, type Msg, type NatsConnection } from "nats";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { z } from "zod";
import { type PrivateBus, startPrivateBus } from "../../../../test/support/bus/private-bus.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { makeTarget } from "../../../../test/support/target.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { deadlineIn, runInContext } from "../process/context.ts";
import { createLog } from "../process/log.ts";
import { type BusConnection, openBus } from "./bus.ts";
import { connectNats } from "./connect-nats.ts";
import { WrittenHeaders } from "./headers.ts";
import { Outgoing } from "./outgoing.ts";
import { Questions } from "./questions.ts";

const target = makeTarget();
const question: z.input<typeof evaluate.input> = { safeguards: [], purpose: "deploy", input: { target } };
const yes: Evaluation = { verdict: "allowed", results: [], blockedBy: [] };
const no: Evaluation = { verdict: "blocked", results: [], blockedBy: [] };
const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-00`;
const none = new WrittenHeaders([]);
let bus: PrivateBus;

beforeAll(async () => {
  bus = await startPrivateBus();
});

afterAll(() => bus.stop());

async function open(name: "resolver" | "safeguards"): Promise<BusConnection> {
  const facts = { version: "0.0.0", log: createLog({ level: "silent" }), metrics: createMetrics() };
  const opened = await openBus({ name, url: bus.urlFor(name), ...facts });
  onTestFinished(() => opened.drain());
  return opened;
}

/** Opens a connection for requests without a contract. */
async function openQuestions(): Promise<{ questions: Questions; connection: NatsConnection }> {
  const connection = await connectNats("resolver", bus.urlFor("resolver"));
  onTestFinished(() => connection.close());
  const questions = new Questions(connection, new Outgoing(connection), inboxPrefix("resolver"));
  return { questions, connection };
}

/** Listens instead of the safeguards service. It only answers what the test answers. */
async function listen(take: (message: Msg) => void): Promise<NatsConnection> {
  const connection = await connectNats("safeguards", bus.urlFor("safeguards"));
  onTestFinished(() => connection.close());
  connection.subscribe(evaluate.subject, { callback: (_error, message) => take(message) });
  await connection.flush();
  return connection;
}

const within = <T>(timeoutMs: number, work: () => Promise<T>) =>
  runInContext({ requestId: "req_12345678", traceparent, deadline: deadlineIn(timeoutMs) }, work);

test("a late reply is dropped, and no other request receives it", async () => {
  const asked: Msg[] = [];
  const safeguards = await listen((message) => void asked.push(message));
  const resolver = await open("resolver");
  await expect(within(100, () => resolver.call(evaluate, question))).rejects.toMatchObject({
    facts: { detail: "The safeguards service did not answer in time. Try again shortly." },
  });
  const second = resolver.call(evaluate, question);
  await eventually(async () => asked[1], "the second question arrives");
  asked[0]?.respond(JSON.stringify(no));
  await safeguards.flush();
  await resolver.connection.flush();
  asked[1]?.respond(JSON.stringify(yes));
  expect(await second).toEqual(yes);
});

test("only the first reply to a request counts", async () => {
  const { questions, connection } = await openQuestions();
  // Permissions let a service answer once, so that the administrator of the accounts sends the second answer.
  const { host } = new URL(bus.urlFor("services-root"));
  const root = await connect({ servers: host, user: "services-root", pass: "services-root" });
  onTestFinished(() => root.close());
  root.subscribe(evaluate.subject, {
    callback: (_error, message) => {
      message.respond("first");
      message.respond("second");
    },
  });
  await root.flush();
  const ask = () => questions.ask(evaluate.subject, Buffer.from("{}"), { headers: none, timeoutMs: 60_000 });
  const replies = await Promise.all([ask(), ask()]);
  await connection.flush();
  expect(replies.map((reply) => reply.string())).toEqual(["first", "first"]);
});

test("the requests of one turn of the event loop are sent in one write", async () => {
  const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
  safeguards.handle(evaluate, () => yes);
  await safeguards.connection.flush();
  await resolver.call(evaluate, question);
  const write = vi.spyOn(Socket.prototype, "write");
  onTestFinished(() => write.mockRestore());
  // Each request is made some microtasks after the one before, like those of handlers that run at the same time.
  const answers = Array.from({ length: 20 }, async (_, index) => {
    for (let step = 0; step < index; step++) await undefined;
    return resolver.call(evaluate, question);
  });
  expect(await Promise.all(answers)).toEqual(answers.map(() => yes));
  const asking = write.mock.calls.filter(([bytes]) =>
    Buffer.from(bytes).includes(`HPUB ${evaluate.subject}`),
  );
  expect(asking).toHaveLength(1);
});

test("a request that a service is not permitted to send is unavailable at once", async () => {
  const safeguards = await open("safeguards");
  // The server denies it. After a timeout, the message would be "did not answer in time".
  await expect(
    safeguards.call(issueCredentials, { accessRole: null } as never), // the input is never parsed
  ).rejects.toMatchObject({ facts: { part: "credentials", detail: expect.stringContaining("reached") } });
});

describe("when the server goes away", () => {
  const unreachable = {
    code: "unavailable",
    facts: { part: "safeguards", detail: "The safeguards service cannot be reached. Try again shortly." },
  };

  test("a request that was sent before the server went away fails at once, and so does one that is made meanwhile", async () => {
    let asked = 0;
    await listen(() => {
      asked += 1;
    });
    const resolver = await open("resolver");
    const failed = expect(resolver.call(evaluate, question)).rejects.toMatchObject(unreachable);
    await eventually(async () => asked || undefined, "the question arrives");
    await bus.restart(async () => {
      await failed;
      await expect(resolver.call(evaluate, question)).rejects.toMatchObject(unreachable);
    });
  });

  test("when the server comes back, the subscriptions of both ends are restored", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    safeguards.handle(evaluate, () => yes);
    await safeguards.connection.flush();
    expect(await resolver.call(evaluate, question)).toEqual(yes);
    await bus.restart();
    const again = () => resolver.call(evaluate, question).catch(() => undefined);
    expect(await eventually(again, "the service is asked and answers")).toEqual(yes);
  });

  test("an answer that a handler gives while the server is away is dropped, and the service continues", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    const held: ((evaluation: Evaluation) => void)[] = [];
    safeguards.handle(evaluate, () => new Promise<Evaluation>((resolve) => held.push(resolve)));
    await safeguards.connection.flush();
    const failed = expect(resolver.call(evaluate, question)).rejects.toMatchObject(unreachable);
    await eventually(async () => held[0], "the question arrives");
    await bus.restart(async () => {
      await failed;
      held.pop()?.(no);
    });
    const again = eventually(
      () => resolver.call(evaluate, question).catch(() => undefined),
      "the service is asked and answers",
    );
    (await eventually(async () => held.pop(), "it is asked again"))(yes);
    expect(await again).toEqual(yes);
  });
});

test("ten thousand requests without an answer leave no memory and no timer behind", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void; // it exists because of the flag
  await listen(() => {});
  const { questions } = await openQuestions();
  const timeouts = vi.spyOn(globalThis, "setTimeout");
  const intervals = vi.spyOn(globalThis, "setInterval");
  const ended = vi.spyOn(globalThis, "clearInterval");
  onTestFinished(() => void vi.restoreAllMocks());
  const bodies: WeakRef<Uint8Array>[] = [];
  const ask = () => {
    const body = Buffer.from("{}");
    bodies.push(new WeakRef(body));
    return questions.ask(evaluate.subject, body, { headers: none, timeoutMs: 500 });
  };
  const asked = Array.from({ length: 10_000 }, ask);
  expect(timeouts).not.toHaveBeenCalled();
  expect(intervals).toHaveBeenCalledTimes(1);
  const outcomes = await Promise.allSettled(asked.splice(0));
  expect(new Set(outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason.code))).toEqual(
    new Set(["TIMEOUT"]),
  );
  outcomes.length = 0;
  expect(ended).toHaveBeenCalledWith(intervals.mock.results[0]?.value);
  const areGone = async () => {
    collectGarbage();
    return bodies.every((body) => body.deref() === undefined) || undefined;
  };
  await eventually(areGone, "no question is held any more");
});
