import type { ChosenProvider, Level, ProviderLink } from "@stagepass/contracts";
import { applying, type Candidate } from "./candidate.ts";
import { type Settings, whyIgnored } from "./settings.ts";

/** Where credentials come from: a provider that a level names, the profile's own role, or nowhere on purpose. */
export type CredentialsSource =
  | { readonly from: "provider"; readonly level: ChosenProvider["level"]; readonly name: string }
  | { readonly from: "profile" }
  | { readonly from: "none" };

/** Lists the levels that can say with which credentials a target is deployed, the nearest first. */
export function credentialsCandidates(settings: Settings): Candidate<Level, CredentialsSource>[] {
  const { instance, service, orgDefault, profile } = settings;
  const said: [Level, CredentialsSource | undefined][] = [
    ["instance", linkedBy("instance", instance?.provider)],
    ["service", linkedBy("service", service?.provider)],
    ["org", linkedBy("org", orgDefault)],
    ["profile", profile?.hasRole === true ? { from: "profile" } : undefined],
  ];
  return said.map(([level, says]) => ({ level, says, ignored: whyIgnored(level, settings) }));
}

/** Chooses where credentials come from: the nearest level that says something. Returns undefined when no level does. */
export function chooseCredentials(settings: Settings): CredentialsSource | undefined {
  return applying(credentialsCandidates(settings))?.says;
}

/** Whether a target for which nobody says anything about credentials is refused. Else it is deployed without any. */
export function needsProvider({ mode, instance }: Pick<Settings, "mode" | "instance">): boolean {
  return mode === "providers" || (mode === "mixed" && instance?.inherits === false);
}

function linkedBy(
  level: ChosenProvider["level"],
  link: ProviderLink | undefined = null,
): CredentialsSource | undefined {
  if (link === null) return undefined;
  return typeof link === "string" ? { from: "provider", level, name: link } : { from: "none" };
}
