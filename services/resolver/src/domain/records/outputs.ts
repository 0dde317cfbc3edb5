import { type DeployTarget, type Principal, Problem } from "@stagepass/contracts";
import { coversTarget, demandCovered, demandMember } from "./demand-covered.ts";

/** What a service's newest successful deployment to a place put out. A place that it was removed from has none. */
export interface PlaceOutputs {
  readonly stage: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** By name, which secret an output holds that was not kept. */
  readonly withheldOutputs: Readonly<Record<string, string>>;
}

/** A service of an app. */
export type ServiceAddress = Pick<DeployTarget, "org" | "app" | "service">;

/** What reading outputs needs of the world. */
export interface OutputPorts {
  /** The outputs at one place, or undefined where nothing is deployed. */
  findOutputs(target: DeployTarget): Promise<PlaceOutputs | undefined>;
  /** The outputs at every place where the service is deployed, at most 1,000 of them. */
  listOutputs(service: ServiceAddress): Promise<PlaceOutputs[]>;
}

/**
 * One output of a service where it is deployed, any JSON, exactly as it was reported. Throws `conflict` for one that is
 * withheld, `not-found` with the words " not found", which existing clients look for, and `forbidden` for a place that
 * the key does not cover.
 */
export async function getOutput(
  ports: Pick<OutputPorts, "findOutputs">,
  principal: Principal,
  target: DeployTarget,
  name: string,
): Promise<unknown> {
  demandCovered(principal, target);
  const { app, service, stage, region } = target;
  const place = await ports.findOutputs(target);
  if (place !== undefined && Object.hasOwn(place.outputs, name)) return place.outputs[name];
  const where = `of ${app}/${service} in the stage ${stage} and region ${region}`;
  if (place !== undefined && Object.hasOwn(place.withheldOutputs, name)) {
    // Not in the words that clients take for an output that is not there: they would go on without it.
    const secret = String(place.withheldOutputs[name]);
    throw new Problem(
      "conflict",
      `Output ${JSON.stringify(name)} is withheld: ${where}, it holds a secret (${secret}). ${adviceOn(secret)}`,
    );
  }
  const why =
    place === undefined
      ? "nothing is recorded there; deploy it first"
      : `its last deployment has ${listed(Object.keys({ ...place.outputs, ...place.withheldOutputs }))}`;
  throw new Problem("not-found", `Output ${JSON.stringify(name)} not found: ${where}, ${why}.`);
}

/** A value counts by its parameter, or by its look or name, whatever the parameters are. */
function adviceOn(secret: string): string {
  return secret.startsWith("parameter ")
    ? "Take the value from where it comes from, or mark its parameter as not sensitive and deploy again."
    : "Credentials are never given out as outputs: keep the value in AWS Secrets Manager, and read it from there.";
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "no outputs" : `the outputs ${names.slice(0, 20).join(", ")}`;
}

/** Where a service is deployed and what it put out there. */
export interface ServiceState {
  readonly stagesAndRegions: Readonly<
    Record<string, Readonly<Record<string, { readonly outputs: PlaceOutputs["outputs"] }>>>
  >;
}

/**
 * A service's outputs by stage and region, of the stages that the key covers; empty when nothing of it is deployed. An
 * output that is withheld is there with words that say so, since this is shown to people and taken for nothing else.
 */
export async function getServiceState(
  ports: Pick<OutputPorts, "listOutputs">,
  principal: Principal,
  service: ServiceAddress,
): Promise<ServiceState> {
  demandMember(principal, service.org);
  const places = await ports.listOutputs(service);
  const stages = new Map<string, Map<string, { outputs: PlaceOutputs["outputs"] }>>();
  for (const { stage, region, outputs: kept, withheldOutputs } of places) {
    if (!coversTarget(principal, { app: service.app, stage })) continue;
    const withheld = Object.entries(withheldOutputs).map(([name, secret]) => [name, `[withheld: ${secret}]`]);
    const outputs = { ...kept, ...Object.fromEntries(withheld) };
    const regions = stages.get(stage) ?? new Map();
    stages.set(stage, regions.set(region, { outputs }));
  }
  // fromEntries, since a stage may have any name, also that of something that objects have by themselves.
  const byStage = [...stages].map(([stage, regions]) => [stage, Object.fromEntries(regions)] as const);
  return { stagesAndRegions: Object.fromEntries(byStage) };
}
