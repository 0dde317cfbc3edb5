import { setTimeout as wait } from "node:timers/promises";
import {
  inboxPrefix,
  type Output,
  ownerOf,
  Problem,
  parseKnown,
  type RequestContract,
  type ServiceId,
  toProblem,
} from "@stagepass/contracts";
import {
  ErrorCode,
  headers,
  type NatsConnection,
  NatsError,
  type Service as NatsService,
  type ServiceMsg,
} from "nats";
import type { z } from "zod";
import { currentContext, remainingMs } from "../process/context.ts";
import type { Log } from "../process/log.ts";
import type { Metrics } from "../process/metrics.ts";
import { type Patience, patienceOf, persist } from "../process/patience.ts";
import { connectNats } from "./connect-nats.ts";
import { header } from "./headers.ts";
import { decodeProblem, isProblem } from "./problem.ts";
import { type Handler, serve } from "./serve.ts";

/** The requests that services make of each other over NATS. */
export interface Bus {
  /** Answers requests of this contract. The replicas of a service share them. */
  handle<C extends RequestContract>(contract: C, handler: Handler<C>): void;
  /** Sends a request and waits as long as the contract and the current deadline allow. Throws what the handler threw. */
  call<C extends RequestContract>(contract: C, input: z.input<C["input"]>): Promise<Output<C>>;
}

export interface BusConnection extends Bus {
  readonly connection: NatsConnection;
  /** Stops accepting requests, finishes those under way and closes the connection. */
  drain(): Promise<void>;
}

/**
 * Connects a service to NATS as its own user and registers it, so that `nats micro ls` finds it. Waits for a NATS that
 * does not answer in time. Throws at once when NATS rejects the user.
 */
export async function openBus(options: {
  name: ServiceId;
  url: string;
  version: string;
  log: Log;
  metrics: Metrics;
  patience?: Patience;
}): Promise<BusConnection> {
  const { name, url, version, log, metrics, patience = patienceOf() } = options;
  const attempt = async () => {
    const connected = await connectService(name, url);
    // The start was stopped meanwhile, so that nobody else would close this connection.
    if (patience.stopping.aborted) await connected.close();
    return connected;
  };
  const connection = await persist(patience, `NATS, for the ${name} service`, attempt, wasSlow);
  void logStatus(connection, log);
  const service = await connection.services.add({
    name,
    version,
    queue: name,
    description: `Stagepass ${name}`,
  });
  const underWay = new Set<Promise<void>>();

  return {
    connection,
    handle(contract, handler) {
      const answer = (message: ServiceMsg) => serve(contract, handler, message, log);
      addEndpoint(service, contract, (message) => {
        if (!isFromCaller(contract, message)) {
          log.warn({ subject: contract.subject }, "a message that no service sent was dropped");
          return;
        }
        const work = answer(message).finally(() => underWay.delete(work));
        underWay.add(work);
      });
    },
    async call(contract, input) {
      const stop = metrics.busCall.startTimer({ caller: name, subject: contract.subject });
      try {
        const output = await request(connection, contract, input);
        stop({ outcome: "ok" });
        return output;
      } catch (error) {
        stop({ outcome: toProblem(error).code });
        throw error;
      }
    },
    async drain() {
      const drained = (async () => {
        await service.stop();
        await Promise.all(underWay);
        await connection.drain();
      })();
      // A server that cannot be reached never confirms that everything was sent.
      await Promise.race([drained.catch(() => {}), wait(drainMs, undefined, { ref: false })]);
      await connection.close();
    },
  };
}

/**
 * Whether the answer goes to the inbox of a service that may send this request. A subscriber can create a consumer that
 * delivers messages to the subject of a request, but their reply subject then belongs to the stream.
 */
function isFromCaller({ callers }: RequestContract, { reply }: ServiceMsg): boolean {
  return reply !== undefined && callers.some((caller) => reply.startsWith(`${inboxPrefix(caller)}.`));
}

async function connectService(name: ServiceId, url: string): Promise<NatsConnection> {
  try {
    return await connectNats(name, url, { pingInterval: 10_000 });
  } catch (cause) {
    const { host, username } = new URL(url);
    const reason = cause instanceof Error ? cause.message : String(cause);
    const refused = cause instanceof NatsError && cause.code === ErrorCode.AuthorizationViolation;
    const advice = refused
      ? "must have the password that the NATS server's configuration gives to this user"
      : "must name a NATS server that is running and can be reached from here";
    throw new Error(
      `The ${name} service cannot connect to NATS at ${host} as user ${username}: ${reason}. ` +
        `${name.toUpperCase()}_NATS_URL ${advice}.`,
      { cause },
    );
  }
}

/** Whether connecting took too long. Another attempt can succeed. */
function wasSlow(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof NatsError &&
    (cause.code === ErrorCode.Timeout || cause.code === ErrorCode.ConnectionTimeout)
  );
}

/** How long a drain waits for requests under way and for NATS, in milliseconds. */
const drainMs = 10_000;

function addEndpoint(
  service: NatsService,
  contract: RequestContract,
  handler: (message: ServiceMsg) => void,
): void {
  const endpoint = contract.subject.slice(contract.subject.lastIndexOf(".") + 1);
  service.addEndpoint(endpoint, {
    subject: contract.subject,
    metadata: { summary: contract.summary },
    handler: (error, message) => {
      if (error === null) handler(message);
    },
  });
}

async function request<C extends RequestContract>(
  connection: NatsConnection,
  contract: C,
  input: z.input<C["input"]>,
): Promise<Output<C>> {
  const part = ownerOf(contract);
  const timeout = Math.ceil(remainingMs(contract.timeoutMs));
  if (timeout === 0)
    throw new Problem("unavailable", `There was no time left to ask the ${part} service. Try again.`, {
      part,
    });
  const sent = headers();
  const context = currentContext();
  if (context !== undefined) {
    sent.set(header.requestId, context.requestId);
    sent.set(header.traceparent, context.traceparent);
  }
  sent.set(header.timeoutMs, String(timeout));
  const reply = await connection
    .request(contract.subject, JSON.stringify(input), { timeout, headers: sent })
    .catch((error: unknown) => {
      throw unanswered(error, part);
    });
  if (isProblem(reply)) throw decodeProblem(reply, part);
  return parseKnown(contract.output, reply.json()) as Output<C>; // the generic contract does not tell its output type
}

function unanswered(error: unknown, part: ServiceId): Problem {
  const code = error instanceof NatsError ? error.code : "";
  if (code === "MAX_PAYLOAD_EXCEEDED") {
    return new Problem("too-large", `The request is too large for the ${part} service.`, {
      part,
      cause: error,
    });
  }
  const what = code === "TIMEOUT" ? "did not answer in time" : "cannot be reached";
  return new Problem("unavailable", `The ${part} service ${what}. Try again shortly.`, {
    part,
    cause: error,
  });
}

async function logStatus(connection: NatsConnection, log: Log): Promise<void> {
  for await (const { type, data } of connection.status()) {
    if (type === "pingTimer") continue;
    log.warn({ type, data: typeof data === "object" ? undefined : data }, "bus connection changed");
  }
}
