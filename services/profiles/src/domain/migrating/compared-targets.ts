import type { AppSnapshot, Snapshot } from "./snapshot.ts";

/** A target whose resolution is compared. What is null in `said` stands for any that is not known. */
export interface ComparedTarget {
  readonly app: string;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly said: {
    readonly service: string | null;
    /** A stage, or the line of the organization's stage map that the stage is made from. */
    readonly stage: string | null;
    readonly region: string | null;
  };
}

/**
 * Lists what has to resolve as before for an app's deploys to go on as before: every instance that is there, every service
 * in each mapped stage in a new region and in a stage that nobody defined, and a service that nobody knows in each of them.
 */
export function comparedTargets(
  { orgStages }: Pick<Snapshot, "orgStages">,
  app: AppSnapshot,
): ComparedTarget[] {
  const { name, targets } = app;
  const services = targets.flatMap(({ service, stage }) =>
    service !== null && stage === null ? [service] : [],
  );
  const known = targets.flatMap(({ service, stage, region }): ComparedTarget[] => {
    if (service === null || stage === null || region === null) return [];
    return [{ app: name, service, stage, region, said: { service, stage, region } }];
  });
  const reachesOrg = app.defaultProfile === null && app.inheritsStages;
  const lines = reachesOrg ? orgStages.map((line) => line.stages) : [];
  const stages = [...new Set([...app.stages.keys(), ...lines, null])].map((said) => ({
    said,
    stage: stageFor(app, said),
  }));
  const unknown = {
    service: unlike("any-service", services),
    region: unlike("xx-any", regionsOf(app), "-1"),
  };
  const others = [...services, null].flatMap((service) =>
    stages.map(({ said, stage }) => ({
      app: name,
      service: service ?? unknown.service,
      stage,
      region: unknown.region,
      said: { service, stage: said, region: null },
    })),
  );
  return [...known, ...others];
}

function regionsOf({ targets }: AppSnapshot): string[] {
  return targets.flatMap(({ region }) => (region === null ? [] : [region]));
}

/** A stage of this name, or one that a line of the stage map matches and that the app does not know. */
function stageFor({ stages, targets }: AppSnapshot, stage: string | null): string {
  if (stage !== null && (stages.has(stage) || !stage.includes("*"))) return stage;
  const known = [...stages.keys(), ...targets.flatMap((target) => target.stage ?? [])];
  const [beginning, ...others] = (stage ?? "any-stage*").split("*");
  return unlike(beginning ?? "", known, others.join("x"));
}

/** A name that is not among the known ones. */
function unlike(beginning: string, known: readonly string[], end = ""): string {
  const names = new Set(known);
  for (let count = 0; ; count++) {
    const name = `${beginning}${"x".repeat(count)}${end}`;
    if (name !== "" && !names.has(name)) return name;
  }
}
