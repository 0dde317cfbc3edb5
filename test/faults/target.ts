import { expect } from "vitest";
import { apiAt } from "../support/stack/api.ts";
import { History } from "./history.ts";
import type { Random } from "./random.ts";
import { type System, startSystem } from "./system.ts";

/** A system and the organization that the load uses. */
export interface Target {
  readonly system: System;
  readonly history: History;
  readonly random: Random;
  readonly adminKey: string;
  readonly profiles: readonly [string, ...string[]];
  /** Stages that each resolve to one of the profiles, and one stage that is always blocked. */
  readonly stages: readonly [string, ...string[]];
}

const profiles = ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"] as const;

/** Starts a system with an organization, in which every stage of an app has a profile of its own. */
export async function prepareTarget(random: Random): Promise<Target> {
  const system = await startSystem();
  const [{ url }] = system.replicasOf("profiles");
  const { body: org } = await apiAt(url, system.operatorKey)("POST", "/v1/orgs", { name: "acmecorp" });
  const admin = apiAt(url, org.adminKey);
  const save = async (path: string, body: object) => {
    const answer = await admin("PUT", `/v1/orgs/acmecorp/${path}`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  };
  const region = (settings: string[]) => ({
    name: "R",
    safeguard: "allowed-regions",
    enforcementLevel: "error",
    settings,
  });
  const saveProfile = (profile: string) =>
    save(`profiles/${profile}`, {
      description: `${profile} is new`,
      accessRole: { roleArn: `arn:aws:iam::222222222222:role/${profile}` },
      parameters: [{ key: "A", value: "a" }],
      safeguards: [region(["eu-central-1"])],
    });
  await Promise.all(profiles.map(saveProfile));
  await save("profiles/elsewhere", { safeguards: [region(["us-east-1"])] });
  await save("apps/shop", { defaultProfile: "p0" });
  await Promise.all(profiles.map((profile) => save(`apps/shop/stages/${profile}`, { profile })));
  await save("apps/shop/stages/blocked", { profile: "elsewhere" });
  return {
    system,
    history: new History(),
    random,
    adminKey: org.adminKey,
    profiles,
    stages: [...profiles, "blocked"],
  };
}
