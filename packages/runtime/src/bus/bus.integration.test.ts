import {
  type Evaluation,
  evaluate,
  issueCredentials,
  maxMessageBytes,
  Problem,
  plan,
  type SessionCredentials,
} from "@stagepass/contracts";
import { connect, type Msg, type NatsConnection } from "nats";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { z } from "zod";
import { type PrivateBus, startPrivateBus } from "../../../../test/support/bus/private-bus.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { makeTarget } from "../../../../test/support/target.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { deadlineIn, runInContext } from "../process/context.ts";
import { createLog } from "../process/log.ts";
import { type BusConnection, openBus } from "./bus.ts";
import { readQuestions } from "./parts.ts";

const log = createLog({ level: "silent" });
const target = makeTarget();
const question: z.input<typeof evaluate.input> = { safeguards: [], purpose: "deploy", input: { target } };
const yes: Evaluation = { verdict: "allowed", results: [], blockedBy: [] };
const deployment = "dep_q3Jx0W8cT1e2mN5uYb7Zaw";
let bus: PrivateBus;

beforeAll(async () => {
  bus = await startPrivateBus();
});

afterAll(() => bus.stop());

async function open(name: "profiles" | "resolver" | "credentials" | "safeguards"): Promise<BusConnection> {
  const opened = await openBus({
    name,
    url: bus.urlFor(name),
    version: "0.0.0",
    log,
    metrics: createMetrics(),
  });
  onTestFinished(() => opened.drain());
  return opened;
}

/** Answers the questions of a message, as a service of another release may. */
function respond(message: Msg, answer: (input: unknown) => object): void {
  const answers = readQuestions(message).map(({ id, input }) => ({ id, ...answer(input) }));
  message.respond(JSON.stringify(answers));
}

/** Registers a handler, and waits until NATS knows the subscription. */
async function answer(
  bus: BusConnection,
  handler: Parameters<typeof bus.handle<typeof evaluate>>[1],
): Promise<void> {
  bus.handle(evaluate, handler);
  await bus.connection.flush();
}

