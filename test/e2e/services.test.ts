import { expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

const stack = useStack();
const services = "/v1/orgs/acmecorp/apps/storefront/services";
const place = (service: string, stage: string) => `${services}/${service}/instances/${stage}/eu-central-1`;
const admin = () => stack.as(stack.facts.adminKey);

test("the first deploy of a service makes it and its instance, and a blocked deploy and a plan do not", async () => {
  const of = (stage: string, service: string) => makeTarget({ stage, service });
  const blocked = await admin()("POST", "/v1/resolve", of("us", "blocked"));
  expect(blocked.body.verdict).toBe("blocked");
  await admin()("POST", "/v1/resolve", { ...of("dev", "planned"), purpose: "plan" });
  const { body } = await admin()("POST", "/v1/resolve", of("dev", "a first/service"));
  expect(body.verdict).toMatch(/^allowed/);
  const name = encodeURIComponent("a first/service");
  const instance = await eventually(async () => {
    const found = await admin()("GET", place(name, "dev"));
    return found.status === 200 ? found.body : undefined;
  }, "the instance is there");
  expect(instance).toMatchObject({
    service: "a first/service",
    stage: "dev",
    region: "eu-central-1",
    revision: 1,
  });
  const { body: page } = await admin()("GET", services);
  const names = page.items.map((item: { name: string }) => item.name);
  expect(names).toContain("a first/service");
  expect(names).not.toContain("blocked");
  expect(names).not.toContain("planned");
});

test("a deployer sees the services that its key covers, without values, and changes none", async () => {
  const { body } = await admin()("POST", "/v1/orgs/acmecorp/access-keys", {
    role: "deployer",
    name: "services",
  });
  const deployer = stack.as(body.key);
  await admin()("PUT", `${services}/seen`, { parameters: [{ key: "KEY", value: "canary-of-a-service" }] });
  const seen = await deployer("GET", `${services}/seen`);
  expect(seen).toMatchObject({ status: 200, body: { name: "seen" } });
  expect(JSON.stringify(seen.body)).not.toContain("canary-of-a-service");
  expect((await deployer("GET", services)).status).toBe(200);
  expect((await deployer("PUT", `${services}/seen`, {})).status).toBe(403);
  expect((await deployer("DELETE", `${services}/seen`)).status).toBe(403);
});
