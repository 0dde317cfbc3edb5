import {
  assertPurpose,
  type EvaluatedTarget,
  type Evaluation,
  type Input,
  type KnownTarget,
  type open,
  type Parameter,
  type Plan,
  type Purpose,
  type ResolveInput,
  roleArnFor,
  type SafeguardResult,
  toProblem,
  type UnboundCredentials,
  type Unsent,
  type Verdict,
} from "@stagepass/contracts";
import type { z } from "zod";
import type { Intent } from "./intent.ts";
import type { Outcome } from "./outcome.ts";
import type { Ports } from "./ports.ts";
import { withoutSession } from "./static-keys.ts";

/** A deploy that is to be resolved, with its plan. */
export interface Question
  extends Pick<ResolveInput, "frameworkVersion" | "client" | "declaration" | "template" | "empty"> {
  /** The id of the access key of the caller. */
  readonly keyId: string;
  readonly target: KnownTarget;
  /** The parts of the target that safeguards can rely on. */
  readonly evaluatedTarget: EvaluatedTarget;
  readonly plan: Plan;
  /** The purpose of the credentials. */
  readonly purpose: z.infer<typeof Purpose>;
  /** What happens to safeguards whose input the caller does not send. */
  readonly unsent: Unsent;
  /** Limits the answer to one of the two, so that the other is neither decrypted nor requested from AWS. */
  readonly wanted?: "parameters" | "credentials" | undefined;
}

interface Evaluated {
  readonly deploymentId: string;
  readonly plan: Plan;
  readonly safeguards: SafeguardResult[];
}

/** A resolved deploy. A blocked one has no fields for parameters and credentials. */
export type Resolved = Evaluated &
  (
    | { readonly verdict: "blocked"; readonly blockedBy: string[] }
    | ({ readonly verdict: Exclude<Verdict, "blocked"> } & Obtained)
  );

interface Obtained {
  readonly parameters: Parameter[];
  readonly credentials: UnboundCredentials | null;
}

/**
 * What a deploy may use, if it may go. The order is the security property: nothing is decrypted and no AWS call is made
 * before a passing verdict, no AWS call before a committed intent, and nothing is answered before the outcome is
 * committed.
 */
export async function resolveTarget(ports: Ports, question: Question): Promise<Resolved> {
  const plan = onlyWanted(question.plan, question.wanted);
  assertPurpose(plan, question.purpose);
  const evaluation = await evaluate(ports, plan, question);
  const { verdict, results } = evaluation;
  const asked = { question, plan, evaluation };
  const intent = intentOf(ports, asked);
  const answer = { deploymentId: intent.id, plan, safeguards: results };

  if (verdict === "blocked") {
    const { blockedBy } = evaluation;
    await ports.recordWhole(intent, { is: "blocked", blockedBy });
    return { ...answer, verdict, blockedBy };
  }
  const record = await beginRecord(ports, intent, question.plan);
  const { parameters, credentials } = await obtain(ports, intent, asked).catch(async (error: unknown) => {
    // The first failure is what the caller must hear of, also when recording it fails: an intent stays open then.
    await record({ is: "failed", problem: toProblem(error).code }).catch(() => {});
    throw error;
  });
  await record({ is: "resolved", credentials });
  return { ...answer, verdict, parameters, credentials };
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
  const { origins } = plan;
  if (wanted === "parameters") {
    return { ...plan, accessRole: null, ...(origins && { origins: { ...origins, staticKeys: null } }) };
  }
  if (wanted === undefined) return plan;
  return { ...plan, parameterKeys: [], ...(origins && { origins: { ...origins, parameters: [] } }) };
}

async function evaluate(
  ports: Ports,
  plan: Plan,
  { evaluatedTarget, purpose, unsent, frameworkVersion, declaration, template, empty }: Question,
): Promise<Evaluation> {
  // A template is validated even where no safeguard needs it, so that an error in it is found now, and not only once a
  // safeguard needs it.
  if (plan.safeguards.length === 0 && template === undefined && empty !== true)
    return { verdict: "allowed", results: [], blockedBy: [] };
  return ports.evaluate({
    safeguards: plan.safeguards,
    purpose,
    unsent,
    input: { target: evaluatedTarget, frameworkVersion, declaration, template, empty },
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
    provider: plan.provider,
    verdict: evaluation.verdict,
    safeguards: evaluation.results,
    parameterKeys: plan.parameterKeys,
    parameterOrigins: plan.origins?.parameters ?? null,
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

async function obtain(
  ports: Ports,
  { id, target, purpose }: Intent,
  { plan, question }: Asked,
): Promise<Obtained> {
  const { accessRole } = plan;
  const opened = opens(plan)
    ? ports.open({ target, deploymentId: id, ...openingOf(plan, question) })
    : { parameters: [], staticKeys: undefined };
  const issued = accessRole === null ? null : ports.issue({ target, deploymentId: id, accessRole, purpose });
  const [{ parameters, staticKeys }, credentials] = await Promise.all([opened, issued]);
  return { parameters, credentials: staticKeys === undefined ? credentials : withoutSession(staticKeys) };
}

function opens({ parameterKeys, origins }: Plan): boolean {
  return parameterKeys.length > 0 || (origins?.staticKeys ?? null) !== null;
}

/** What is to be opened. References are read with the role of the deploy, also where only parameters are wanted. */
function openingOf(
  { profile, origins }: Plan,
  { plan: { accessRole } }: Question,
): Pick<Input<typeof open>, "profile" | "origins"> {
  const named = profile === null ? undefined : { name: profile.name, version: profile.version };
  if (origins === undefined) return { profile: named };
  const takesOfProfile = origins.parameters.some(({ source }) => source === "profile");
  return { profile: takesOfProfile ? named : undefined, origins: { ...origins, accessRole } };
}
