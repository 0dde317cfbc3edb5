import type { AppSnapshot, ProfileSnapshot, Snapshot } from "./snapshot.ts";

/** The profiles that decide what an app's services and instances are to have. */
export interface ProfilesOfApp {
  /** What applies to a stage that is not among `stages`. */
  readonly fallback: ProfileSnapshot | undefined;
  /** The stages that have a profile of their own. */
  readonly stages: ReadonlyMap<string, ProfileSnapshot>;
  /** The lines of the organization's stage map that give profiles to stages which nobody can list. */
  readonly openLines: readonly string[];
}

/**
 * Finds the profiles of an app's stages. An app without a default can get them from the organization's stage map, which
 * the hosted dashboard does not have: a line for one stage is like a stage of the app, and the line `*` like its default.
 */
export function profilesOf(
  { profiles, orgStages }: Snapshot,
  app: AppSnapshot,
  asHosted: boolean,
): ProfilesOfApp {
  const stages = new Map([...app.stages].map(([stage, name]) => [stage, get(name)]));
  if (app.defaultProfile !== null) return { fallback: get(app.defaultProfile), stages, openLines: [] };
  if (!app.inheritsStages || asHosted) return { fallback: undefined, stages, openLines: [] };

  const openLines: string[] = [];
  for (const line of orgStages) {
    // No line after this one is ever reached.
    if (/^\*+$/.test(line.stages)) return { fallback: get(line.profile), stages, openLines };
    if (line.stages.includes("*")) openLines.push(line.stages);
    else if (!stages.has(line.stages)) stages.set(line.stages, get(line.profile));
  }
  return { fallback: undefined, stages, openLines };

  function get(name: string): ProfileSnapshot {
    const profile = profiles.get(name);
    if (profile === undefined)
      throw new Error(`The app ${app.name} names the profile ${name}, which is not there.`);
    return profile;
  }
}
