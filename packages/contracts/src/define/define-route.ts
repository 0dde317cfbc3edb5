import type { z } from "zod";
import type { ProblemCode } from "../problems/problem.ts";
import type { ServiceId } from "../values/names.ts";
import type { PrincipalRole } from "../values/principal.ts";

/** Who may call an endpoint: anyone, or the holders of a key with one of these roles. */
export type Allowed = "anyone" | readonly PrincipalRole[];

/** An HTTP endpoint, declared once. Its route, its checks and its documentation are made from this. */
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
  /** The path, with parameters in braces: `/v1/orgs/{org}`. A parameter `org` must be the caller's own organization. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** Who may call. There is no default, so that nobody can forget it. */
  readonly allow: A;
  /** Where the body holds the target of the call, as a list of keys. Left out where the path holds it. */
  readonly targetAt?: readonly string[];
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Whether the body can also be YAML, with the content type `application/yaml`. */
  readonly readsYaml?: boolean;
  /** The headers that the endpoint reads, in lower case. All others are ignored. */
  readonly headers?: H;
  /** Whether the endpoint takes `If-Match`. Left out, a PUT, PATCH and DELETE does, and a POST does not. */
  readonly isGuarded?: boolean;
  /**
   * Whether the answer goes on for as long as both ends like, as server-sent events (`text/event-stream`). The data of
   * each event is what `response` says, in JSON.
   */
  readonly isStream?: true;
  /** The status of a success. Left out for 200. */
  readonly status?: 201 | 204;
  readonly response?: R;
  /**
   * The problems that are particular to this endpoint; `problemsOf` adds those that every endpoint of its kind can
   * answer, such as `invalid`. A problem that is in neither list is answered all the same, and logged as undeclared. A
   * route that no document describes may name all: `problemCodes`.
   */
  readonly throws: readonly ProblemCode[];
}

/** Whether the endpoint takes `If-Match`, which guards a change against lost updates. */
export function isGuarded({ method, isGuarded: asked }: RouteContract): boolean {
  return asked ?? (method === "PUT" || method === "PATCH" || method === "DELETE");
}

/** Declares an HTTP endpoint, so that the types of its handler follow from its schemas. */
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
