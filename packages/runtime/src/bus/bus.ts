import { setTimeout as wait } from "node:timers/promises";
import {
  inboxPrefix,
  type Output,
  type RequestContract,
  type ServiceId,
  toProblem,
} from "@stagepass/contracts";
import {
  ErrorCode,
  Events,
  type NatsConnection,
  NatsError,
  type Service as NatsService,
  type ServiceMsg,
} from "nats";
import type { z } from "zod";
import type { Metrics } from "../metrics/metrics.ts";
import type { Log } from "../process/log.ts";
import { type Patience, patienceOf, persist } from "../process/patience.ts";
import type { Tracer } from "../tracing/span.ts";
import { ask } from "./ask.ts";
import { connectNats } from "./connect-nats.ts";
import { Outgoing } from "./outgoing.ts";
import { type QuestionPart, readQuestions } from "./parts.ts";
import { Questions } from "./questions.ts";
import { type Handler, serve } from "./serve.ts";
import { beginClientSpan, endWithProblem } from "./spans.ts";

/** The requests that services make of each other over NATS. */
export interface Bus {
  /** Answers requests of this contract. The replicas of a service share them. */
  handle<C extends RequestContract>(contract: C, handler: Handler<C>): void;
  /** Sends a request and waits as long as the contract and the current deadline allow. Throws what the handler threw. */
  call<C extends RequestContract>(contract: C, input: z.input<C["input"]>): Promise<Output<C>>;
}

/** The connection of a service to the bus. */
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
  tracer?: Tracer | undefined;
  patience?: Patience;
}): Promise<BusConnection> {
  const { name, url, version, log, metrics, tracer, patience = patienceOf() } = options;
  const attempt = async () => {
    const connected = await connectService(name, url);
    // The start was stopped meanwhile, so that nobody else would close this connection.
    if (patience.stopping.aborted) await connected.close();
    return connected;
  };
  const connection = await persist(patience, `NATS, for the ${name} service`, attempt, wasSlow);
  const outgoing = new Outgoing(connection);
  const questions = new Questions(connection, outgoing, inboxPrefix(name));
  void followStatus(connection, { questions, outgoing }, log);
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
      const callers = contract.callers.map((caller) => `${inboxPrefix(caller)}.`);
      addEndpoint(service, contract, (message) => {
        if (!isFromCaller(message, callers)) {
          log.warn({ subject: contract.subject }, "a message that no service sent was dropped");
          return;
        }
        for (const question of questionsOf(message, log)) {
          const reply = message.reply ?? "";
          const work = serve(contract, handler, { question, reply, outgoing, log, tracer }).finally(() =>
            underWay.delete(work),
          );
          underWay.add(work);
        }
      });
    },
    async call(contract, input) {
      const { subject } = contract;
      const begun = performance.now();
      const span = beginClientSpan(tracer, subject);
      const observe = (outcome: string) =>
        metrics.observeBusCall({ caller: name, subject, outcome }, (performance.now() - begun) / 1_000, span);
      try {
        const output = await ask(questions, contract, input, span);
        observe("ok");
        span?.end();
        return output;
      } catch (error) {
        const problem = toProblem(error);
        observe(problem.code);
        if (span !== undefined) endWithProblem(span, problem);
        throw error;
      }
    },
    async drain() {
      const drained = (async () => {
        await service.stop();
        await Promise.all(underWay);
        outgoing.flush();
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
function isFromCaller({ reply }: ServiceMsg, inboxesOfCallers: readonly string[]): boolean {
  return reply !== undefined && inboxesOfCallers.some((inbox) => reply.startsWith(inbox));
}

/** The questions of a message. There are none in one that is not of Stagepass. */
function questionsOf(message: ServiceMsg, log: Log): QuestionPart[] {
  try {
    return readQuestions(message);
  } catch (error) {
    log.warn({ subject: message.subject, err: error }, "a message without readable questions was dropped");
    return [];
  }
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

/** Tells the log what becomes of the connection, and the questions which of them have lost their answer. */
async function followStatus(
  connection: NatsConnection,
  { questions, outgoing }: { readonly questions: Questions; readonly outgoing: Outgoing },
  log: Log,
): Promise<void> {
  for await (const { type, data, permissionContext } of connection.status()) {
    if (type === "pingTimer") continue;
    log.warn({ type, data: typeof data === "object" ? undefined : data }, "bus connection changed");
    if (type === Events.Disconnect) {
      outgoing.isAway = true;
      questions.fail(ErrorCode.Disconnect);
    } else if (type === Events.Reconnect) {
      outgoing.isAway = false;
    } else if (permissionContext?.operation === "publish") {
      questions.fail(ErrorCode.PermissionsViolation, permissionContext.subject);
    }
  }
  questions.fail(ErrorCode.ConnectionClosed);
}
