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

test("plans with the stage's profile alone: nothing of the default is mixed in", async () => {
  const ports = portsOf({ stageProfile: "prod", defaultProfile: "dev", profiles, orgClients });
  expect(await plan(ports, target)).toEqual({
    profile: { name: "prod", version: 7, matchedBy: "stage" },
    accessRole: null,
    parameterKeys: ["KEY_OF_prod"],
    safeguards: [],
    clients: { legacy: "plan-only" },
  });
});

test("plans with the default where the stage has no profile", async () => {
  const ports = portsOf({ stageProfile: null, defaultProfile: "dev", profiles, orgClients });
  expect(await plan(ports, target)).toMatchObject({
    profile: { name: "dev", version: 2, matchedBy: "default" },
    parameterKeys: ["KEY_OF_dev"],
  });
});

test("says what clients may have of the profile that was chosen, after both have had their word", async () => {
  const ports = portsOf({
    ...{ stageProfile: "prod", defaultProfile: "dev", orgClients: { legacy: "deny" } },
    profiles: profiles.map((profile) => ({ ...profile, clients: { legacy: "allow" } })),
  });
  expect(await plan(ports, target)).toMatchObject({ clients: { legacy: "deny" } });
});

test("says which app was probably meant", async () => {
  await expect(plan(portsOf(undefined), { ...target, app: "storefornt" })).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no app "storefornt" in acmecorp. Did you mean storefront?',
  });
});
