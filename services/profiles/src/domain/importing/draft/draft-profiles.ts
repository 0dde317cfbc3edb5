import type {
  LockedProfile,
  NextParameter,
  ProfileVersion,
  StoredParameter,
  VersionToAdd,
} from "../../versions/profile.ts";
import { type DraftState, unwritten } from "./state.ts";

const neverUsed: LockedProfile = { lastVersion: 0, current: undefined };

/** What saving and deleting profiles needs of a transaction, over a draft. */
export function draftProfiles(state: DraftState) {
  const { profiles, writes } = state;
  return {
    claimProfile: async (_org: string, name: string) => profiles.get(name) ?? neverUsed,
    lockProfile: async (_org: string, name: string) => profiles.get(name),
    holdProfile: async (_org: string, name: string) => profiles.get(name)?.current !== undefined,
    addVersion: async (added: VersionToAdd): Promise<ProfileVersion> => {
      const current = versionOf(added);
      profiles.set(added.profile, { lastVersion: added.version, current });
      writes.versions.push(added);
      return current;
    },
    deleteProfile: async (_org: string, name: string) => {
      profiles.set(name, { lastVersion: profiles.get(name)?.lastVersion ?? 0, current: undefined });
      writes.deletedProfiles.push(name);
    },
    listUses: async (_org: string, profile: string, limit: number) => {
      const uses = usesOf(state, profile);
      return { uses: uses.slice(0, limit), total: uses.length };
    },
    listNearProfiles: async () =>
      [...profiles].flatMap(([name, { current }]) => (current === undefined ? [] : [name])),
    readSealed: async () => state.sealed.ofProfiles,
  };
}

function versionOf({ profile, version, by, content }: VersionToAdd): ProfileVersion {
  const parameters = content.parameters.map(storedAs);
  return {
    ...content,
    name: profile,
    version,
    parameters,
    createdAt: unwritten,
    createdBy: by,
    restoredFrom: null,
  };
}

/** A parameter as it will be stored. */
export function storedAs({ key, sensitive, value }: NextParameter): StoredParameter {
  if ("valueId" in value) return { ...value, key, sensitive };
  const content = value.kind === "sealed" ? { kind: value.kind } : value;
  return { key, sensitive, valueId: "new", setAt: unwritten, content };
}

function usesOf({ apps, stages, org }: DraftState, profile: string) {
  const ofStages = [...stages].flatMap(([app, known]) =>
    [...known.values()].flatMap((stage) => (stage.profile === profile ? [{ app, stage: stage.name }] : [])),
  );
  const asDefault = [...apps.values()].flatMap(({ name, defaultProfile }) =>
    defaultProfile === profile ? [{ app: name, stage: null }] : [],
  );
  const inMap = org.stages.flatMap((line) =>
    line.profile === profile ? [{ app: null, stage: line.stages }] : [],
  );
  return [...ofStages, ...asDefault, ...inMap];
}
