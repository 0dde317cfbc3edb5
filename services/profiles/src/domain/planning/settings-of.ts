import type { KnownTarget, ParameterLevel } from "@stagepass/contracts";
import type { Settings } from "./precedence/settings.ts";
import type { AppStanding } from "./standing.ts";
import type { ContentName, TargetContent, TargetStanding } from "./target-standing.ts";
import type { VersionContent } from "./version-content.ts";

/** What collecting the settings of a target needs from outside. */
export interface SettingsPorts {
  /** Returns what is named, or undefined when something else is set by now. */
  findTargetContent(name: ContentName): Promise<TargetContent | undefined>;
}

/** Says that something was changed between two reads of what has to be read as of one moment. */
export class Outdated extends Error {
  override readonly name = "Outdated";
}

/** What applies to a target, beside its profile's safeguards. */
export interface Standings {
  readonly app: AppStanding;
  readonly profile: Pick<VersionContent, "accessRole" | "parameterKeys" | "referenceKeys">;
}

/** The settings of a target, and the keys of each level whose values are references into AWS. */
export interface FoundSettings extends Settings {
  readonly referenceKeys: Readonly<Record<ParameterLevel, readonly string[]>>;
}

/**
 * Collects everything that is set for a target and can decide about its credentials and parameters. Throws `Outdated`
 * when what is set on the service or the instance was changed since the app's standing was read.
 */
export async function settingsOf(
  ports: SettingsPorts,
  { org }: Pick<KnownTarget, "org">,
  { app, profile }: Standings,
): Promise<FoundSettings> {
  const { mode, service, instance, providers } = app;
  const [ofService, ofInstance] = await Promise.all([read(service), read(instance)]);
  return {
    mode,
    service: service && ofService && { provider: service.provider, ...ofService },
    instance: instance &&
      ofInstance && { ...ofInstance, provider: instance.provider, inherits: instance.inherits },
    orgDefault: providers.org?.name,
    profile: { hasRole: profile.accessRole !== null, parameterKeys: profile.parameterKeys },
    referenceKeys: {
      instance: ofInstance?.referenceKeys ?? [],
      service: ofService?.referenceKeys ?? [],
      profile: profile.referenceKeys,
    },
  };

  async function read(standing: TargetStanding | undefined): Promise<TargetContent | undefined> {
    if (standing === undefined) return undefined;
    const content = await ports.findTargetContent({ org, contentId: standing.contentId });
    if (content === undefined) throw new Outdated("Service or instance were changed while they were read.");
    return content;
  }
}
