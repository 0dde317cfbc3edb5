import { expect, test } from "vitest";
import type { Answer } from "./api.ts";
import type { SharedStack } from "./use-stack.ts";

/** A wrong request, and the problem with which it must be answered. */
export interface BadRequest {
  /** Method and path. */
  readonly to: string;
  /** The body as an object, or as a text. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The key of the request. The default is the admin's. */
  readonly key?: "adminKey" | "operatorKey" | "deployKey";
  /** The status. The default is 400. */
  readonly status?: number;
  /** The problem's code. The default is `invalid`. */
  readonly code?: string;
  /** The JSON paths of the violations. */
  readonly at?: readonly string[];
  /** What the problem's detail must say: what is wrong, and what to do. */
  readonly says: RegExp;
}

/**
 * Defines a test for each request, by its name: it is answered with a problem that says what to do, and acmecorp stays
 * as it was. The titles begin with the guarantee.
 */
export function testBadRequests(
  stack: SharedStack,
  guarantee: string,
  requests: Readonly<Record<string, BadRequest>>,
): void {
  test.each(Object.entries(requests))(`${guarantee}: %s`, async (_, request) => {
    const { status = 400, code = "invalid", at, says } = request;
    const before = await readAll(stack);
    const answer = await send(stack, request);
    expect(answer.body).toMatchObject({ status, code, type: `/problems/${code}` });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(answer.body.errors?.map(({ path }: { path: string }) => path)).toEqual(at);
    expect(answer.body.detail).toMatch(says);
    expect(await readAll(stack)).toEqual(before);
  });
}

async function send(stack: SharedStack, request: BadRequest): Promise<Answer> {
  const { to, body, headers, key = "adminKey" } = request;
  const [method = "", path = ""] = to.split(" ");
  return stack.as(stack.facts[key])(method, path, body, headers);
}

/** Reads everything that an admin can read of the organization, except when keys were used. */
async function readAll(stack: SharedStack): Promise<unknown[]> {
  const admin = stack.as(stack.facts.adminKey);
  const paths = [
    ...["", "/profiles", "/profiles/prod", "/profiles/prod/versions", "/profiles/dev"],
    ...["/apps", "/apps/storefront/stages", "/access-keys", "/deployments"],
  ];
  const answers = await Promise.all(paths.map((path) => admin("GET", `/v1/orgs/acmecorp${path}`)));
  return answers.map(({ status, body }) => {
    expect(status).toBe(200);
    return JSON.parse(JSON.stringify(body, (key, value) => (key === "lastUsedAt" ? null : value)));
  });
}
