import { Principal, Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../test/support/target.ts";
import type { Ports } from "../common/ports.ts";
import { profileValueRoutes } from "./profile-value.ts";

const { org, app } = makeTarget();
const principal = Principal.parse({ role: "deployer", keyId: "key_ci", org, scope: {} });

/** Asks for a stage, and returns the answer and what the operator is told. */
async function ask(stageName: string, resolveForClient: Ports["resolveForClient"], headers = {}) {
  const warnings: unknown[] = [];
  const ports: Partial<Ports> = {
    getOrg: async () => ({ name: org, clients: { legacy: "allow" } }),
    resolveForClient,
    warn: (facts, message) => warnings.push({ ...facts, message }),
  };
  const [route] = profileValueRoutes(ports as Ports); // what it does not ask for is not there
  const request = {
    params: { org, app },
    headers,
    body: { stageName },
    query: undefined,
    ...{ principal, keyDigest: "0".repeat(64) },
    ifMatch: undefined,
  };
  const answer: unknown = await route?.handler(request as never); // a bound route has forgotten its types
  return { answer, warnings };
}

/** Asks for a stage whose profile has one parameter, and returns what the operator is told. */
async function warningsOf(stageName: string, value: string): Promise<unknown[]> {
  const { warnings } = await ask(stageName, async () => ({
    verdict: "allowed",
    deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
    profile: { name: "dev", version: 1, matchedBy: "default" },
    provider: null,
    results: [],
    safeguards: [],
    parameters: [{ key: "DB_URL", value, sensitive: true, source: "profile", overrides: [] }],
    credentials: null,
  }));
  return warnings;
}

test("an app that resolves by providers has an empty profile, as long as the client names its instance next", async () => {
  const byProviders = () => Promise.reject(new Problem("no-provider", "The client does not say its region."));
  const later = { "user-agent": "axios/0.21.1" };
  const { answer } = await ask("dev", byProviders, later);
  expect(answer).toEqual({ secretValues: [], safeguardsPolicies: [], providerCredentials: null });
  const unresolved = await ask("${opt:stage}", byProviders, later);
  expect(unresolved.answer).toMatchObject({ providerCredentials: { secretType: "awsIam" } });
  await expect(ask("dev", byProviders)).rejects.toMatchObject({ code: "no-provider" });
});

test("a parameter that the clients will call undefined is logged, without a value", async () => {
  expect(await warningsOf("dev", "")).toEqual([
    {
      ...{ org, app, stage: "dev", profile: "dev", parameters: ["DB_URL"] },
      message: "existing clients call empty parameters undefined",
    },
  ]);
});

test("a stage that still holds variables is logged as it was sent", async () => {
  const stage = "${opt:stage, 'dev'}";
  expect(await warningsOf(stage, "postgres://dev")).toEqual([
    {
      ...{ org, app, stage },
      message: "the stage is not resolved yet: the default profile applies",
    },
  ]);
});

test("nothing is logged for a resolved stage and parameters with values", async () => {
  expect(await warningsOf("dev", "postgres://dev")).toEqual([]);
});
