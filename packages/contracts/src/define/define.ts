import type { z } from "zod";
import type { ProblemCode } from "../problems/problem.ts";
import type { ServiceId } from "../values/names.ts";
import type { PrincipalRole } from "../values/principal.ts";

/** A question that one service answers over NATS, declared once and typed and checked at both ends. */
export interface RequestContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly subject: `${ServiceId}.v1.${string}`;
  readonly summary: string;
  /** How long a caller waits, in milliseconds, if its own deadline does not end sooner. */
  readonly timeoutMs: number;
  /** The services that may ask; the permissions of their NATS users are made from this. */
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
  /** The problems of its own meaning, beside those that any request can have. Another is answered, and logged. */
  readonly throws?: readonly ProblemCode[];
}

export function defineRequest<I extends z.ZodType, O extends z.ZodType>(
  contract: RequestContract<I, O>,
): RequestContract<I, O> {
  return contract;
}

/** The digest of the access key that a request is made for, and the organization that it is about. */
export type OnBehalf = z.ZodType<{ keyDigest: string; org: string }>;

/**
 * A question that a service asks for somebody who called it. Whoever answers looks up the key and checks its rights: a
 * message that said itself who the caller is could say anything.
 */
export interface RequestForContract<I extends OnBehalf = OnBehalf, O extends z.ZodType = z.ZodType>
  extends RequestContract<I, O> {
  /** The roles that the caller must have. There is no default, so that nobody can forget it. */
  readonly allow: readonly PrincipalRole[];
}

export function defineRequestFor<I extends OnBehalf, O extends z.ZodType>(
  contract: RequestForContract<I, O>,
): RequestForContract<I, O> {
  return contract;
}

/** What a handler of the request is given. */
export type Input<C extends RequestContract> = z.output<C["input"]>;
/** What a caller of the request gets. */
export type Output<C extends RequestContract> = z.output<C["output"]>;

/** Something that happened, announced to whoever listens. It carries no secret: it says "ask me for details". */
export interface EventContract<D extends z.ZodType = z.ZodType> {
  /** Four tokens, so that a stream over `*.v1.*.*` can never take in a request. */
  readonly subject: `${ServiceId}.v1.${string}.${string}`;
  readonly summary: string;
  readonly data: D;
  readonly example: z.output<D>;
}

export function defineEvent<D extends z.ZodType>(contract: EventContract<D>): EventContract<D> {
  return contract;
}

/** The service that answers a request or announces an event. */
export function ownerOf({ subject }: { readonly subject: string }): ServiceId {
  return subject.slice(0, subject.indexOf(".")) as ServiceId; // the subject's type begins with a ServiceId
}
