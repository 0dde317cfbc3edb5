import { type RouteContract, routes } from "@stagepass/contracts";
import { beforeAll, expect, test } from "vitest";
import type { Api } from "../support/stack/api.ts";
import { nameOf, prepareSample, type SampleRequest } from "../support/stack/route-samples.ts";
import { useStack } from "../support/stack/use-stack.ts";

const stack = useStack();
let admin: Api;
beforeAll(() => {
  admin = stack.as(stack.facts.adminKey);
});

const named = (wanted: readonly RouteContract[]) => wanted.map((route) => [nameOf(route), route] as const);
const additions = named(routes.filter(({ method }) => method === "PUT"));
const changes = named(
  routes.filter(({ method, isGuarded = ["PUT", "PATCH", "DELETE"].includes(method) }) => isGuarded),
);

/** Sends the request with a condition. */
function send({ method, path, body }: SampleRequest, headers: Record<string, string>) {
  return admin(method, path, body, headers);
}

/** Reads everything about the target of a request, its versions included. */
async function readAround({ path }: SampleRequest): Promise<unknown[]> {
  const whole = path.replace(/\/(versions|parameters)\/.*$/, "");
  const answers = await Promise.all([admin("GET", whole), admin("GET", `${whole}/versions`)]);
  return answers.map(({ status, body }) => ({ status, body: status === 200 ? body : undefined }));
}

test.each(additions)("If-None-Match: * never replaces what exists: %s", async (_, route) => {
  const request = (await prepareSample(route, admin))("acmecorp");
  const before = await readAround(request);
  const answer = await send(request, { "if-none-match": "*" });
  expect(answer).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  expect(answer.body.detail).toMatch(/^It exists already, /);
  expect(await readAround(request)).toEqual(before);
});

test.each(changes)("If-Match with a version that never existed changes nothing: %s", async (_, route) => {
  const request = (await prepareSample(route, admin))("acmecorp");
  const before = await readAround(request);
  const answer = await send(request, { "if-match": '"77777"' });
  expect(answer).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  expect(await readAround(request)).toEqual(before);
});

test.each(changes)("If-Match: * changes what exists: %s", async (_, route) => {
  const request = (await prepareSample(route, admin))("acmecorp");
  expect((await send(request, { "if-match": "*" })).status).toBeLessThan(300);
});
