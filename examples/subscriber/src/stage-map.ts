import type { EventOf } from "@stagepass/subscriber";

/** The events that change which profile a stage has, or what one of them is called. */
export const followedTypes = [
  "profiles.v1.app.created",
  "profiles.v1.app.default-changed",
  "profiles.v1.app.deleted",
  "profiles.v1.app.renamed",
  "profiles.v1.stage.mapped",
  "profiles.v1.stage.unmapped",
  "profiles.v1.stage.renamed",
  "profiles.v1.profile.renamed",
] as const;

type Followed = EventOf<(typeof followedTypes)[number]>;
type ProfileRenamed = EventOf<"profiles.v1.profile.renamed">;
type AppRenamed = EventOf<"profiles.v1.app.renamed">;

/** An application's stages and the profile of every other stage. */
export interface AppStages {
  readonly defaultProfile: string | null;
  readonly stages: Readonly<Record<string, string>>;
  /** When the last application of this name was deleted or renamed. */
  readonly deletedAt?: string;
  /** What it is called since then, if it was renamed. */
  readonly renamedTo?: string;
}

/** By organization and application: `acmecorp/storefront`. */
export type StageMap = Readonly<Record<string, AppStages>>;

const nothing: AppStages = { defaultProfile: null, stages: {} };

/** The map after an event. */
export function applyEvent(map: StageMap, event: Followed): StageMap {
  if (event.type === "profiles.v1.profile.renamed") return withProfileRenamed(map, event);
  const name = nameAt(map, `${event.data.org}/${event.data.app}`, event.time);
  // Events are in order for one thing only: an event about a stage may arrive after its application was deleted.
  if (name === undefined) return map;
  if (event.type === "profiles.v1.app.renamed") return withAppRenamed(map, name, event);
  return { ...map, [name]: changed(map[name] ?? nothing, event) };
}

/** What the application of a name is called by now, if it is still there. */
function nameAt(map: StageMap, name: string, time: string): string | undefined {
  const { deletedAt, renamedTo } = map[name] ?? nothing;
  if (deletedAt === undefined || time > deletedAt) return name;
  return renamedTo === undefined ? undefined : nameAt(map, renamedTo, time);
}

function changed(app: AppStages, event: Exclude<Followed, ProfileRenamed | AppRenamed>): AppStages {
  switch (event.type) {
    case "profiles.v1.app.created":
    case "profiles.v1.app.default-changed":
      return { ...app, defaultProfile: event.data.defaultProfile };
    case "profiles.v1.app.deleted":
      return { ...nothing, deletedAt: event.time };
    case "profiles.v1.stage.mapped":
      return { ...app, stages: { ...app.stages, [event.data.stage]: event.data.profile } };
    case "profiles.v1.stage.unmapped":
      return { ...app, stages: without(app.stages, event.data.stage) };
    case "profiles.v1.stage.renamed": {
      const { stage, name, profile } = event.data;
      return { ...app, stages: { ...without(app.stages, stage), [name]: profile } };
    }
  }
}

function without(stages: AppStages["stages"], stage: string): AppStages["stages"] {
  const { [stage]: _, ...others } = stages;
  return others;
}

/** What the application has goes along. What is known of its new name already came later, and stays. */
function withAppRenamed(map: StageMap, name: string, { data, time }: AppRenamed): StageMap {
  const renamedTo = `${data.org}/${data.name}`;
  const before = map[name] ?? nothing;
  const since = map[renamedTo] ?? nothing;
  return {
    ...map,
    [name]: { ...nothing, deletedAt: time, renamedTo },
    [renamedTo]: {
      ...since,
      defaultProfile: since.defaultProfile ?? before.defaultProfile,
      stages: { ...before.stages, ...since.stages },
    },
  };
}

/** Every application of the organization that names the profile calls it by its new name. */
function withProfileRenamed(map: StageMap, { data }: ProfileRenamed): StageMap {
  const renamed = (profile: string) => (profile === data.profile ? data.name : profile);
  const apps = Object.entries(map).map(([name, app]): [string, AppStages] => {
    if (!name.startsWith(`${data.org}/`)) return [name, app];
    const stages = Object.entries(app.stages).map(([stage, profile]) => [stage, renamed(profile)]);
    const { defaultProfile } = app;
    return [
      name,
      {
        ...app,
        defaultProfile: defaultProfile === null ? null : renamed(defaultProfile),
        stages: Object.fromEntries(stages),
      },
    ];
  });
  return Object.fromEntries(apps);
}
