import { type DeployTarget, type Principal, Problem } from "@stagepass/contracts";
import { coversTarget, demandCovered, demandMember } from "./demand-covered.ts";

/** What a service's newest successful deployment to a place put out. A place that it was removed from has none. */
export interface PlaceOutputs {
  readonly stage: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, unknown>>;
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
 * One output of a service where it is deployed, any JSON. Values of sensitive parameters in it were replaced when it
 * was recorded. Throws `not-found` with the words " not found", which existing clients look for, and `forbidden` for a
 * place that the key does not cover.
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
  const why =
    place === undefined
      ? "nothing is recorded there; deploy it first"
      : `its last deployment has ${listed(Object.keys(place.outputs))}`;
  throw new Problem(
    "not-found",
    `Output ${JSON.stringify(name)} not found: of ${app}/${service} in the stage ${stage} and region ${region}, ${why}.`,
  );
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
 * A service's outputs by stage and region, of the stages that the key covers; empty when nothing of it is deployed.
 */
export async function getServiceState(
  ports: Pick<OutputPorts, "listOutputs">,
  principal: Principal,
  service: ServiceAddress,
): Promise<ServiceState> {
  demandMember(principal, service.org);
  const places = await ports.listOutputs(service);
  const stages = new Map<string, Map<string, { outputs: PlaceOutputs["outputs"] }>>();
  for (const { stage, region, outputs } of places) {
    if (!coversTarget(principal, { app: service.app, stage })) continue;
    const regions = stages.get(stage) ?? new Map();
    stages.set(stage, regions.set(region, { outputs }));
  }
  // fromEntries, since a stage may have any name, also that of something that objects have by themselves.
  const byStage = [...stages].map(([stage, regions]) => [stage, Object.fromEntries(regions)] as const);
  return { stagesAndRegions: Object.fromEntries(byStage) };
}
