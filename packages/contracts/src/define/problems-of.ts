import type { ProblemCode } from "../problems/problem.ts";
import type { RequestContract } from "./define.ts";
import { isGuarded, type RouteContract } from "./define-route.ts";

/** Every problem that an endpoint can answer: those of every endpoint of its kind, and those that it declares. */
export function problemsOf(route: RouteContract): ProblemCode[] {
  const isOpen = route.action === "public";
  return unique([
    "malformed",
    "invalid",
    ...(isOpen ? [] : (["unauthenticated", "forbidden", "not-found", "too-many-requests"] as const)),
    ...(isGuarded(route) ? (["precondition-failed"] as const) : []),
    "request-timeout",
    "too-large",
    ...(route.method === "GET" ? [] : (["unsupported-media-type"] as const)),
    ...route.throws,
    ...failures,
  ]);
}

/** Every problem that a service can answer to this request of another service. */
export function problemsOfRequest(request: RequestContract): ProblemCode[] {
  const isOnBehalf = "action" in request;
  return unique([
    ...(isOnBehalf ? (["unauthenticated", "forbidden", "not-found"] as const) : []),
    ...request.throws,
    "too-large",
    ...failures,
  ]);
}

const failures = ["internal", "unavailable"] as const;

function unique(codes: readonly ProblemCode[]): ProblemCode[] {
  return [...new Set(codes)];
}
