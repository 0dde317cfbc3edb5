import {
  type DeployTarget,
  type Evaluation,
  type Parameter,
  type Plan,
  type Principal,
  type Resolution,
  type ResolveInput,
  type SessionCredentials,
  toProblem,
} from "@stagepass/contracts";
import type { Intent } from "./intent.ts";
import type { Ports } from "./ports.ts";

/**
 * Answers a resolve call. The order is the security property: nothing is decrypted and no AWS call is made before a
 * passing verdict and a committed intent, and nothing is answered before the outcome is committed.
 */
export async function resolve(ports: Ports, principal: Principal, input: ResolveInput): Promise<Resolution> {
  const target = targetOf(input);
  const plan = await ports.plan({ target });
  const { verdict, results } = await judge(ports, plan, target, input);
  const intent = intentOf(ports, { principal, input, target, plan, evaluation: { verdict, results } });
  const answer = { deploymentId: intent.id, profile: plan.profile, safeguards: results };

  if (verdict === "blocked") {
    await ports.recordBlocked(intent);
    return { ...answer, verdict };
  }
  await ports.recordIntent(intent);
  const { parameters, credentials } = await obtain(ports, intent, plan).catch(async (error: unknown) => {
    // The first failure is what the caller must hear of, also when recording it fails: the intent stays open then.
    await ports.recordFailed(intent, toProblem(error).code).catch(() => {});
    throw error;
  });
  await ports.recordResolved(intent, credentials);
  return { ...answer, verdict, parameters, credentials };
}

function targetOf({ org, app, stage, service, region }: ResolveInput): DeployTarget {
  return { org, app, stage, service, region };
}

async function judge(
  ports: Ports,
  plan: Plan,
  target: DeployTarget,
  input: ResolveInput,
): Promise<Evaluation> {
  const { purpose, frameworkVersion, declaration, template } = input;
  // A template is looked at even where no safeguard asks for it: one that is none should not go unnoticed until one does.
  if (plan.safeguards.length === 0 && template === undefined) return { verdict: "allowed", results: [] };
  return ports.evaluate({
    safeguards: plan.safeguards,
    purpose,
    input: { target, frameworkVersion, declaration, template },
  });
}

interface Judged {
  readonly principal: Principal;
  readonly input: ResolveInput;
  readonly target: DeployTarget;
  readonly plan: Plan;
  readonly evaluation: Evaluation;
}

function intentOf(ports: Ports, { principal, input, target, plan, evaluation }: Judged): Intent {
  const role = plan.accessRole;
  const roleArn = input.purpose === "plan" ? (role?.planRoleArn ?? role?.roleArn) : role?.roleArn;
  return {
    id: ports.newDeploymentId(),
    target,
    purpose: input.purpose,
    profile: plan.profile,
    verdict: evaluation.verdict,
    safeguards: evaluation.results,
    parameterKeys: plan.parameterKeys,
    roleArn: roleArn ?? null,
    frameworkVersion: input.frameworkVersion ?? null,
    client: input.client ?? null,
    declarationDigest: digestOf(ports, input.declaration),
    templateDigest: digestOf(ports, input.template),
    requestedBy: principal.keyId,
  };
}

function digestOf(ports: Ports, document: unknown): string | null {
  if (document === undefined) return null;
  return ports.digest(typeof document === "string" ? document : JSON.stringify(document));
}

interface Obtained {
  readonly parameters: Parameter[];
  readonly credentials: SessionCredentials | null;
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
