import type {
  Evaluation,
  Input,
  evaluate as Request,
  Safeguard,
  SafeguardResult,
} from "@stagepass/contracts";
import { didYouMean, Problem } from "@stagepass/contracts";
import { parseTemplate } from "./parse-template.ts";
import { findPolicy, policies } from "./policies.ts";
import { inputOf, type Need, type PolicyDocument } from "./policy.ts";
import { readResources } from "./resources.ts";
import { settingsMistakes } from "./settings-mistakes.ts";
import { type InTurns, runInTurns } from "./turns.ts";
import { verdictOf } from "./verdict.ts";

/** What evaluation needs from outside. */
export interface Ports {
  now(): Date;
  /** Lets everything else that waits for the thread have its turn. */
  pause(): Promise<void>;
  /** Told about a policy that threw, which is a fault of Stagepass; the deployer sees only that it could not judge. */
  policyThrew(policy: string, cause: unknown): void;
}

/** Where a template stands in the body that the caller sent, for the paths of its mistakes. */
export type TemplateAt = readonly PropertyKey[];

/** In milliseconds. The requests' own limit is five seconds; what is left must do for the answer. */
const maxDuration = 3_000;

/**
 * Judges a deploy by safeguards, all of them and in their order. Throws `invalid` for a template that is none, and
 * `unavailable` when others left no time to read it. A safeguard that cannot be judged, for whatever reason, never
 * passes.
 */
export async function evaluate(
  { safeguards, purpose, input }: Input<typeof Request>,
  ports: Ports,
  templateAt: TemplateAt = ["template"],
): Promise<Evaluation> {
  const startedAt = ports.now();
  const isLate = () => ports.now().getTime() - startedAt.getTime() > maxDuration;
  const document = await runInTurns(readDocument(input, startedAt, templateAt), async () => {
    await ports.pause();
    if (isLate()) throw new Problem("unavailable", tooBusy);
  });
  const results: SafeguardResult[] = [];
  for (const safeguard of safeguards) {
    await ports.pause();
    results.push(toResult(safeguard, isLate() ? tooLate : judge(safeguard, document, ports)));
  }
  return { verdict: verdictOf(results, purpose), results };
}

const tooBusy = "The template could not be read in time. Try again; JSON is read faster than YAML.";

function* readDocument(
  { template, ...input }: Input<typeof Request>["input"],
  startedAt: Date,
  templateAt: TemplateAt,
): InTurns<PolicyDocument> {
  return {
    ...input,
    now: input.now ?? startedAt.toISOString(),
    resources:
      template === undefined
        ? undefined
        : readResources(yield* parseTemplate(template, templateAt), templateAt),
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
