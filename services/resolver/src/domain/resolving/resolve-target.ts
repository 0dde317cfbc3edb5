import {
  type EvaluatedTarget,
  type Evaluation,
  type IssuedCredentials,
  type KnownTarget,
  type Parameter,
  type Plan,
  type Purpose,
  type ResolveInput,
  roleArnFor,
  type SafeguardResult,
  toProblem,
  type Unsent,
  type Verdict,
} from "@stagepass/contracts";
import type { z } from "zod";
import type { Intent } from "./intent.ts";
import type { Outcome } from "./outcome.ts";
import type { Ports } from "./ports.ts";

/** A deploy as it is asked about, once it is known what applies to it. */
export interface Question
  extends Pick<ResolveInput, "frameworkVersion" | "client" | "declaration" | "template" | "empty"> {
  /** The id of the access key that asks. */
  readonly keyId: string;
  readonly target: KnownTarget;
  /** Of the target, what safeguards can rely on. */
  readonly judged: EvaluatedTarget;
  readonly plan: Plan;
  /** What the credentials are for. */
  readonly purpose: z.infer<typeof Purpose>;
  /** What becomes of safeguards whose input is not in the question. */
  readonly unsent: Unsent;
  /** What is wanted, where it is not everything: nothing else is decrypted or asked of AWS. */
  readonly wanted?: "parameters" | "credentials" | undefined;
}

interface Judged {
  readonly deploymentId: string;
  readonly plan: Plan;
  readonly safeguards: SafeguardResult[];
}

/** What came of a question. A blocked answer has no fields for parameters and credentials. */
export type Resolved = Judged &
  (
    | { readonly verdict: "blocked"; readonly blockedBy: string[] }
    | ({ readonly verdict: Exclude<Verdict, "blocked"> } & Obtained)
  );

interface Obtained {
  readonly parameters: Parameter[];
  readonly credentials: IssuedCredentials | null;
}

/**
 * What a deploy may use, if it may go. The order is the security property: nothing is decrypted and no AWS call is made
 * before a passing verdict, no AWS call before a committed intent, and nothing is answered before the outcome is
 * committed.
 */
export async function resolveTarget(ports: Ports, question: Question): Promise<Resolved> {
  const plan = onlyWanted(question.plan, question.wanted);
  const evaluation = await judge(ports, plan, question);
  const { verdict, results } = evaluation;
  const intent = intentOf(ports, { question, plan, evaluation });
  const judged = { deploymentId: intent.id, plan, safeguards: results };

  if (verdict === "blocked") {
    const { blockedBy } = evaluation;
    await ports.recordWhole(intent, { is: "blocked", blockedBy });
    return { ...judged, verdict, blockedBy };
  }
  const record = await beginRecord(ports, intent, question.plan);
  const { parameters, credentials } = await obtain(ports, intent, plan).catch(async (error: unknown) => {
    // The first failure is what the caller must hear of, also when recording it fails: an intent stays open then.
    await record({ is: "failed", problem: toProblem(error).code }).catch(() => {});
    throw error;
  });
  await record({ is: "resolved", credentials });
  return { ...judged, verdict, parameters, credentials };
}

/**
 * Commits the intent of a deploy that AWS will be asked for, and returns what commits its outcome. Without a role nothing
 * leaves Stagepass before the answer, and the record is written whole, with its outcome, before that.
 */
async function beginRecord(
  ports: Ports,
  intent: Intent,
  { accessRole }: Plan,
): Promise<(outcome: Outcome) => Promise<void>> {
  // Also where only parameters are wanted: those that refer to Secrets Manager are read with the role.
  if (accessRole === null) return (outcome) => ports.recordWhole(intent, outcome);
  await ports.recordIntent(intent);
  return (outcome) => ports.recordOutcome(intent, outcome);
}

function onlyWanted(plan: Plan, wanted: Question["wanted"]): Plan {
  if (wanted === "parameters") return { ...plan, accessRole: null };
  return wanted === "credentials" ? { ...plan, parameterKeys: [] } : plan;
}

async function judge(
  ports: Ports,
  plan: Plan,
  { judged, purpose, unsent, frameworkVersion, declaration, template, empty }: Question,
): Promise<Evaluation> {
  // A template, and what is said of it, is looked at even where no safeguard asks for it: a mistake in it should not go
  // unnoticed until one does.
  if (plan.safeguards.length === 0 && template === undefined && empty !== true)
    return { verdict: "allowed", results: [], blockedBy: [] };
  return ports.evaluate({
    safeguards: plan.safeguards,
    purpose,
    unsent,
    input: { target: judged, frameworkVersion, declaration, template, empty },
  });
}

interface Asked {
  readonly question: Question;
  readonly plan: Plan;
  readonly evaluation: Evaluation;
}

function intentOf(ports: Ports, { question, plan, evaluation }: Asked): Intent {
  const { purpose } = question;
  return {
    id: ports.newDeploymentId(),
    target: question.target,
    purpose,
    profile: plan.profile,
    verdict: evaluation.verdict,
    safeguards: evaluation.results,
    parameterKeys: plan.parameterKeys,
    roleArn: plan.accessRole && roleArnFor(plan.accessRole, purpose),
    frameworkVersion: question.frameworkVersion ?? null,
    client: question.client ?? null,
    declarationDigest: digestOf(ports, question.declaration),
    templateDigest: digestOf(ports, question.template),
    // Evaluating has refused it for a template that has resources.
    emptyTemplate: question.empty === true,
    requestedBy: question.keyId,
  };
}

function digestOf(ports: Ports, document: unknown): string | null {
  if (document === undefined) return null;
  return ports.digest(typeof document === "string" ? document : JSON.stringify(document));
}

async function obtain(ports: Ports, { id, target, purpose }: Intent, plan: Plan): Promise<Obtained> {
  const { accessRole, parameterKeys, profile } = plan;
  const opened =
    parameterKeys.length === 0
      ? { parameters: [] }
      : ports.open({ target, deploymentId: id, profile: { name: profile.name, version: profile.version } });
  const issued = accessRole === null ? null : ports.issue({ target, deploymentId: id, accessRole, purpose });
  const [{ parameters }, credentials] = await Promise.all([opened, issued]);
  return { parameters, credentials };
}
