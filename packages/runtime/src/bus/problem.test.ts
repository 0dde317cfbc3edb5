import { headers, type Msg, ServiceErrorCodeHeader } from "nats";
import { expect, test } from "vitest";
import { decodeProblem } from "./problem.ts";

/** A reply with a problem, as far as it is read. */
function reply(status: number, body: object): Pick<Msg, "data" | "headers"> {
  const sent = headers();
  sent.set(ServiceErrorCodeHeader, String(status));
  return { headers: sent, data: Buffer.from(JSON.stringify(body)) };
}

test("reads a problem as it was thrown, without what a later release says besides", () => {
  const errors = [{ path: "$", message: "is wrong", added: "later" }];
  const body = { code: "invalid", detail: "It is wrong.", errors, added: "later" };
  expect(decodeProblem(reply(400, body), "profiles")).toMatchObject({
    code: "invalid",
    facts: { detail: "It is wrong.", errors: [{ path: "$", message: "is wrong" }] },
  });
});

test.each([
  [400, "invalid"],
  [404, "not-found"],
  [409, "conflict"],
  [422, "invalid"],
  [503, "unavailable"],
  [507, "internal"],
] as const)("a problem of a later release with the status %i is told as %s", (status, code) => {
  const problem = decodeProblem(
    reply(status, { code: "added-later", detail: "Wait for approval." }),
    "profiles",
  );
  expect(problem).toMatchObject({ code, facts: { detail: "Wait for approval." } });
});

test("what is no problem is internal, and says who answered it", () => {
  const problem = decodeProblem(reply(409, { detail: 1 }), "profiles");
  expect(problem).toMatchObject({ code: "internal", facts: { part: "profiles" } });
});
