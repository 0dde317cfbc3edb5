import type { z } from "zod";
import type { ProblemCode } from "../problems/problem.ts";
import type { ServiceId } from "../values/names.ts";
import type { Action } from "../values/rights/actions.ts";
import type { ScopeRule } from "./define-route.ts";

/** A request that one service answers over NATS. It is declared once; both ends are typed and checked by its schemas. */
export interface RequestContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly subject: `${ServiceId}.v1.${string}`;
  readonly summary: string;
  /** How long a caller waits for the answer at most, in milliseconds. Its own deadline can end sooner. */
  readonly timeoutMs: number;
  /** Set when the answer may have to wait for AWS. Callers do not take such a wait for a sign that Stagepass is overloaded. */
  readonly waitsForAws?: true;
  /** The services that may send it. The permissions of their NATS users are made from this. */
  readonly callers: readonly ServiceId[];
  /**
   * What an earlier release does with fields of the input that it does not know, while services are updated one by one.
   * They are `dropped` where something is only looked up, and `refused` with `unavailable` where a decision, credentials
   * or what is stored could turn out otherwise with them. There is no default, so that nobody can forget it.
   */
  readonly unknownFields: "dropped" | "refused";
  readonly input: I;
  /** Callers drop the fields of an answer that they do not know. */
  readonly output: O;
  /**
   * The problems that are particular to this request; `problemsOfRequest` adds those of every request. A problem that is in
   * neither list is answered all the same, and logged as undeclared.
   */
  readonly throws: readonly ProblemCode[];
}

/** Declares a request between services. */
export function defineRequest<I extends z.ZodType, O extends z.ZodType>(
  contract: RequestContract<I, O>,
): RequestContract<I, O> {
  return contract;
}

/** The input of a request on behalf of a caller: the digest of the caller's key, and the organization that it is about. */
export type OnBehalf = z.ZodType<{ keyDigest: string; org: string }>;

/**
 * A request that a service makes on behalf of whoever called it. The service that answers looks up the caller's key and
 * checks its rights. It does not rely on the message to say who the caller is, since a message can say anything.
 */
export interface RequestForContract<I extends OnBehalf = OnBehalf, O extends z.ZodType = z.ZodType>
  extends RequestContract<I, O> {
  /** What the caller needs to be permitted. There is no default, so that nobody can forget it. */
  readonly action: Action;
  /** Who sees to it that the caller's key covers what the request names, as for an endpoint. */
  readonly scope?: ScopeRule;
}

/** Declares a request that is made on behalf of a caller. */
export function defineRequestFor<I extends OnBehalf, O extends z.ZodType>(
  contract: RequestForContract<I, O>,
): RequestForContract<I, O> {
  return contract;
}

/** What a handler of the request receives. */
export type Input<C extends RequestContract> = z.output<C["input"]>;
/** What a caller of the request receives. */
export type Output<C extends RequestContract> = z.output<C["output"]>;

/** An event: something that happened, announced to all who listen. It carries no secret; details have to be asked for. */
export interface EventContract<D extends z.ZodType = z.ZodType> {
  /** Has four tokens, so that a stream of `*.v1.*.*` can never include a request, which has three. */
  readonly subject: `${ServiceId}.v1.${string}.${string}`;
  readonly summary: string;
  /** The services that follow it. The permissions of their NATS users are made from this. */
  readonly followers?: readonly ServiceId[];
  readonly data: D;
  readonly example: z.output<D>;
}

/** Declares an event. */
export function defineEvent<D extends z.ZodType>(contract: EventContract<D>): EventContract<D> {
  return contract;
}

/** The service that answers a request or announces an event. */
export function ownerOf({ subject }: { readonly subject: string }): ServiceId {
  return subject.slice(0, subject.indexOf(".")) as ServiceId; // the subject's type begins with a ServiceId
}
