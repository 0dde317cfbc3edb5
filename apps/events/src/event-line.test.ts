import { type EventOf, eventTypes, exampleEvent } from "@stagepass/contracts";
import { inColours, plain } from "@stagepass/runtime/terminal";
import { expect, test } from "vitest";
import { eventLine } from "./event-line.ts";

const line = (event: object) => eventLine(event as EventOf, plain); // examples are events

test("every type of event has a readable line", () => {
  expect(eventTypes.map((type) => line(exampleEvent(type)))).toMatchInlineSnapshot(`
    [
      "2026-11-20 11:00:00Z  org created           acmecorp  by operator",
      "2026-11-20 11:00:00Z  org updated           acmecorp  by key_8Yq2",
      "2026-11-20 11:00:00Z  profile created       acmecorp  profiles/prod  v1  by key_8Yq2",
      "2026-11-20 11:00:00Z  profile updated       acmecorp  profiles/prod  v7 → v8: parameters (STRIPE_KEY)  by key_8Yq2",
      "2026-11-20 11:00:00Z  profile rolled-back   acmecorp  profiles/prod  v8 → v9, as v7 was  by key_8Yq2",
      "2026-11-20 11:00:00Z  profile deleted       acmecorp  profiles/old  v3  by key_8Yq2",
      "2026-11-20 11:00:00Z  profile renamed       acmecorp  profiles/prod  → production  by key_8Yq2",
      "2026-11-20 11:00:00Z  app created           acmecorp  apps/storefront  default dev  by key_8Yq2",
      "2026-11-20 11:00:00Z  app updated           acmecorp  apps/storefront  mode  by key_8Yq2",
      "2026-11-20 11:00:00Z  app default-changed   acmecorp  apps/storefront  dev → sandbox  by key_8Yq2",
      "2026-11-20 11:00:00Z  app deleted           acmecorp  apps/storefront  by key_8Yq2",
      "2026-11-20 11:00:00Z  app renamed           acmecorp  apps/storefront  → shop  by key_8Yq2",
      "2026-11-20 11:00:00Z  stage mapped          acmecorp  apps/storefront/stages/prod  default → prod  by key_8Yq2",
      "2026-11-20 11:00:00Z  stage unmapped        acmecorp  apps/storefront/stages/prod  prod → default  by key_8Yq2",
      "2026-11-20 11:00:00Z  stage renamed         acmecorp  apps/storefront/stages/prod  → production  by key_8Yq2",
      "2026-11-20 11:00:00Z  provider created      acmecorp  providers/production  default  by key_8Yq2",
      "2026-11-20 11:00:00Z  provider updated      acmecorp  providers/production  accessRole  by key_8Yq2",
      "2026-11-20 11:00:00Z  provider deleted      acmecorp  providers/production  by key_8Yq2",
      "2026-11-20 11:00:00Z  service created       acmecorp  apps/storefront/services/checkout  by key_8Yq2",
      "2026-11-20 11:00:00Z  service updated       acmecorp  apps/storefront/services/checkout  provider  by key_8Yq2",
      "2026-11-20 11:00:00Z  service removed       acmecorp  apps/storefront/services/checkout  by key_8Yq2",
      "2026-11-20 11:00:00Z  service restored      acmecorp  apps/storefront/services/checkout  by key_8Yq2",
      "2026-11-20 11:00:00Z  instance created      acmecorp  apps/storefront/services/checkout/instances/prod/eu-central-1  by key_8Yq2",
      "2026-11-20 11:00:00Z  instance updated      acmecorp  apps/storefront/services/checkout/instances/prod/eu-central-1  parameters (STRIPE_KEY)  by key_8Yq2",
      "2026-11-20 11:00:00Z  instance removed      acmecorp  apps/storefront/services/checkout/instances/prod/eu-central-1  by key_8Yq2",
      "2026-11-20 11:00:00Z  instance restored     acmecorp  apps/storefront/services/checkout/instances/prod/eu-central-1  by key_8Yq2",
      "2026-11-20 11:00:00Z  blueprint created     acmecorp  apps/storefront/blueprints/stages/prod  by key_8Yq2",
      "2026-11-20 11:00:00Z  blueprint updated     acmecorp  apps/storefront/blueprints/stages/prod  parameters (STRIPE_KEY)  by key_8Yq2",
      "2026-11-20 11:00:00Z  blueprint deleted     acmecorp  apps/storefront/blueprints/services  by key_8Yq2",
      "2026-11-20 11:00:00Z  access-key created    acmecorp  access-keys/key_9Zr3  github-actions (deployer)  by key_8Yq2",
      "2026-11-20 11:00:00Z  access-key revoked    acmecorp  access-keys/key_9Zr3  github-actions (deployer)  by key_8Yq2",
      "2026-11-20 11:00:00Z  deployment resolved   acmecorp  deployments/dep_q3Jx0W8cT1e2mN5uYb7Zaw  storefront/prod/checkout in eu-central-1, deploy with prod v7, allowed  by key_8Yq2",
      "2026-11-20 11:00:00Z  deployment blocked    acmecorp  deployments/dep_q3Jx0W8cT1e2mN5uYb7Zaw  storefront/prod/checkout in eu-central-1, deploy with prod v7, blocked: EU only  by key_8Yq2",
      "2026-11-20 11:00:00Z  deployment failed     acmecorp  deployments/dep_q3Jx0W8cT1e2mN5uYb7Zaw  storefront/prod/checkout in eu-central-1, deploy with prod v7, allowed: role-not-assumable  by key_8Yq2",
      "2026-11-20 11:00:00Z  deployment reported   acmecorp  deployments/dep_q3Jx0W8cT1e2mN5uYb7Zaw  storefront/prod/checkout in eu-central-1, deploy: success  by key_8Yq2",
      "2026-11-20 11:00:00Z  session issued        acmecorp  sessions/42  deploy arn:aws:iam::222222222222:role/deploy until 2026-11-20T12:00:00.000Z",
    ]
  `);
});

