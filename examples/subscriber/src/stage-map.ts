import type { EventOf } from "@stagepass/subscriber";

/** The events that change which profile a stage has. */
export const followedTypes = [
  "profiles.v1.app.created",
  "profiles.v1.app.default-changed",
  "profiles.v1.app.deleted",
  "profiles.v1.stage.mapped",
  "profiles.v1.stage.unmapped",
] as const;

type Followed = EventOf<(typeof followedTypes)[number]>;

/** An application's stages and the profile of every other stage. */
export interface AppStages {
  readonly defaultProfile: string | null;
  readonly stages: Readonly<Record<string, string>>;
  readonly deletedAt?: string;
}

/** By organization and application: `acmecorp/storefront`. */
export type StageMap = Readonly<Record<string, AppStages>>;

/** The map after an event. */
export function applyEvent(map: StageMap, event: Followed): StageMap {
  const name = `${event.data.org}/${event.data.app}`;
  const app = map[name] ?? { defaultProfile: null, stages: {} };
  // Events are in order for one thing only: an event about a stage may arrive after its application was deleted.
  if (app.deletedAt !== undefined && event.time <= app.deletedAt) return map;
  return { ...map, [name]: changed(app, event) };
}

function changed(app: AppStages, event: Followed): AppStages {
  switch (event.type) {
    case "profiles.v1.app.created":
    case "profiles.v1.app.default-changed":
      return { ...app, defaultProfile: event.data.defaultProfile };
    case "profiles.v1.app.deleted":
      return { defaultProfile: null, stages: {}, deletedAt: event.time };
    case "profiles.v1.stage.mapped":
      return { ...app, stages: { ...app.stages, [event.data.stage]: event.data.profile } };
    case "profiles.v1.stage.unmapped": {
      const { [event.data.stage]: _, ...stages } = app.stages;
      return { ...app, stages };
    }
  }
}
