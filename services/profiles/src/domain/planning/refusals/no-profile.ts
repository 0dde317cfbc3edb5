import { type KnownTarget, Problem } from "@stagepass/contracts";

/** Makes the problem `no-profile`, which names the places where the profile of a stage can be set. */
export function noProfile(
  { app, stage }: Pick<KnownTarget, "app" | "stage">,
  { inheritsStages }: { readonly inheritsStages: boolean },
): Problem {
  const map = inheritsStages
    ? "no line of the organization's stage map matches it"
    : "the app does not inherit the organization's stage map";
  return new Problem(
    "no-profile",
    `The app ${app} has no profile for the stage ${JSON.stringify(stage)} and no default profile, and ${map}. ` +
      "Map the stage to a profile, or give the app a default profile.",
  );
}