test("the line of a deploy that succeeded after it was blocked says so", () => {
  const event = exampleEvent("resolver.v1.deployment.reported") as EventOf<"resolver.v1.deployment.reported">;
  const blocked = { ...event, data: { ...event.data, afterBlock: true } };
  expect(line(blocked)).toContain(", deploy: success after a block");
});

test("the line of a deploy to which no profile applied says so", () => {
  const event = exampleEvent("resolver.v1.deployment.resolved") as EventOf<"resolver.v1.deployment.resolved">;
  expect(line({ ...event, data: { ...event.data, profile: null } })).toContain(
    ", deploy without a profile, allowed",
  );
});

test("text that people chose cannot control the terminal", () => {
  const event = exampleEvent("profiles.v1.stage.mapped");
  expect(line({ ...event, subject: "acmecorp/apps/a/stages/\u001b[2Jx" })).not.toContain("\u001b");
});

test("colours change how a line looks, and not its text", () => {
  const event = exampleEvent("profiles.v1.profile.deleted") as EventOf;
  const coloured = eventLine(event, inColours);
  expect(coloured).toContain("\u001b[31m");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(line(event));
});

test.each([
  [{ profile: "staging", version: 3 }, "copied from staging v3"],
  [{ app: "storefront", service: "checkout" }, "copied from storefront/checkout"],
  [
    { app: "storefront", service: "checkout", stage: "dev", region: "eu-central-1" },
    "copied from storefront/checkout/dev/eu-central-1",
  ],
])("a copy says where it is from: %j", (copiedFrom, says) => {
  for (const type of ["profiles.v1.profile.updated", "profiles.v1.instance.updated"] as const) {
    const event = exampleEvent(type);
    expect(line({ ...event, data: Object.assign({}, event.data, { copiedFrom }) })).toContain(
      `, ${says}  by`,
    );
  }
});
