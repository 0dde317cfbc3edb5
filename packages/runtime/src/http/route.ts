import type { Principal, RouteContract } from "@stagepass/contracts";
import type { z } from "zod";
import type { BegunSession } from "./sessions/session-cookie.ts";
import type { OpenSource } from "./streams/open-streams.ts";

/** A request as its handler receives it, parsed by the contract. */
export interface RouteRequest<C extends RouteContract> {
  readonly params: Parsed<C["params"]>;
  readonly query: Parsed<C["query"]>;
  readonly body: Parsed<C["body"]>;
  readonly headers: Parsed<C["headers"]>;
  readonly principal: OfCaller<C["action"], Principal>;
  /** The SHA-256 digest of the caller's key or session, for requests to other services on the caller's behalf. */
  readonly keyDigest: OfCaller<C["action"], string>;
  /** The conditions on which the caller makes the change. A read has none. */
  readonly conditions: Conditions;
  /** The address that the request comes from, as the last proxy before the service saw it. */
  readonly address: string;
}

type Parsed<S> = NonNullable<S> extends z.ZodType ? z.output<NonNullable<S>> : undefined;
type OfCaller<A, Fact> = A extends "public" ? undefined : Fact;

/** The conditions of a change (RFC 9110, section 13.1). A header that was not sent is undefined. */
export interface Conditions {
  readonly ifMatch: TagCondition | undefined;
  readonly ifNoneMatch: TagCondition | undefined;
}

/** Any version that exists, or any of these entity tags. */
export type TagCondition = "any" | readonly string[];

/** Another format of an answer than JSON. */
export interface ReplyFormat {
  readonly contentType: string;
  write(body: unknown): Promise<string>;
}

/** An answer with a status, an entity tag, a session or another format beside its body. */
export class Reply<B> {
  readonly body: B;
  readonly options: {
    readonly status?: number;
    readonly etag?: string;
    /** A session that has begun and whose cookie is set, or null for one that has ended. */
    readonly session?: BegunSession | null;
    readonly format?: ReplyFormat;
  };

  constructor(body: B, options: Reply<B>["options"] = {}) {
    this.body = body;
    this.options = options;
  }
}

/** An answer that goes on: the messages that a source gives until `ended` is aborted, or there are no more. */
export class EventStream {
  readonly open: OpenSource;

  constructor(open: OpenSource) {
    this.open = open;
  }
}

/** Answers a request with a body, or with a `Reply`. Throws a `Problem`. */
export type RouteHandler<C extends RouteContract> = (
  request: RouteRequest<C>,
) => MaybePromise<ResponseOf<C> | Reply<ResponseOf<C>>>;

type MaybePromise<T> = T | Promise<T>;
type ResponseOf<C extends RouteContract> =
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler that answers 204 returns nothing
  NonNullable<C["response"]> extends z.ZodUndefined ? void : z.input<NonNullable<C["response"]>>;

/** A route contract with the function that answers it. */
export interface BoundRoute {
  readonly contract: RouteContract;
  readonly handler: RouteHandler<RouteContract>;
  /** Reads a body that is YAML, for a contract that takes it. */
  readonly readYaml?: ReadYaml | undefined;
  /** Whether the handler itself looks up the caller's key, so that the server need not do it before each request. */
  readonly looksUpKey: boolean;
}

/** Reads a body that is YAML for an organization. Throws `invalid`. */
export type ReadYaml = (text: string, org: string) => Promise<unknown>;

/** Binds a handler to a route. Its types follow from the contract. A contract that takes YAML needs a reader of it. */
export function handle<C extends RouteContract>(
  contract: C,
  handler: RouteHandler<C>,
  { readYaml }: Pick<BoundRoute, "readYaml"> = {},
): BoundRoute {
  const parsed = handler as unknown as RouteHandler<RouteContract>; // the server parses requests by this same contract
  return { contract, handler: parsed, readYaml, looksUpKey: false };
}

/** A handler that looks up the caller itself, by the digest of the key in its request. */
export type KeyedHandler<C extends RouteContract> = (
  request: Omit<RouteRequest<C>, "principal">,
) => ReturnType<RouteHandler<C>>;

/**
 * Binds a handler whose first request to another service also looks up the caller's key and checks its rights. Before
 * that, the server accepts the body of any key that worked within the last half minute. Only use it for a handler that
 * makes such a request first, and that throws `unauthenticated` when the key does not work.
 */
export function handleKeyed<C extends RouteContract>(contract: C, handler: KeyedHandler<C>): BoundRoute {
  return { ...handle(contract, handler), looksUpKey: true };
}

/**
 * Binds a handler to a route whose answer is a stream. It has ended when the reader leaves, the reader's key does not work
 * any more, or the server stops.
 */
export function handleStream<C extends RouteContract & { readonly isStream?: true }>(
  contract: C,
  open: (request: RouteRequest<C>, ended: AbortSignal) => ReturnType<OpenSource>,
): BoundRoute {
  const handler = (request: RouteRequest<C>) => new EventStream((ended) => open(request, ended));
  return handle(contract, handler as never); // the server sends what the stream holds, in place of a response
}
