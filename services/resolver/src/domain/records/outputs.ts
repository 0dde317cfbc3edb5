import {
  assertCovered,
  assertOwnOrg,
  covers,
  type DeployTarget,
  type InstanceOutputs,
  type Principal,
  Problem,
} from "@stagepass/contracts";

/** The names of a service, its app and its organization. */
export type ServiceAddress = Pick<DeployTarget, "org" | "app" | "service">;

/** The ports that reading outputs needs. */
export interface OutputPorts {
  /** The outputs of the newest successful deployment to a stage and region, or undefined where nothing is deployed. */
  findOutputs(target: DeployTarget): Promise<InstanceOutputs | undefined>;
  /** The outputs in every stage and region where the service is deployed, at most 1,000 of them. */
  listOutputs(service: ServiceAddress): Promise<InstanceOutputs[]>;
}

/**
 * One output of a service where it is deployed, any JSON, exactly as it was reported. Throws `conflict` for one that is
 * withheld, `not-found` with the words " not found", which existing clients look for, and `forbidden` for an instance
 * that the key does not cover.
 */
export async function getOutput(
  ports: Pick<OutputPorts, "findOutputs">,
  principal: Principal,
  target: DeployTarget,
  name: string,
): Promise<unknown> {
  assertOwnOrg(principal, target.org);
  assertCovered(principal, target);
  const { app, service, stage, region } = target;
  const instance = await ports.findOutputs(target);
  if (instance !== undefined && Object.hasOwn(instance.outputs, name)) return instance.outputs[name];
  const where = `of ${app}/${service} in the stage ${stage} and region ${region}`;
  if (instance !== undefined && Object.hasOwn(instance.withheldOutputs, name)) {
    // Not in the words that clients take for an output that is not there: they would go on without it.
    const secret = String(instance.withheldOutputs[name]);
    throw new Problem(
      "conflict",
      `Output ${JSON.stringify(name)} is withheld: ${where}, it holds a secret (${secret}). ${adviceOn(secret)}`,
    );
  }
  const why =
    instance === undefined
      ? "nothing is recorded there; deploy it first"
      : `its last deployment has ${listed(Object.keys({ ...instance.outputs, ...instance.withheldOutputs }))}`;
  throw new Problem("not-found", `Output ${JSON.stringify(name)} not found: ${where}, ${why}.`);
}

/** Says what to do about a withheld output, by what makes it a secret. */
function adviceOn(secret: string): string {
  return secret.startsWith("parameter ")
    ? "Take the value from where it comes from, or mark its parameter as not sensitive and deploy again."
    : "Credentials are never given out as outputs: keep the value in AWS Secrets Manager, and read it from there.";
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "no outputs" : `the outputs ${names.slice(0, 20).join(", ")}`;
}

/** Lists the outputs of a service's instances in the stages that the key covers. The list is empty when nothing is deployed. */
export async function listOutputs(
  ports: Pick<OutputPorts, "listOutputs">,
  principal: Principal,
  service: ServiceAddress,
): Promise<InstanceOutputs[]> {
  assertOwnOrg(principal, service.org);
  const instances = await ports.listOutputs(service);
  return instances.filter(({ stage }) => covers(principal, { app: service.app, stage }));
}
