import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { type PlanPorts, plan } from "./plan.ts";

const target = makeTarget();
const profileOf = (name: string, version: number) => ({
  name,
  version,
  accessRole: null,
  parameterKeys: [`KEY_OF_${name}`],
  safeguards: [],
  clients: { legacy: "plan-only" } as const,
});
const portsOf = (candidates: Awaited<ReturnType<PlanPorts["findCandidates"]>>): PlanPorts => ({
  findCandidates: async () => candidates,
  listNearApps: async () => ["storefront", "backoffice"],
});
const profiles = [profileOf("dev", 2), profileOf("prod", 7)];
const orgClients = { legacy: "allow" } as const;

test("a plan uses the stage's own profile alone and nothing of the app's default", async () => {
  const ports = portsOf({ stageProfile: "prod", defaultProfile: "dev", profiles, orgClients });
  expect(await plan(ports, target)).toEqual({
    profile: { name: "prod", version: 7, matchedBy: "stage" },
    accessRole: null,
    parameterKeys: ["KEY_OF_prod"],
    safeguards: [],
    clients: { legacy: "plan-only" },
  });
});

test("a plan uses the app's default profile when the stage has none of its own", async () => {
  const ports = portsOf({ stageProfile: null, defaultProfile: "dev", profiles, orgClients });
  expect(await plan(ports, target)).toMatchObject({
    profile: { name: "dev", version: 2, matchedBy: "default" },
    parameterKeys: ["KEY_OF_dev"],
  });
});

test("a plan says what existing clients may get, decided by the chosen profile and the organization", async () => {
  const ports = portsOf({
    ...{ stageProfile: "prod", defaultProfile: "dev", orgClients: { legacy: "deny" } },
    profiles: profiles.map((profile) => ({ ...profile, clients: { legacy: "allow" } })),
  });
  expect(await plan(ports, target)).toMatchObject({ clients: { legacy: "deny" } });
});

test("a plan for an unknown app fails with not-found and the nearest name", async () => {
  await expect(plan(portsOf(undefined), { ...target, app: "storefornt" })).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no app "storefornt" in acmecorp. Did you mean storefront?',
  });
});
