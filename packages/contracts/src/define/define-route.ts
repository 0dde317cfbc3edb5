import type { z } from "zod";
import type { ProblemCode } from "../problems/problem.ts";
import type { ServiceId } from "../values/names.ts";
import type { Action } from "../values/rights/actions.ts";

/** What a caller needs: the permission to do this, or for `public` nothing, not even a key. */
export type Needed = Action | "public";

/** Who sees to it that a caller's key covers what a call is about. */
export type ScopeRule = "all" | "handler" | "none";

/** An HTTP endpoint, declared once. Its route, its checks and its documentation are made from this. */
export interface RouteContract<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  A extends Needed = Needed,
  H extends z.ZodType = z.ZodType,
> {
  readonly service: ServiceId;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path, with parameters in braces: `/v1/orgs/{org}`. A parameter `org` must be the caller's own organization. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** What the caller needs to be permitted. There is no default, so that nobody can forget it. */
  readonly action: A;
  /** Where the body decides what the call does: a field of it, and what the caller needs for each of its values as well. */
  readonly actionBy?: { readonly field: string; readonly actions: Readonly<Record<string, Action>> };
  /**
   * Left out, the server checks that the caller's key covers what the path and the target in the body name, and refuses a
   * limited key where they name neither an application nor a profile. With `all`, it refuses every limited key. With
   * `handler`, the handler leaves out what the key does not cover, or asks a service that checks. With `none`, the call is
   * about nothing that keys are limited to.
   */
  readonly scope?: ScopeRule;
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

/** Whether an endpoint is about the organization as a whole, so that a key which is limited to a part of it cannot use it. */
export function needsWholeOrg({ scope, path, targetAt }: RouteContract): boolean {
  if (scope !== undefined) return scope === "all";
  return targetAt === undefined && !path.includes("{app}") && !path.includes("{profile}");
}

/** Declares an HTTP endpoint, so that the types of its handler follow from its schemas. */
export function defineRoute<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
  const A extends Needed = Needed,
  H extends z.ZodType = z.ZodUndefined,
>(contract: RouteContract<P, Q, B, R, A, H>): RouteContract<P, Q, B, R, A, H> {
  return contract;
}
