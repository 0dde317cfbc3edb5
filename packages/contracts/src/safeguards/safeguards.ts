import { z } from "zod";
import { defineRequest } from "../define/define.ts";
import { defineRoute } from "../define/define-route.ts";
import { Violation } from "../problems/problem.ts";
import { EvaluatedTarget, Purpose } from "../values/deploy-target.ts";
import { OrgName } from "../values/names.ts";
import { secret } from "../values/secret.ts";
import { EvaluatedSafeguard, Safeguard, SafeguardResult, Verdict } from "./safeguard.ts";
import { SafeguardInput } from "./safeguard-input.ts";

/**
 * The results of all safeguards on one deploy. `blockedBy` names those that block, each once. It is not left to readers
 * to find out, since a safeguard that could not be evaluated only sometimes blocks.
 */
export const Evaluation = z.object({
  verdict: Verdict,
  results: z.array(SafeguardResult),
  // An earlier version of the service does not send it.
  blockedBy: z.array(z.string()).default([]),
});
export type Evaluation = z.infer<typeof Evaluation>;

/**
 * What happens to a safeguard whose input was not sent: it blocks, or it is left to a client that evaluates safeguards
 * itself, and is only a warning.
 */
export const Unsent = z.enum(["blocks", "left-to-client"]);
export type Unsent = z.infer<typeof Unsent>;

/** Evaluates a deploy by the safeguards of a profile. Throws `invalid` for a template that cannot be read. */
export const evaluate = defineRequest({
  subject: "safeguards.v1.evaluate",
  summary: "May this deploy go?",
  timeoutMs: 5_000,
  callers: ["resolver"],
  unknownFields: "refused",
  input: z.strictObject({
    safeguards: z.array(EvaluatedSafeguard.strict()),
    purpose: Purpose,
    unsent: Unsent.default("blocks"),
    input: SafeguardInput.extend({ target: EvaluatedTarget }),
  }),
  output: Evaluation,
  throws: ["invalid"],
});

/** Checks the safeguards of a profile before it is saved. Paths begin at the list: `$[0].settings`. */
export const checkSafeguards = defineRequest({
  subject: "safeguards.v1.check",
  summary: "Do these safeguards exist, fit, and do what their examples say?",
  timeoutMs: 5_000,
  callers: ["profiles"],
  unknownFields: "refused",
  input: z.strictObject({ safeguards: z.array(Safeguard) }),
  // The violations. The name of the field stays, since the last release reads and answers it.
  output: z.object({ mistakes: z.array(Violation) }),
  throws: ["invalid"],
});

/**
 * Reads YAML for a service that must not read it itself: a slow document ends a thread of the safeguards service, and holds
 * up nothing else. `refused` continues a sentence about the document, and never repeats any of it.
 */
export const readYaml = defineRequest({
  subject: "safeguards.v1.read-yaml",
  summary: "What is this YAML document as JSON?",
  timeoutMs: 5_000,
  callers: ["profiles"],
  unknownFields: "refused",
  input: z.strictObject({ text: secret(z.string()), org: OrgName }),
  output: z.union([z.object({ json: secret(z.string()) }), z.object({ refused: z.string() })]),
  throws: ["unavailable"],
});

/**
 * A policy of the catalogue. `settingsSchema` is JSON Schema, draft 2020-12; `defaultSettings` are a start for settings of
 * one's own; `docs` is the page of the policy, as a path in Stagepass's repository.
 */
export const PolicyView = z.object({
  safeguard: z.string(),
  title: z.string(),
  description: z.string(),
  fix: z.string(),
  docs: z.string(),
  needs: z.array(z.enum(["template", "declaration", "framework-version"])),
  settingsSchema: z.record(z.string(), z.unknown()),
  defaultSettings: z.unknown(),
});
export type PolicyView = z.infer<typeof PolicyView>;

export const listPolicies = defineRoute({
  service: "safeguards",
  method: "GET",
  path: "/v1/safeguards",
  summary: "The catalogue of policies that a safeguard can name",
  action: "public",
  response: z.object({ items: z.array(PolicyView) }),
  throws: [],
});

export const evaluateSafeguards = defineRoute({
  service: "safeguards",
  method: "POST",
  path: "/v1/safeguards/evaluate",
  summary: "Try safeguards on a deploy without storing anything",
  action: "safeguard:evaluate",
  targetAt: ["input", "target"],
  body: z.strictObject({
    safeguards: z.array(Safeguard).max(100, "must be at most 100 safeguards"),
    input: SafeguardInput,
  }),
  response: Evaluation,
  throws: [],
});
