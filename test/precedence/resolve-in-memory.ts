import {
  type AccessRole,
  type DeployTarget,
  type Explanation,
  Problem,
  type Purpose,
  type Resolution,
  ResolveInput,
  roleArnFor,
} from "@stagepass/contracts";
import type { z } from "zod";
import { explain } from "../../services/profiles/src/domain/planning/explain.ts";
import { fromStanding } from "../../services/profiles/src/domain/planning/from-standing.ts";
import { open } from "../../services/profiles/src/domain/planning/open.ts";
import { plan } from "../../services/profiles/src/domain/planning/plan.ts";
import type { CallPorts } from "../../services/resolver/src/domain/resolving/ports.ts";
import { resolveDeploy } from "../../services/resolver/src/domain/resolving/resolve-deploy.ts";
import type { MemoryOrg } from "./memory-org.ts";
import { type Told, toldByResolve } from "./told.ts";

/** A target, and what its deploy is for. */
export interface Asked {
  readonly target: DeployTarget;
  readonly purpose: z.infer<typeof Purpose>;
}

/** Resolves with the domains of the resolver and the profiles service. `afterPlan` is called after each plan. */
export async function resolveInMemory(
  org: MemoryOrg,
  { target, purpose }: Asked,
  afterPlan: () => void = () => {},
): Promise<Extract<Resolution, { credentials: unknown }>> {
  const ports: CallPorts = {
    planFor: async ({ keyDigest: _, ...asked }) => {
      const planned = await fromStanding(org, { digest: null, ...asked }, ({ app }) => plan(org, asked, app));
      afterPlan();
      return { keyId: "key_ci", plan: planned };
    },
    open: (input) => open(org, input),
    evaluate: async () => ({ verdict: "allowed", results: [], blockedBy: [] }),
    issue: async ({ accessRole }) => sessionOf(accessRole, purpose),
    newDeploymentId: () => "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
    digest: (text) => text,
    ...{ recordIntent: async () => {}, recordOutcome: async () => {}, recordWhole: async () => {} },
  };
  const answer = await resolveDeploy(ports, "5e".repeat(32), ResolveInput.parse({ ...target, purpose }));
  if (answer.verdict === "blocked") throw new Error("Nothing blocks here.");
  return answer;
}

/** What resolving says, or the code of its problem. */
export async function toldInMemory(...asked: Parameters<typeof resolveInMemory>): Promise<Told> {
  try {
    return toldByResolve(await resolveInMemory(...asked));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { problem: error.code };
  }
}

/** Explains with the domain of the profiles service. */
export function explainInMemory(org: MemoryOrg, asked: Asked): Promise<Explanation> {
  const whole = { findStanding: org.findWholeStanding };
  return fromStanding(whole, { digest: null, ...asked.target }, ({ app }) => explain(org, asked, app));
}

function sessionOf(role: AccessRole, purpose: Asked["purpose"]) {
  return {
    ...{ accessKeyId: "ASIA1", secretAccessKey: "s", sessionToken: "t", durationSeconds: 3_600 },
    expiration: "2026-11-20T12:00:00.000Z",
    roleArn: roleArnFor(role, purpose),
  };
}
