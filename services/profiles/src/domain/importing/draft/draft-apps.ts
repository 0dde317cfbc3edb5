import type { AppField, OrgField } from "@stagepass/contracts";
import type { App, Stage } from "../../apps/app.ts";
import { isBlueprint } from "../../common/blueprint.ts";
import type { Org } from "../../orgs/org.ts";
import { type DraftState, stagesOf, unwritten } from "./state.ts";

/** What changing settings, apps and stages needs of a transaction, over a draft. */
export function draftApps(state: DraftState) {
  const { apps, writes } = state;
  const findApp = async (_org: string, name: string) => apps.get(name);
  return {
    lockOrg: async () => state.org,
    writeOrg: async (org: Pick<Org, "name" | "revision" | OrgField>): Promise<Org> => {
      writes.org = org;
      state.org = { ...state.org, ...org };
      return state.org;
    },
    listNearOrgs: async () => [],
    claimApp: findApp,
    lockApp: findApp,
    holdApp: findApp,
    holdApps: async (_org: string, names: readonly string[]) => names.filter((name) => apps.has(name)),
    writeApp: async (_org: string, app: Pick<App, "name" | "revision" | AppField>): Promise<App> => {
      const written = { ...app, createdAt: unwritten, updatedAt: unwritten };
      apps.set(app.name, written);
      writes.apps.set(app.name, written);
      return written;
    },
    countDependents: async (_org: string, app: string) => {
      const targets = [...(state.targets.get(app)?.values() ?? [])].filter(
        ({ name, current }) => current !== undefined && !isBlueprint(name),
      );
      const services = targets.filter(({ name }) => name.stage === undefined).length;
      const limited = [...state.providers.values()].filter((provider) => provider.apps?.includes(app));
      return {
        stages: stagesOf(state, app).size,
        services,
        instances: targets.length - services,
        providers: limited.length,
      };
    },
    deleteApp: async (_org: string, app: string) => {
      apps.delete(app);
      state.stages.delete(app);
      state.targets.delete(app);
      for (const provider of state.providers.values()) {
        const left = provider.apps?.filter((name) => name !== app) ?? null;
        state.providers.set(provider.name, { ...provider, apps: left });
      }
      writes.deletedApps.push(app);
    },
    listNearApps: async () => [...apps.keys()],
    findStage: async (_org: string, app: string, stage: string) => stagesOf(state, app).get(stage),
    writeStage: async (
      _org: string,
      app: string,
      stage: Pick<Stage, "name" | "profile" | "revision">,
    ): Promise<Stage> => {
      const written = { ...stage, createdAt: unwritten, updatedAt: unwritten };
      stagesOf(state, app).set(stage.name, written);
      writes.stages.push({ ...written, app });
      return written;
    },
    deleteStage: async (_org: string, app: string, stage: string) => {
      stagesOf(state, app).delete(stage);
      writes.deletedStages.push({ app, stage });
    },
    listNearStages: async (_org: string, app: string) => [...stagesOf(state, app).keys()],
  };
}
