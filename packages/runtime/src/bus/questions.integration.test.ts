import { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Evaluation, evaluate, inboxPrefix, issueCredentials, Problem } from "@stagepass/contracts";
import { connect, type Msg, type NatsConnection } from "nats";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { z } from "zod";
import { type PrivateBus, startPrivateBus } from "../../../../test/support/bus/private-bus.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { makeTarget } from "../../../../test/support/target.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { currentContext, deadlineIn, runInContext } from "../process/context.ts";
import { createLog } from "../process/log.ts";
import { type BusConnection, openBus } from "./bus.ts";
import { connectNats } from "./connect-nats.ts";
import { Outgoing } from "./outgoing.ts";
import { readQuestions } from "./parts.ts";
import { Questions } from "./questions.ts";

const target = makeTarget();
const question: z.input<typeof evaluate.input> = { safeguards: [], purpose: "deploy", input: { target } };
const yes: Evaluation = { verdict: "allowed", results: [], blockedBy: [] };
const no: Evaluation = { verdict: "blocked", results: [], blockedBy: [] };
const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-00`;
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

/** Answers a question of a message, the first if it is not said which. */
function respond(message: Msg | undefined, output: unknown, nth = 0): void {
  if (message === undefined) throw new Error("There is no message to answer.");
  message.respond(JSON.stringify([{ id: readQuestions(message)[nth]?.id, output }]));
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
  respond(asked[0], no);
  await safeguards.flush();
  await resolver.connection.flush();
  respond(asked[1], yes);
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
      for (const nth of readQuestions(message).keys()) respond(message, "first", nth);
      for (const nth of readQuestions(message).keys()) respond(message, "second", nth);
    },
  });
  await root.flush();
  const ask = () => questions.ask(evaluate.subject, { input: {} }, 60_000);
  const replies = await Promise.all([ask(), ask()]);
  await connection.flush();
  expect(replies.map(({ output }) => output)).toEqual(["first", "first"]);
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
  const asking = write.mock.calls.filter(([bytes]) => Buffer.from(bytes).includes(`PUB ${evaluate.subject}`));
  expect(asking).toHaveLength(1);
});

describe("requests that share a message", () => {
  test("a request has its own answer, failure and time limit, and none waits for another", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    let release = (_: Evaluation) => {};
    const handlers = [
      () => yes,
      () => Promise.reject(new Problem("invalid", "It is wrong.")),
      () => new Promise<Evaluation>((resolve) => (release = resolve)),
    ];
    let asked = 0;
    safeguards.handle(evaluate, () => handlers[asked++]?.() ?? no);
    await safeguards.connection.flush();
    const publish = vi.spyOn(resolver.connection, "publish");
    const answers = [10_000, 10_000, 300].map((ms) => within(ms, () => resolver.call(evaluate, question)));
    expect(await answers[0]).toEqual(yes);
    await expect(answers[1]).rejects.toMatchObject({ code: "invalid" });
    await expect(answers[2]).rejects.toMatchObject({ code: "unavailable" });
    expect(publish).toHaveBeenCalledTimes(1);
    release(yes);
  });

  test("a request keeps its id and its trace", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    const seen: unknown[] = [];
    safeguards.handle(evaluate, () => {
      const { requestId, traceparent } = currentContext() ?? {};
      seen.push({ requestId, traceparent });
      return yes;
    });
    await safeguards.connection.flush();
    const contexts = ["a", "b"].map((letter) => ({
      requestId: `req_${letter.repeat(8)}`,
      traceparent: `00-${letter.repeat(32)}-${letter.repeat(16)}-00`,
    }));
    const ask = (context: (typeof contexts)[number]) =>
      runInContext({ ...context, deadline: deadlineIn(10_000) }, () => resolver.call(evaluate, question));
    await Promise.all(contexts.map(ask));
    expect(seen).toEqual(contexts);
  });

  test("a request that nobody is there for fails without those of other messages", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    safeguards.handle(evaluate, () => yes);
    await safeguards.connection.flush();
    const unanswered = resolver.call(issueCredentials, {} as never); // nobody is there who parses the input
    const answered = resolver.call(evaluate, question);
    await expect(unanswered).rejects.toMatchObject({ code: "unavailable", facts: { part: "credentials" } });
    expect(await answered).toEqual(yes);
  });

  test("at no time is an answer lost, however many requests share messages and in whatever order they are answered", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    let handled = 0;
    safeguards.handle(evaluate, async () => {
      for (let turns = handled++ % 5; turns > 0; turns--) await turn();
      return yes;
    });
    await safeguards.connection.flush();
    const askInTurn = async () => {
      for (let count = 0; count < 100; count++) expect(await resolver.call(evaluate, question)).toEqual(yes);
    };
    await Promise.all(Array.from({ length: 50 }, askInTurn));
    expect(handled).toBe(5_000);
  });
});

test.each(["{", "{}", '[{"input":{}}]'])(
  "a message %j that no service writes is dropped, and the service continues",
  async (text) => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    safeguards.handle(evaluate, () => yes);
    await safeguards.connection.flush();
    resolver.connection.publish(evaluate.subject, text, { reply: `${inboxPrefix("resolver")}.x` });
    expect(await resolver.call(evaluate, question)).toEqual(yes);
  },
);

test("an answer that no service writes is internal, and names the service", async () => {
  await listen((message) => void message.respond("{"));
  const resolver = await open("resolver");
  await expect(resolver.call(evaluate, question)).rejects.toMatchObject({
    code: "internal",
    facts: { part: "safeguards" },
  });
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
  // A question that is held holds the promise of its answer.
  const promises: WeakRef<Promise<unknown>>[] = [];
  const ask = () => {
    const promise = questions.ask(evaluate.subject, { input: {} }, 500);
    promises.push(new WeakRef(promise));
    return promise;
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
    return promises.every((promise) => promise.deref() === undefined) || undefined;
  };
  await eventually(areGone, "no question is held any more");
});
