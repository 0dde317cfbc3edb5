import type { z } from "zod";
import type { ProblemCode } from "../problems/problem.ts";
import type { ServiceId } from "../values/names.ts";
import type { PrincipalRole } from "../values/principal.ts";

/** Who may call a route: anyone at all, or whoever has a key with one of these roles. */
export type Allowed = "anyone" | readonly PrincipalRole[];

/** An HTTP endpoint, declared once: the server routes, checks and documents from it. */
export interface RouteContract<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  A extends Allowed = Allowed,
  H extends z.ZodType = z.ZodType,
> {
  readonly service: ServiceId;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters in braces: `/v1/orgs/{org}`. A parameter `org` must be the caller's own. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** Who may call. There is no default, so that nobody can forget it. */
  readonly allow: A;
  /** The keys that lead to the target in the body, where the target of the call stands there and not in the path. */
  readonly targetAt?: readonly string[];
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** The headers that mean something here, in lower case; all others are ignored. */
  readonly headers?: H;
  /** Whether `If-Match` guards it although it is a POST. Every PUT, PATCH and DELETE is guarded. */
  readonly isGuarded?: boolean;
  /** The status of a success, when it is not 200. */
  readonly status?: 201 | 204;
  readonly response?: R;
  /**
   * The problems of its own meaning; those that its form can have, such as `invalid`, are known without this. Another is
   * answered as well, and is logged as one that is missing here. Routes outside of the catalogue may leave it out.
   */
  readonly throws?: readonly ProblemCode[];
}

/** Whether changes can be guarded against lost updates, as those of everything that has a version can. */
export function isGuarded({ method, isGuarded: asked = false }: RouteContract): boolean {
  return asked || method === "PUT" || method === "PATCH" || method === "DELETE";
}

export function defineRoute<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
  const A extends Allowed = Allowed,
  H extends z.ZodType = z.ZodUndefined,
>(contract: RouteContract<P, Q, B, R, A, H>): RouteContract<P, Q, B, R, A, H> {
  return contract;
}
