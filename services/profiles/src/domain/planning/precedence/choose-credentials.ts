import { applying, type Candidate, hiddenLevels } from "./candidate.ts";
import { type Level, type ProviderLink, type Settings, whyIgnored } from "./settings.ts";

/** What a level says about the credentials: a provider by name, the profile's own role, or that there are none. */
export type CredentialsSource =
  | { readonly from: "provider"; readonly name: string }
  | { readonly from: "profile" }
  | { readonly from: "none" };

/** The source of a deploy's credentials, the level that says so, and the levels that it hides. */
export type ChosenCredentials = CredentialsSource & {
  readonly level: Level;
  readonly overrides: readonly Level[];
};

/** Lists the levels that can say with which credentials a target is deployed, the nearest first. */
export function credentialsCandidates(settings: Settings): Candidate<Level, CredentialsSource>[] {
  const { instance, service, orgDefault, profile } = settings;
  const said: [Level, CredentialsSource | undefined][] = [
    ["instance", sourceOf(instance?.provider ?? null)],
    ["service", sourceOf(service?.provider ?? null)],
    ["org", sourceOf(orgDefault ?? null)],
    ["profile", profile?.hasRole === true ? { from: "profile" } : undefined],
  ];
  return said.map(([level, says]) => ({ level, says, ignored: whyIgnored(level, settings) }));
}

/**
 * Chooses where the credentials come from: the nearest level that says something. Returns undefined when no level does.
 */
export function chooseCredentials(settings: Settings): ChosenCredentials | undefined {
  const candidates = credentialsCandidates(settings);
  const chosen = applying(candidates);
  if (chosen?.says === undefined) return undefined;
  return { ...chosen.says, level: chosen.level, overrides: hiddenLevels(candidates) };
}

function sourceOf(link: ProviderLink): CredentialsSource | undefined {
  if (link === null) return undefined;
  return typeof link === "string" ? { from: "provider", name: link } : { from: "none" };
}
