import type {
  Evaluation,
  Input,
  evaluate as Request,
  Safeguard,
  SafeguardResult,
} from "@stagepass/contracts";
import { didYouMean } from "@stagepass/contracts";
import { parseTemplate } from "./parse-template.ts";
import { findPolicy, policies } from "./policies.ts";
import { inputOf, type Need, type PolicyDocument } from "./policy.ts";
import { readResources } from "./resources.ts";
import { settingsMistakes } from "./settings-mistakes.ts";
import { verdictOf } from "./verdict.ts";

/** What evaluation needs from outside. */
export interface Ports {
  now(): Date;
  /** Told about a policy that threw, which is a fault of Stagepass; the deployer sees only that it could not judge. */
  policyThrew(policy: string, cause: unknown): void;
}

/** Where a template stands in the body that the caller sent, for the paths of its mistakes. */
export type TemplateAt = readonly PropertyKey[];

/** In milliseconds. The requests' own limit is five seconds; what is left must do for the answer. */
const maxDuration = 3_000;

/**
 * Judges a deploy by safeguards, all of them and in their order. Throws `invalid` for a template that is none. A
 * safeguard that cannot be judged, for whatever reason, never passes.
 */
export function evaluate(
  { safeguards, purpose, input }: Input<typeof Request>,
  ports: Ports,
  templateAt: TemplateAt = ["template"],
): Evaluation {
  const startedAt = ports.now();
  const document = readDocument(input, startedAt, templateAt);
  const results = safeguards.map((safeguard) => {
    const isLate = ports.now().getTime() - startedAt.getTime() > maxDuration;
    return toResult(safeguard, isLate ? tooLate : judge(safeguard, document, ports));
  });
  return { verdict: verdictOf(results, purpose), results };
}

function readDocument(
  { template, ...input }: Input<typeof Request>["input"],
  startedAt: Date,
  templateAt: TemplateAt,
): PolicyDocument {
  return {
    ...input,
    now: input.now ?? startedAt.toISOString(),
    resources:
      template === undefined ? undefined : readResources(parseTemplate(template, templateAt), templateAt),
  };
}

/** The violations, or the input whose absence keeps the safeguard from being judged. */
type Judgement = readonly string[] | { readonly missing: Need };

const tooLate: Judgement = [
  "Not judged: the safeguards before this one took too long. Simplify their settings.",
];

function judge({ safeguard: id, settings }: Safeguard, document: PolicyDocument, ports: Ports): Judgement {
  const policy = findPolicy(id);
  if (policy === undefined) {
    return [
      `There is no policy "${id}".${didYouMean(
        id,
        policies.map((known) => known.id),
      )} Correct the profile.`,
    ];
  }
  try {
    const parsed = policy.settings.safeParse(settings);
    if (!parsed.success) {
      return settingsMistakes(parsed.error, ["settings"]).map(({ path, message }) => `${path}: ${message}`);
    }
    const missing = policy.needs.find((need) => document[inputOf[need]] === undefined);
    return missing === undefined ? policy.judge(document, parsed.data) : { missing };
  } catch (cause) {
    ports.policyThrew(id, cause);
    return [
      `The policy ${id} could not judge this deploy. This is a fault of Stagepass, and its log says more.`,
    ];
  }
}

const whatToSend: Record<Need, string> = {
  template: "Send the compiled template: this safeguard judges it.",
  declaration: "Send the declaration: this safeguard judges it.",
  "framework-version": "Send frameworkVersion: this safeguard judges it.",
};

function toResult(safeguard: Safeguard, judgement: Judgement): SafeguardResult {
  const { settings: _, ...judged } = safeguard;
  if ("missing" in judgement) {
    const { missing } = judgement;
    return { ...judged, outcome: "skipped", reason: `needs-${missing}`, messages: [whatToSend[missing]] };
  }
  if (judgement.length === 0) return { ...judged, outcome: "passed", messages: [] };
  const outcome = judged.enforcementLevel === "error" ? "failed" : "warned";
  return { ...judged, outcome, messages: bounded(judgement) };
}

const maxMessages = 50;
const maxMessageLength = 2_000;

/** A template can break a rule many thousand times; the answer must stay small enough to travel and to be read. */
function bounded(messages: readonly string[]): string[] {
  const shown = messages
    .slice(0, maxMessages)
    .map((message) =>
      message.length <= maxMessageLength ? message : `${message.slice(0, maxMessageLength)}…`,
    );
  const hidden = messages.length - shown.length;
  return hidden === 0 ? shown : [...shown, `… and ${hidden} more.`];
}
