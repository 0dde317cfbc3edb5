import { isBlueprint } from "../common/blueprint.ts";

/** The names of a service, an instance or a blueprint, as it is stored. */
interface NamesOfTarget {
  readonly app: string;
  readonly service: string;
  readonly stage: string | null;
  readonly region: string | null;
}

/** Returns the place of a service, an instance or a blueprint in a document. */
export function placeOf({ app, service, stage, region }: NamesOfTarget): string[] {
  if (isBlueprint({ service }))
    return ["apps", app, "blueprints", ...(stage === null ? ["services"] : ["stages", stage])];
  const ofService = ["apps", app, "services", service];
  return stage === null || region === null ? ofService : [...ofService, "instances", stage, region];
}
