import { type AppView, type AppWithStages, covers, type Principal } from "@stagepass/contracts";
import type { Ports } from "../ports.ts";

type StagePorts = Pick<Ports, "listStagesOfApps">;

/** Adds to each app those of its stages that the caller's key covers. */
export async function withStages(
  ports: StagePorts,
  caller: Principal,
  org: string,
  apps: readonly AppView[],
): Promise<AppWithStages[]> {
  const mapped = await ports.listStagesOfApps(
    org,
    apps.map(({ name }) => name),
  );
  const shown = mapped.filter(({ app, stage }) => covers(caller, { app, stage }));
  return apps.map((app) => ({
    ...app,
    stages: shown.filter((of) => of.app === app.name).map(({ stage, profile }) => ({ stage, profile })),
  }));
}

/** Adds to one app those of its stages that the caller's key covers. */
export async function withItsStages(
  ports: StagePorts,
  caller: Principal,
  org: string,
  app: AppView,
): Promise<AppWithStages> {
  const [shown] = await withStages(ports, caller, org, [app]);
  return shown ?? { ...app, stages: [] };
}
