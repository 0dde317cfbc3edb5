import { type ChosenProfile, wildcardMatcher } from "@stagepass/contracts";
import { applying, type Candidate } from "./candidate.ts";

/** What can choose the profile of a stage, the nearest to the deploy first. */
export type ProfileLevel = ChosenProfile["matchedBy"];

/** The newest version of a profile. */
export type NewestVersion = Pick<ChosenProfile, "name" | "version">;

/** A line of an organization's stage map, with the newest version of its profile. */
export interface MappedStages extends NewestVersion {
  /** A stage, in which `*` stands for any characters. */
  readonly stages: string;
}

/** What an app and its organization say about a stage. */
export interface ProfileMap {
  /** The profile that exactly this stage of the app is mapped to. */
  readonly ofStage: NewestVersion | null;
  /** The app's default. */
  readonly ofApp: NewestVersion | null;
  /** The organization's stage map, in its order. */
  readonly orgStages: readonly MappedStages[];
  /** Whether the organization's stage map applies to the app. */
  readonly inheritsStages: boolean;
}

/** Lists what can choose the profile of a stage, the nearest first. */
export function profileCandidates(
  stage: string,
  { ofStage, ofApp, orgStages, inheritsStages }: ProfileMap,
): Candidate<ProfileLevel, NewestVersion>[] {
  const line = orgStages.find(({ stages }) => wildcardMatcher([stages])(stage));
  return [
    { level: "stage", says: ofStage ?? undefined, ignored: null },
    { level: "default", says: ofApp ?? undefined, ignored: null },
    {
      level: "org-stages",
      says: line,
      ignored: inheritsStages ? null : "The app does not inherit the organization's stage map.",
    },
  ];
}

/** Chooses the profile of a stage, and never merges two. Returns undefined when nothing chooses one. */
export function chooseProfile(stage: string, map: ProfileMap): ChosenProfile | undefined {
  const chosen = applying(profileCandidates(stage, map));
  if (chosen?.says === undefined) return undefined;
  const { name, version } = chosen.says;
  return { name, version, matchedBy: chosen.level };
}
