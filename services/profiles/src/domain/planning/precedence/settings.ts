import type { AppMode, Level, ProviderLink } from "@stagepass/contracts";

/** What resolving reads of a parameter: its key, and whether it hides what is set further away. */
export interface ParameterSetting {
  readonly key: string;
  readonly isNone: boolean;
}

/** What resolving reads of a service. */
export interface ServiceSettings {
  readonly provider: ProviderLink;
  readonly parameters: readonly ParameterSetting[];
  /** The keys that every deploy of the service must find. */
  readonly requiredParameters: readonly string[];
}

/** What resolving reads of an instance. */
export interface InstanceSettings {
  readonly provider: ProviderLink;
  readonly parameters: readonly ParameterSetting[];
  /** Whether it takes anything from its service, its organization or its profile. */
  readonly inherits: boolean;
}

/** What resolving reads of a version of a profile. */
export interface ProfileSettings {
  readonly hasRole: boolean;
  readonly parameterKeys: readonly string[];
}

/** Everything that is set for a target, as of one moment. What does not exist is undefined. */
export interface Settings {
  readonly mode: AppMode;
  readonly instance: InstanceSettings | undefined;
  readonly service: ServiceSettings | undefined;
  /** The name of the organization's default provider. */
  readonly orgDefault: string | undefined;
  readonly profile: ProfileSettings | undefined;
}

/** Why nothing that is set at a level counts for a target, or null when it counts. */
export function whyIgnored(
  level: Level,
  { mode, instance }: Pick<Settings, "mode" | "instance">,
): string | null {
  const isOfMode = level === "profile" ? mode !== "providers" : mode !== "profiles";
  if (!isOfMode) return `The app resolves by ${mode}.`;
  const isBelowInstance = level !== "instance" && mode !== "profiles";
  return isBelowInstance && instance?.inherits === false ? "The instance inherits nothing." : null;
}
