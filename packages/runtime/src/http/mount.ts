import {
  invalid,
  invalidInput,
  type Principal,
  problemsOf,
  type RouteContract,
  safeParse,
  toProblem,
} from "@stagepass/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { currentContext } from "../process/context.ts";
import type { Workload } from "../process/workload/workload.ts";
import { type Authenticate, admit, admitBody, admitTarget, authenticateCaller } from "./access.ts";
import { readConditions } from "./preconditions.ts";
import { sendReply } from "./reply.ts";
import { type BoundRoute, EventStream, Reply } from "./route.ts";
import { inContextOf } from "./server.ts";
import { assertNotFromElsewhere } from "./sessions/same-origin.ts";
import type { OpenStreams } from "./streams/open-streams.ts";
import { rememberWorkingKeys } from "./working-keys.ts";
import { readYamlBody, YamlBody } from "./yaml-body.ts";

/** What the routes of a process share, and how those of a service find out who is calling. */
interface Mounting {
  readonly authenticate: Authenticate;
  readonly workload: Workload;
  readonly streams: OpenStreams;
}

/** Adds the routes of a service to the server. Callers are authenticated before the body is read. */
export function mountRoutes(
  app: FastifyInstance,
  routes: readonly BoundRoute[],
  { authenticate, workload, streams }: Mounting,
): void {
  const working = rememberWorkingKeys(authenticate);
  for (const route of routes) {
    const { contract, handler, looksUpKey } = route;
    const declared = problemsOf(contract);
    const letIn = looksUpKey ? working.authenticate : authenticate;
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      const { caller } = request;
      if (caller !== undefined) admitTarget(contract, caller.principal, request.body);
      const { body: sent } = request;
      const body =
        sent instanceof YamlBody
          ? await inContextOf(request, () => readYamlBody(sent, route, paramOf(request.params, "org")))
          : sent;
      const parsed = {
        params: parsePart(contract.params, request.params ?? {}, ["path"]),
        query: parsePart(contract.query, request.query ?? {}, ["query"]),
        body: parseBody(contract, body),
        headers: parsePart(contract.headers, request.headers, ["headers"]),
        principal: caller?.principal as never, // undefined only where the contract requires no key, and the type says so
        keyDigest: caller?.keyDigest as never, // as the principal
        conditions: readConditions(contract.method === "GET" ? {} : request.headers),
        address: addressOf(request),
      };
      if (caller !== undefined) admitBody(contract, caller.principal, parsed.body);
      const work = async () => {
        try {
          return await handler(parsed);
        } finally {
          request.awsMs = currentContext()?.awsMs ?? 0;
        }
      };
      const answered = await inContextOf(request, work).catch((error: unknown) => {
        const { code } = toProblem(error);
        if (code === "unauthenticated" && caller !== undefined) working.forget(caller.keyDigest);
        if (!declared.includes(code)) {
          request.log.warn(
            { method: contract.method, route: contract.path, code },
            "a problem that is not declared",
          );
        }
        throw error;
      });
      if (isStream(answered)) {
        if (caller === undefined) throw new Error("A stream needs a caller whose key can be checked again.");
        const org = paramOf(request.params, "org");
        const admitAgain = (principal: Principal) => admit(contract, principal, request.params);
        return streams.begin({ ...caller, org, authenticate, admit: admitAgain }, answered.open, reply);
      }
      return sendReply(contract, answered instanceof Reply ? answered : new Reply(answered), reply);
    };
    app.route({
      method: contract.method,
      url: contract.path.replaceAll(/\{(\w+)\}/g, ":$1"),
      config: { service: contract.service },
      // It would begin a stream that nobody reads.
      exposeHeadRoute: contract.isStream !== true,
      onRequest: async (request, reply) => {
        // Before anything is looked up or read: what cannot be worked on should cost nothing.
        const place = workload.take(callerIn(request));
        request.place = place;
        reply.raw.once("close", place.abandon);
        if (contract.action === "public") {
          if (contract.method !== "GET") assertNotFromElsewhere(request);
          return;
        }
        request.caller = await authenticateCaller(request, letIn);
        admit(contract, request.caller.principal, request.params);
      },
      handler: (request, reply) => {
        request.place?.begin();
        return answer(request, reply).finally(() => request.place?.end(request.awsMs));
      },
    });
  }
}

/** Whether a handler that was bound by \`handleStream\` answered, which the type of an answer does not tell. */
function isStream(answered: unknown): answered is EventStream {
  return answered instanceof EventStream;
}

/** Who a request says that it is from. It is only counted by that, so that a wrong key is counted by itself. */
function callerIn({ headers }: FastifyRequest): string {
  return headers.authorization ?? headers.cookie ?? "";
}

/** Where a request comes from. The last proxy on its way added what it saw, and what stands before that could be made up. */
function addressOf({ headers, ip }: FastifyRequest): string {
  return [headers["x-forwarded-for"]].flat().at(-1)?.split(",").at(-1)?.trim() ?? ip;
}

/** Parses the body. A missing body is invalid: reading it as `{}` could replace what exists with nothing. */
function parseBody({ body: schema }: RouteContract, value: unknown): never {
  if (schema === undefined && value !== undefined) {
    throw invalidInput([{ path: "$", message: "this endpoint takes no body; leave it out" }]);
  }
  if (schema !== undefined && value === undefined) {
    throw invalidInput([{ path: "$", message: "is required: send a body, as JSON" }]);
  }
  return parsePart(schema, value, []);
}

function parsePart(schema: RouteContract["body"], value: unknown, prefix: readonly string[]): never {
  if (schema === undefined) return undefined as never; // so does the type of the handler
  const result = safeParse(schema, value);
  if (!result.success) throw invalid(result.error, prefix);
  return result.data as never; // the handler's type is made from this same schema
}

function paramOf(params: unknown, name: string): unknown {
  return typeof params === "object" && params !== null ? Reflect.get(params, name) : undefined;
}