function inRequest<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-00`;
  return runInContext({ requestId: "req_12345678", traceparent, deadline: deadlineIn(timeoutMs) }, work);
}

describe("a request", () => {
  test("a request is answered by the service that owns it", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    await answer(safeguards, () => yes);
    expect(await resolver.call(evaluate, question)).toEqual(yes);
  });

  test("a request that nobody answers throws unavailable at once, with the name of the service", async () => {
    const resolver = await open("resolver");
    // NATS reports that nobody listens. After a timeout, the message would be "did not answer in time".
    await expect(resolver.call(evaluate, question)).rejects.toMatchObject({
      code: "unavailable",
      facts: { part: "safeguards", detail: "The safeguards service cannot be reached. Try again shortly." },
    });
  });

  test("a request that hangs throws unavailable at the caller's deadline, though its contract allows more time", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    let release = (_: Evaluation) => {};
    await answer(safeguards, () => new Promise<Evaluation>((resolve) => (release = resolve)));
    const call = inRequest(200, () => resolver.call(evaluate, question));
    await expect(call).rejects.toMatchObject({ code: "unavailable", facts: { part: "safeguards" } });
    release(yes);
  });

  test("a problem reaches the caller with its code, its violations and its detail", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    const errors = [{ path: "$.template", message: "is not a template" }];
    await answer(safeguards, () => {
      throw new Problem("invalid", "$.template: is not a template", {
        errors,
        cause: new Error("internal detail"),
      });
    });
    const failure = await resolver.call(evaluate, question).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "invalid",
      facts: { detail: "$.template: is not a template", errors },
    });
    expect(JSON.stringify(failure)).not.toContain("internal detail");
  });

  test("an unexpected error reaches the caller as internal, without its message", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    await answer(safeguards, () => {
      throw new Error("password is hunter2");
    });
    const failure = await resolver.call(evaluate, question).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "internal", facts: { part: "safeguards" } });
    expect(String(failure)).not.toContain("hunter2");
  });

  test("an answer has no field that its contract does not have", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    await answer(safeguards, () => ({ ...yes, password: "hunter2" }));
    expect(await resolver.call(evaluate, question)).toEqual(yes);
  });

  test("drops the fields that a later release adds to an answer, at any depth", async () => {
    const [resolver, profiles] = [await open("resolver"), await open("profiles")];
    const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 900 };
    const planned = {
      profile: { name: "prod", version: 1, matchedBy: "stage" },
      ...{ provider: null, accessRole, parameterKeys: [], safeguards: [], clients: { legacy: "deny" } },
    };
    const later = { ...planned, accessRole: { ...accessRole, sessionPolicy: "later" }, added: "later" };
    profiles.connection.subscribe(plan.subject, {
      callback: (_error, message) => respond(message, () => ({ output: later })),
    });
    await profiles.connection.flush();
    expect(await resolver.call(plan, { target })).toEqual(planned);
  });

  test("with a field of a later release that could change the decision is refused as unavailable", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    let asked = 0;
    await answer(safeguards, () => {
      asked += 1;
      return yes;
    });
    const later = { ...question, input: { target, approvals: [] } };
    await expect(resolver.call(evaluate, later)).rejects.toMatchObject({
      code: "unavailable",
      facts: { part: "safeguards", detail: expect.stringContaining("of an earlier release") },
    });
    expect(asked).toBe(0);
  });

  test("a request above the size limit of NATS throws too-large", async () => {
    const resolver = await open("resolver");
    const template = "x".repeat(maxMessageBytes);
    const call = resolver.call(evaluate, { ...question, input: { target, template } });
    await expect(call).rejects.toMatchObject({ code: "too-large" });
  });

  test("a request whose answer is above the size limit of NATS throws a problem that says so", async () => {
    const [resolver, safeguards] = [await open("resolver"), await open("safeguards")];
    const messages = ["x".repeat(maxMessageBytes)];
    const result = {
      name: "a",
      safeguard: "a",
      enforcementLevel: "error",
      outcome: "failed",
      messages,
    } as const;
    await answer(safeguards, () => ({ verdict: "blocked", results: [{ ...result, messages }] }));
    await expect(resolver.call(evaluate, question)).rejects.toMatchObject({
      code: "too-large",
      facts: { part: "safeguards" },
    });
  });

  test("the replicas of a service share its requests", async () => {
    const [resolver, one, two] = [await open("resolver"), await open("safeguards"), await open("safeguards")];
    const answered = { one: 0, two: 0 };
    await answer(one, () => {
      answered.one++;
      return yes;
    });
    await answer(two, () => {
      answered.two++;
      return yes;
    });
    await Promise.all(Array.from({ length: 1_000 }, () => resolver.call(evaluate, question)));
    expect(answered.one + answered.two).toBe(1_000);
    expect(Math.min(answered.one, answered.two)).toBeGreaterThan(0);
  });
});

test("drain() finishes the requests that are under way", async () => {
  const resolver = await open("resolver");
  const safeguards = await openBus({
    name: "safeguards",
    url: bus.urlFor("safeguards"),
    version: "0.0.0",
    log,
    metrics: createMetrics(),
  });
  let release: ((evaluation: Evaluation) => void) | undefined;
  await answer(
    safeguards,
    () =>
      new Promise<Evaluation>((resolve) => {
        release = resolve;
      }),
  );
  const call = resolver.call(evaluate, question);
  await eventually(async () => release, "the request arrives");
  const drained = safeguards.drain();
  release?.(yes);
  expect(await call).toEqual(yes);
  await drained;
});

test("an administrator of their account finds the services with the NATS services protocol", async () => {
  await open("resolver");
  const safeguards = await open("safeguards");
  await answer(safeguards, () => yes);
  const connection = await connect({
    servers: new URL(bus.urlFor("services-root")).host,
    user: "services-root",
    pass: "services-root",
  });
  onTestFinished(() => connection.close());
  // The client only waits a moment for the answers.
  await eventually(async () => {
    const found = [];
    for await (const { name } of await connection.services.client().ping()) found.push(name);
    return found.sort().join() === "resolver,safeguards" || undefined;
  }, "both are found, and nobody else");
});

test.each([
  ["nobody", {}],
  ["a stream, which a consumer delivers from", { reply: "$JS.ACK.STAGEPASS_EVENTS.x.1.1.1.1.0" }],
  ["a service that may not ask this", { reply: "_INBOX_credentials.x" }],
  ["an inbox that begins like a caller's", { reply: "_INBOX_resolverx.x" }],
])("a message whose answer would go to %s is dropped before it is parsed", async (_, options) => {
  const safeguards = await open("safeguards");
  let handled = 0;
  await answer(safeguards, () => {
    handled += 1;
    return yes;
  });
  const resolver = await open("resolver");
  resolver.connection.publish(evaluate.subject, JSON.stringify([{ id: "1", input: question }]), options);
  // A service handles messages in order, so that this one comes after the others.
  await resolver.call(evaluate, question);
  expect(handled).toBe(1);
});

describe("NATS permissions", () => {
  /** Connects as a user without the runtime, as an intruder with the password of this user would. */
  async function intrude(
    user: "safeguards" | "subscriber",
  ): Promise<{ connection: NatsConnection; denied: () => Promise<string> }> {
    const { host } = new URL(bus.urlFor(user));
    const connection = await connect({ servers: host, user, pass: user });
    onTestFinished(() => connection.close());
    const errors: string[] = [];
    void (async () => {
      for await (const status of connection.status())
        if (status.type === "error") errors.push(String(status.data));
    })();
    const denied = () =>
      eventually(async () => errors.find((error) => /PERMISSIONS/.test(error)), "NATS denies it");
    return { connection, denied };
  }

  test("permissions deny a user the inboxes of another user", async () => {
    const { connection, denied } = await intrude("safeguards");
    connection.subscribe("_INBOX_resolver.>", { callback: () => {} });
    expect(await denied()).toMatch(/PERMISSIONS/);
  });

  test("permissions deny a service the requests that do not name it as a caller", async () => {
    const { connection, denied } = await intrude("safeguards");
    connection.publish(issueCredentials.subject, "{}");
    expect(await denied()).toMatch(/PERMISSIONS/);
  });

  test("permissions deny a subscriber to send requests and to publish events", async () => {
    for (const subject of [plan.subject, "profiles.v1.profile.updated"]) {
      const { connection, denied } = await intrude("subscriber");
      connection.publish(subject, "{}");
      expect(await denied()).toMatch(/PERMISSIONS/);
    }
  });

  test("permissions deny a service the answers to requests of another", async () => {
    const { connection, denied } = await intrude("safeguards");
    connection.subscribe(plan.subject, { callback: () => {} });
    expect(await denied()).toMatch(/PERMISSIONS/);
  });

  test("permissions deny a service to answer what another one was asked, though it was asked something itself", async () => {
    const [resolver, safeguards, profiles] = [
      await open("resolver"),
      await open("safeguards"),
      await open("profiles"),
    ];
    await answer(safeguards, () => yes);
    await resolver.call(evaluate, question);
    const asked: Msg[] = [];
    profiles.connection.subscribe(plan.subject, { callback: (_error, message) => void asked.push(message) });
    await profiles.connection.flush();
    const planned = inRequest(1_000, () => resolver.call(plan, { target }));
    const message = await eventually(async () => asked[0], "the question arrives");
    const denied = (async () => {
      for await (const { type, permissionContext } of safeguards.connection.status())
        if (type === "error") return permissionContext?.subject;
      return undefined;
    })();
    safeguards.connection.publish(message.reply ?? "", JSON.stringify([{ id: "1", output: yes }]));
    expect(await denied).toBe(message.reply);
    await expect(planned).rejects.toMatchObject({ code: "unavailable" });
  });

  test("credentials that the credentials service issues reach the resolver", async () => {
    const [resolver, credentials] = [await open("resolver"), await open("credentials")];
    const session: SessionCredentials = {
      accessKeyId: "ASIA1",
      secretAccessKey: "secret",
      sessionToken: "token",
      expiration: "2026-11-20T12:00:00.000Z",
      durationSeconds: 900,
      roleArn: "arn:aws:iam::222222222222:role/deploy",
      region: "eu-central-1",
    };
    credentials.handle(issueCredentials, () => session);
    await credentials.connection.flush();
    const accessRole = { roleArn: session.roleArn, durationSeconds: 900 };
    const issued = await resolver.call(issueCredentials, {
      target,
      deploymentId: deployment,
      accessRole,
      purpose: "deploy",
    });
    expect(issued).toEqual(session);
  });
});
