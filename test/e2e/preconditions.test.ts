import { type RouteContract, routes } from "@stagepass/contracts";
import { beforeAll, describe, expect, test } from "vitest";
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

/** Makes the request under a condition. */
function send({ method, path, body }: SampleRequest, headers: Record<string, string>) {
  return admin(method, path, body, headers);
}

/** Everything that can be read of what a request is about, its versions among it. */
async function readAround({ path }: SampleRequest): Promise<unknown[]> {
  const whole = path.replace(/\/(versions|parameters)\/.*$/, "");
  const answers = await Promise.all([admin("GET", whole), admin("GET", `${whole}/versions`)]);
  return answers.map(({ status, body }) => ({ status, body: status === 200 ? body : undefined }));
}

describe("If-None-Match: * never replaces what is there:", () => {
  test.each(additions)("%s", async (_, route) => {
    const request = (await prepareSample(route, admin))("acmecorp");
    const before = await readAround(request);
    const answer = await send(request, { "if-none-match": "*" });
    expect(answer).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
    expect(answer.body.detail).toMatch(/^It exists already, /);
    expect(await readAround(request)).toEqual(before);
  });
});

describe("If-Match with a version that was never there changes nothing:", () => {
  test.each(changes)("%s", async (_, route) => {
    const request = (await prepareSample(route, admin))("acmecorp");
    const before = await readAround(request);
    const answer = await send(request, { "if-match": '"77777"' });
    expect(answer).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
    expect(await readAround(request)).toEqual(before);
  });
});

describe("If-Match: * changes what exists:", () => {
  test.each(changes)("%s", async (_, route) => {
    const request = (await prepareSample(route, admin))("acmecorp");
    expect((await send(request, { "if-match": "*" })).status).toBeLessThan(300);
  });
});
