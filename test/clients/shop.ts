import { expect } from "vitest";
import type { Api } from "../support/stack/api.ts";
import type { StandInControl } from "../support/stack/stand-in.ts";

const org = "/v1/orgs/acmecorp";

/** The roles that deploys of the shop assume. Nobody may assume the last one. */
export const shopRoles = {
  dev: "arn:aws:iam::333333333333:role/shop-deploy",
  prod: "arn:aws:iam::222222222222:role/shop-deploy",
  closed: "arn:aws:iam::444444444444:role/shop-deploy",
} as const;

/** A parameter of production that looks like a secret. */
export const shopToken = "x7k2p9q4m1zb8v";

const greeting = (value: string) => [{ key: "GREETING", value }];
const safeguard = (name: string, id: string, settings: unknown) => ({
  name,
  description: `${name}.`,
  safeguard: id,
  enforcementLevel: "error",
  settings,
});

/** The profiles by name. All but the first are mapped to the stage of the same name. */
const profiles = {
  "shop-default": {
    accessRole: { roleArn: shopRoles.dev },
    parameters: [
      ...greeting("hello from the default profile"),
      { key: "LOG_LEVEL", value: "info", sensitive: false },
    ],
    safeguards: [safeguard("Lower case", "allowed-stages", "^[a-z-]+$")],
  },
  prod: {
    accessRole: { roleArn: shopRoles.prod },
    parameters: [
      ...greeting("hello from production"),
      { key: "LOG_LEVEL", value: "warn", sensitive: false },
      { key: "STAGE_NAME", value: "prod" },
      { key: "API_TOKEN", value: shopToken },
    ],
  },
  // Only the client knows the region, so it evaluates this safeguard after it got credentials.
  elsewhere: {
    accessRole: { roleArn: shopRoles.dev },
    parameters: greeting("hello from elsewhere"),
    safeguards: [safeguard("US only", "allowed-regions", ["us-east-1"])],
  },
  // The server knows the stage, so it evaluates this safeguard before it returns anything.
  misnamed: {
    accessRole: { roleArn: shopRoles.dev },
    parameters: greeting("hello from nowhere"),
    safeguards: [safeguard("Known stages", "allowed-stages", ["prod"])],
  },
  closed: { accessRole: { roleArn: shopRoles.closed }, parameters: greeting("hello from behind a door") },
  denied: {
    accessRole: { roleArn: shopRoles.dev },
    parameters: greeting("hello to new clients"),
    clients: { legacy: "deny" },
  },
  // No client sends what this safeguard evaluates beforehand.
  demanding: {
    accessRole: { roleArn: shopRoles.dev },
    parameters: greeting("hello from a judge"),
    safeguards: [safeguard("Deployed by a role", "require-cfn-role", undefined)],
  },
  planned: {
    accessRole: { roleArn: shopRoles.dev },
    parameters: greeting("hello from a plan"),
    clients: { legacy: "plan-only" },
  },
} as const;

/**
 * Fills the organization of the clients: with the app `shop`, which has a default profile, and the app `bare` without
 * one.
 */
export async function prepareShop(admin: Api, standIn: StandInControl): Promise<void> {
  const send = async (method: string, path: string, body: object) => {
    const { status, body: answer } = await admin(method, `${org}${path}`, body);
    expect(status, `${method} ${path}: ${JSON.stringify(answer)}`).toBeLessThan(300);
  };
  await send("PATCH", "", { clients: { legacy: "allow" } });
  for (const [name, profile] of Object.entries(profiles)) await send("PUT", `/profiles/${name}`, profile);
  await send("PUT", "/apps/shop", { defaultProfile: "shop-default" });
  await send("PUT", "/apps/bare", {});
  for (const name of Object.keys(profiles).filter((it) => it !== "shop-default")) {
    await send("PUT", `/apps/shop/stages/${name}`, { profile: name });
  }
  await standIn.trust(shopRoles.closed, { deny: true });
}
