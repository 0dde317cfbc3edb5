import {
  covers,
  type KnownTarget,
  type Plan,
  Problem,
  type Purpose,
  type Unsent,
} from "@stagepass/contracts";
import type { z } from "zod";
import { type Question, type Resolved, resolveTarget } from "../../domain/resolving/resolve-target.ts";
import type { Client } from "../clients/admit-client.ts";
import { appNameOf } from "../places.ts";
import type { LegacyPorts } from "../ports.ts";
import { blocked } from "./blocked.ts";
import { purposeFor } from "./purpose-for.ts";
import { isUnresolved } from "./stage-text.ts";

/** What a client asks to be given. */
export interface Wish {
  readonly target: KnownTarget;
  readonly unsent: Unsent;
  readonly wanted?: Question["wanted"];
  /** Looks at what applies, before it is judged. Throws to give nothing. */
  demand?(plan: Plan, purpose: z.infer<typeof Purpose>): void;
}

/** What may be used of a profile. */
export type Given = Exclude<Resolved, { verdict: "blocked" }>;

/**
 * What a client may use at a target, by the same rules as a resolve call. Throws what resolving throws, `conflict` when
 * safeguards block it, and `forbidden` when the key or the profile does not permit it.
 */
export async function give(
  ports: LegacyPorts,
  { principal, org, rules }: Client,
  { target: asked, unsent, wanted, demand }: Wish,
): Promise<Given> {
  const target = { ...asked, app: appNameOf(asked.app) };
  const { stage, ...withoutStage } = target;
  if (principal.role === "operator" || !covers(principal.scope, target)) throw notCovered(target);
  if (isUnresolved(stage)) {
    ports.warn({ org, app: target.app, stage }, "the stage is not resolved yet: the default profile applies");
  }
  const resolved = await resolveTarget(ports, principal, {
    target,
    judged: isUnresolved(stage) ? withoutStage : target,
    purposeOf: (plan) => {
      const purpose = purposeFor(org, rules, plan);
      demand?.(plan, purpose);
      return purpose;
    },
    unsent,
    ...(wanted !== undefined && { wanted }),
  });
  if (resolved.verdict === "blocked") throw blocked(resolved.plan.profile.name, resolved.safeguards);
  return resolved;
}

function notCovered({ app, stage }: KnownTarget): Problem {
  const advice = isUnresolved(stage)
    ? "The stage was sent before its variables were resolved: pass it with --stage."
    : "Ask an admin for a wider key.";
  return new Problem(
    "forbidden",
    `This key does not cover the app ${app} with the stage ${stage}. ${advice}`,
  );
}
