import type { AppMode, AppView, StageView, Unprofiled } from "@stagepass/contracts";

/** An application. `revision` counts its changes. */
export interface App {
  readonly name: string;
  readonly description: string;
  readonly defaultProfile: string | null;
  readonly mode: AppMode;
  /** Whether the organization's stage map applies to stages without a profile. */
  readonly inheritsStages: boolean;
  /** What happens to a deploy to which no profile applies. */
  readonly unprofiled: Unprofiled;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A stage that has a profile of its own. */
export interface Stage {
  readonly name: string;
  readonly profile: string;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Returns an app as the API shows it. */
export function viewApp(app: App): AppView {
  return { ...app, createdAt: app.createdAt.toISOString(), updatedAt: app.updatedAt.toISOString() };
}

/** Returns a stage as the API shows it. */
export function viewStage(stage: Stage): StageView {
  return { ...stage, createdAt: stage.createdAt.toISOString(), updatedAt: stage.updatedAt.toISOString() };
}
