import { resetEvent } from "@stagepass/contracts";
import { expect, onTestFinished, test } from "vitest";
import { followStream } from "../support/stack/follow-stream.ts";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

const stack = useStack();
const org = "/v1/orgs/acmecorp";

/** Follows the events of an organization, with a key or other headers. */
async function follow(headers: Record<string, string>, name = "acmecorp") {
  const stream = await followStream(new URL(`/v1/orgs/${name}/events`, stack.facts.url), headers);
  onTestFinished(() => stream.leave());
  return stream;
}

const withKey = (key: string) => ({ authorization: `Bearer ${key}` });
const asAdmin = () => withKey(stack.facts.adminKey);
const isAbout = (subject: string) => (event: { data: { subject: string } }) => event.data.subject === subject;

test("a change and a deploy reach whoever follows the organization, from every service and without a value", async () => {
  const admin = stack.as(stack.facts.adminKey);
  const stream = await follow(asAdmin());
  const parameters = [{ key: "STRIPE_KEY", value: "hunter2hunter2" }];
  await admin("PUT", `${org}/profiles/followed`, { parameters });
  const made = await stream.waitFor(isAbout("acmecorp/profiles/followed"), "the profile");
  expect(made).toMatchObject({
    event: "message",
    data: { type: "profiles.v1.profile.created", data: { org: "acmecorp", profile: "followed", version: 1 } },
  });
  const { body } = await admin("POST", "/v1/resolve", makeTarget({ stage: "dev" }));
  const deployed = isAbout(`acmecorp/deployments/${body.deploymentId}`);
  expect((await stream.waitFor(deployed, "the deploy")).data.type).toBe("resolver.v1.deployment.resolved");
  expect(JSON.stringify(stream.events)).not.toContain("hunter2");
});

test("a browser follows with its session, comes back where it was, and gets what it missed once", async () => {
  const admin = stack.as(stack.facts.adminKey);
  const signIn = { "sec-fetch-site": "same-origin", "x-stagepass-request": "1" };
  const { headers } = await stack.as()("POST", "/v1/session", { accessKey: stack.facts.adminKey }, signIn);
  const [cookie = ""] = (headers.get("set-cookie") ?? "").split(";");
  const before = await follow({ cookie, "sec-fetch-site": "same-origin" });
  await admin("PUT", `${org}/profiles/missed`, {});
  await before.waitFor(isAbout("acmecorp/profiles/missed"), "the profile");
  before.leave();
  await before.ended;
  await admin("PATCH", `${org}/profiles/missed`, { description: "Missed" });
  await admin("DELETE", `${org}/profiles/missed`);
  const after = await follow({ cookie, "last-event-id": before.lastId ?? "" });
  await after.waitFor(({ data }) => data.type === "profiles.v1.profile.deleted", "the deletion");
  const types = [...before.events, ...after.events].filter(isAbout("acmecorp/profiles/missed"));
  expect(types.map(({ data }) => data.type.replace(/^.*\./, ""))).toEqual(["created", "updated", "deleted"]);
});

test("an id of another stream is answered with a reset", async () => {
  const stream = await follow({ ...asAdmin(), "last-event-id": "1-1" });
  expect(await stream.waitFor(({ event }) => event === resetEvent, "a reset")).toMatchObject({ data: {} });
});

test("a stream ends when its key is revoked, and no other organization can be followed", async () => {
  const admin = stack.as(stack.facts.adminKey);
  const { body } = await admin("POST", `${org}/access-keys`, { role: "admin", name: "ada" });
  const stream = await follow(withKey(body.key));
  expect(stream.status).toBe(200);
  await admin("DELETE", `${org}/access-keys/${body.id}`);
  await stream.ended;
  expect((await follow(withKey(body.key))).status).toBe(401);
  expect((await follow(asAdmin(), "othercorp")).status).toBe(404);
});
