import { type AppView, type AppWithStages, covers, type Principal } from "@stagepass/contracts";

/** What showing apps with their stages needs from outside. */
export interface WithStagesPorts {
  /** Lists the stages of apps that have a profile of their own. */
  listStagesOfApps(
    org: string,
    apps: readonly string[],
  ): Promise<readonly { readonly app: string; readonly stage: string; readonly profile: string }[]>;
}

/** Leaves out the apps that the caller's key does not cover, and adds to each other one its covered stages. */
export async function coveredWithStages(
  ports: WithStagesPorts,
  caller: Principal,
  org: string,
  apps: readonly AppView[],
): Promise<AppWithStages[]> {
  const covered = apps.filter(({ name }) => covers(caller, { app: name }));
  const mapped = await ports.listStagesOfApps(
    org,
    covered.map(({ name }) => name),
  );
  const shown = mapped.filter(({ app, stage }) => covers(caller, { app, stage }));
  return covered.map((app) => ({
    ...app,
    stages: shown.filter((of) => of.app === app.name).map(({ stage, profile }) => ({ stage, profile })),
  }));
}

/** Adds to one app, which the caller's key covers, those of its stages that the key covers. */
export async function withItsStages(
  ports: WithStagesPorts,
  caller: Principal,
  org: string,
  app: AppView,
): Promise<AppWithStages> {
  const [shown] = await coveredWithStages(ports, caller, org, [app]);
  return shown ?? { ...app, stages: [] };
}
