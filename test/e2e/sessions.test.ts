import { expect, test } from "vitest";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

const stack = useStack();
const fromOwnPage = { "sec-fetch-site": "same-origin", "x-stagepass-request": "1" };

/** Signs in with a key, and returns a function that calls the API with the cookie as a browser does. */
async function browse(accessKey: string) {
  const anonymous = stack.as();
  const { status, headers } = await anonymous("POST", "/v1/session", { accessKey }, fromOwnPage);
  expect(status).toBe(201);
  const [cookie = ""] = (headers.get("set-cookie") ?? "").split(";");
  return (method: string, path: string, body?: object) =>
    anonymous(method, path, body, { ...fromOwnPage, cookie });
}

test("the cookie of a session gives access to every service, as the key does", async () => {
  const ask = await browse(stack.facts.adminKey);
  const target = makeTarget({ stage: "dev" });
  for (const [method, path, body] of [
    ["GET", "/v1/orgs/acmecorp/profiles"],
    ["GET", "/v1/orgs/acmecorp/profiles/prod/access-role"],
    ["GET", "/v1/safeguards"],
    ["GET", "/v1/orgs/acmecorp/deployments"],
    ["POST", "/v1/resolve", target],
    ["POST", "/v1/explain", target],
    ["POST", "/v1/safeguards/evaluate", { safeguards: [], input: { target } }],
  ] as const) {
    expect(await ask(method, path, body), path).toMatchObject({ status: 200 });
  }
});

test("a session is refused by every service with the next request after its key was revoked", async () => {
  const admin = stack.as(stack.facts.adminKey);
  const made = await admin("POST", "/v1/orgs/acmecorp/access-keys", { role: "admin", name: "ada" });
  const ask = await browse(made.body.key);
  const target = makeTarget({ stage: "dev" });
  expect(await ask("POST", "/v1/resolve", target)).toMatchObject({ status: 200 });
  await admin("DELETE", `/v1/orgs/acmecorp/access-keys/${made.body.id}`);
  for (const [method, path, body] of [
    ["POST", "/v1/resolve", target],
    ["GET", "/v1/orgs/acmecorp/deployments"],
    ["GET", "/v1/session"],
  ] as const) {
    expect(await ask(method, path, body), path).toMatchObject({ status: 401 });
  }
});

test("a deploy that a session resolves is recorded with the key that it stands for", async () => {
  const ask = await browse(stack.facts.adminKey);
  const { body } = await ask("POST", "/v1/resolve", makeTarget({ stage: "dev" }));
  const { body: deployment } = await ask("GET", `/v1/orgs/acmecorp/deployments/${body.deploymentId}`);
  const { body: session } = await ask("GET", "/v1/session");
  expect(JSON.stringify(deployment)).toContain(session.keyId);
});
