import { expect, test } from "vitest";
import type { Answer } from "./api.ts";
import type { SharedStack } from "./use-stack.ts";

/** A request that is refused, and what the refusal must say. */
export interface BadRequest {
  /** Method and path. */
  readonly to: string;
  /** An object, or the text of the body as it is. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Whose key it comes with; the admin's unless said. */
  readonly key?: "adminKey" | "operatorKey" | "deployKey";
  /** 400 unless said. */
  readonly status?: number;
  /** `invalid` unless said. */
  readonly code?: string;
  /** The JSON paths of the mistakes. */
  readonly at?: readonly string[];
  /** What the sentence must say: what is wrong, and what to do. */
  readonly says: RegExp;
}

/** Makes a test of each bad request, by its name: it is refused as a problem that helps, and acmecorp is as it was. */
export function testRefusals(stack: SharedStack, requests: Readonly<Record<string, BadRequest>>): void {
  test.each(Object.entries(requests))("%s", async (_, request) => {
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

/** Everything that an admin can read of the organization, but for when keys were used. */
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
