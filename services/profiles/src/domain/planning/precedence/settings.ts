/** How an app resolves: by profiles, by providers, or by profiles that providers and parameters replace. */
export type Mode = "profiles" | "providers" | "mixed";

/** Says that nothing is to apply, not even what is set further away. No name is spelled like it. */
export interface None {
  readonly none: true;
}

/** The name of the provider that is linked, or none. It is null without a link. */
export type ProviderLink = string | None | null;

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
  readonly mode: Mode;
  readonly instance: InstanceSettings | undefined;
  readonly service: ServiceSettings | undefined;
  /** The name of the organization's default provider. */
  readonly orgDefault: string | undefined;
  readonly profile: ProfileSettings | undefined;
}

/** Where something can be set for a target, the nearest to the deploy first. */
export type Level = "instance" | "service" | "org" | "profile";

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
