import { type ChosenProfile, Problem } from "@stagepass/contracts";

/** What an app says about a stage: the profile that the stage is mapped to, and the app's default. */
export interface AppProfiles {
  readonly stageProfile: string | null;
  readonly defaultProfile: string | null;
}

/**
 * The profile for a stage: the one that is mapped to exactly this stage, else the app's default. A stage's profile
 * replaces the default, nothing merges. Throws `no-profile` when there is neither.
 */
export function chooseProfile(
  { app, stage }: { readonly app: string; readonly stage: string },
  { stageProfile, defaultProfile }: AppProfiles,
): Omit<ChosenProfile, "version"> {
  if (stageProfile !== null) return { name: stageProfile, matchedBy: "stage" };
  if (defaultProfile !== null) return { name: defaultProfile, matchedBy: "default" };
  throw new Problem(
    "no-profile",
    `The app ${app} has no profile for the stage ${JSON.stringify(stage)} and no default profile. ` +
      "Map the stage to a profile, or give the app a default profile.",
  );
}
