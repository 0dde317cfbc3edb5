import { type ChosenProfile, Problem } from "@stagepass/contracts";

/** What an app says about a stage: the profile that the stage is mapped to, and the app's default. */
export interface AppProfiles {
  readonly stageProfile: string | null;
  readonly defaultProfile: string | null;
}

/**
 * Chooses the profile for a stage: the one that exactly this stage is mapped to, else the app's default. The two are
 * never merged. Throws `no-profile` when there is neither.
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
