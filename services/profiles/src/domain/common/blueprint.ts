import { Problem } from "@stagepass/contracts";

/** Names a blueprint of an app: the one of all services, or, with a stage, the one of all instances in that stage. */
export interface BlueprintName {
  readonly org: string;
  readonly app: string;
  readonly stage: string | null;
}

/** The name under which a blueprint is stored among services and instances. None of them has an empty name. */
interface BlueprintRow extends Pick<BlueprintName, "org" | "app"> {
  readonly service: "";
  readonly stage?: string;
  readonly region?: "";
}

/** Returns the name under which a blueprint is stored. */
export function rowOf({ org, app, stage }: BlueprintName): BlueprintRow {
  return { org, app, service: "", ...(stage !== null && { stage, region: "" }) };
}

/** Whether a blueprint is stored under a name, and not a service or an instance. */
export function isBlueprint({ service }: { readonly service: string }): boolean {
  return service === "";
}

/** The blueprint that a service or an instance begins with, or the one that is stored under the name. */
export function blueprintOf(name: {
  readonly org: string;
  readonly app: string;
  readonly stage?: string | undefined;
}): BlueprintName {
  return { org: name.org, app: name.app, stage: name.stage ?? null };
}

/** The name of a blueprint in a sentence. */
export function blueprintTitle({ app, stage }: Pick<BlueprintName, "app" | "stage">): string {
  return stage === null
    ? `blueprint of services of ${app}`
    : `blueprint of instances of ${app} in the stage ${JSON.stringify(stage)}`;
}

/** Makes the problem `not-found` for a blueprint of an app that exists. */
export function noSuchBlueprint(name: BlueprintName): Problem {
  return new Problem("not-found", `There is no ${blueprintTitle(name)}.`);
}
