import type { Principal, PrincipalRole, RouteContract } from "@stagepass/contracts";
import type { z } from "zod";

/** What a handler knows of its request; everything in it fits the contract. */
export interface RouteRequest<C extends RouteContract> {
  readonly params: Parsed<C["params"]>;
  readonly query: Parsed<C["query"]>;
  readonly body: Parsed<C["body"]>;
  readonly headers: Parsed<C["headers"]>;
  readonly principal: OfCaller<C["allow"], Principal>;
  /** The SHA-256 digest of the caller's key, for what is asked of other services on the caller's behalf. */
  readonly keyDigest: OfCaller<C["allow"], string>;
  /** What the caller makes the change depend on; nothing for a read. */
  readonly conditions: Conditions;
}

type Parsed<S> = NonNullable<S> extends z.ZodType ? z.output<NonNullable<S>> : undefined;
type OfCaller<A, Fact> = A extends "anyone" ? undefined : Fact;

/** The caller's conditions on a change (RFC 9110, section 13.1); a header that was not sent is undefined. */
export interface Conditions {
  readonly ifMatch: TagCondition | undefined;
  readonly ifNoneMatch: TagCondition | undefined;
}

/** Any version that exists, or one of these entity tags. */
export type TagCondition = "any" | readonly string[];

/** An answer with more to it than a body. */
export class Reply<B> {
  readonly body: B;
  readonly options: { readonly status?: number; readonly etag?: string };

  constructor(body: B, options: Reply<B>["options"] = {}) {
    this.body = body;
    this.options = options;
  }
}

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
  /** Whether the handler itself has the caller's key looked up, so that it need not be looked up before each request. */
  readonly looksUpKey: boolean;
}

/** Binds a handler to a route; the types of both ends come from the contract. */
export function handle<C extends RouteContract>(contract: C, handler: RouteHandler<C>): BoundRoute {
  // The server parses every request with this same contract before it calls the handler.
  return { contract, handler: handler as unknown as RouteHandler<RouteContract>, looksUpKey: false };
}

/** Answers whoever holds the key with the digest in the request; it is not known yet whether that is anybody. */
export type KeyedHandler<C extends RouteContract> = (
  request: Omit<RouteRequest<C>, "principal">,
) => ReturnType<RouteHandler<C>>;

/**
 * Binds a handler whose first question looks up the caller's key and decides what it may do, together with what else it
 * asks. Until then a key that worked within the last half minute is taken for one that works. Use `handle` unless the
 * handler asks such a question, and throws `unauthenticated` when the key does not work.
 */
export function handleKeyed<C extends RouteContract>(contract: C, handler: KeyedHandler<C>): BoundRoute {
  return { ...handle(contract, handler), looksUpKey: true };
}

/** Whether a role may call a route. */
export function permits(contract: Pick<RouteContract, "allow">, role: PrincipalRole): boolean {
  return contract.allow === "anyone" || contract.allow.includes(role);
}
