import type { ChosenProvider, ProviderLink, ProviderRole } from "@stagepass/contracts";
import type { ParameterSetting } from "./precedence/settings.ts";

/** What resolving reads of a service or an instance each time. The rest is found by its content id, and never changes. */
export interface TargetStanding {
  /** Names what is set at this moment. */
  readonly contentId: string;
  readonly provider: ProviderLink;
  readonly inherits: boolean;
  /** Whether it is not there yet, and this is what a blueprint of its app will set on it. */
  readonly isBlueprint: boolean;
}

/** Names what was set on a service or an instance at some moment. No id is ever used for anything else. */
export interface ContentName {
  readonly org: string;
  readonly contentId: string;
}

/** What a plan needs of a service or an instance beside its standing. It never changes. */
export interface TargetContent {
  readonly parameters: readonly ParameterSetting[];
  readonly requiredParameters: readonly string[];
  /** The keys whose values are references into AWS. */
  readonly referenceKeys: readonly string[];
}

/** A provider that a level names. Without an access role it has static keys. */
export interface ProviderStanding {
  readonly name: string;
  readonly revision: number;
  readonly accessRole: ProviderRole | null;
}

/** The providers that are linked to the instance and the service, and the default of the organization. */
export type LinkedProviders = Readonly<Record<ChosenProvider["level"], ProviderStanding | undefined>>;
