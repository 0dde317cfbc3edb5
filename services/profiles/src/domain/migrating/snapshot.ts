import type {
  AccessRole,
  AppMode,
  OrgClients,
  ProfileClients,
  ProviderLink,
  ProviderRole,
  Safeguard,
  StageMapping,
  Unprofiled,
} from "@stagepass/contracts";

/** Everything of an organization that a migration reads, as of one moment. No parameter has its value here. */
export interface Snapshot {
  readonly org: string;
  readonly orgClients: OrgClients;
  /** The organization's stage map, in its order. */
  readonly orgStages: readonly StageMapping[];
  /** The newest versions of the profiles, by name. */
  readonly profiles: ReadonlyMap<string, ProfileSnapshot>;
  /** The providers, by name. */
  readonly providers: ReadonlyMap<string, ProviderSnapshot>;
  /** The apps that are to be migrated, by name. */
  readonly apps: ReadonlyMap<string, AppSnapshot>;
}

/** The newest version of a profile. */
export interface ProfileSnapshot {
  readonly name: string;
  readonly version: number;
  readonly accessRole: AccessRole | null;
  readonly parameters: readonly ParameterSnapshot[];
  readonly safeguards: readonly Safeguard[];
  readonly clients: ProfileClients;
  /** The most that the values can take in a message, in bytes. */
  readonly valuesBytes: number;
}

/** A parameter without its value. */
export interface ParameterSnapshot {
  readonly key: string;
  readonly sensitive: boolean;
  /** Whether the key has no value here, and hides one that is set further away. */
  readonly isNone: boolean;
  /** Whether its value is read from AWS. */
  readonly isReference: boolean;
  /** Tells values apart: two parameters with the same text have the same value. It says nothing about the value. */
  readonly valueId: string;
}

/** A provider. Without an access role it has static keys. */
export interface ProviderSnapshot {
  readonly name: string;
  readonly revision: number;
  readonly accessRole: ProviderRole | null;
  readonly isDefault: boolean;
  /** The apps that it is limited to, or null. */
  readonly apps: readonly string[] | null;
}

/** An app with its stages, services and instances, also the removed ones. */
export interface AppSnapshot {
  readonly name: string;
  readonly mode: AppMode;
  readonly defaultProfile: string | null;
  readonly inheritsStages: boolean;
  readonly unprofiled: Unprofiled;
  /** The profiles of the stages that the app maps, by stage. */
  readonly stages: ReadonlyMap<string, string>;
  readonly targets: readonly TargetSnapshot[];
}

/** What can be set on a service or an instance. */
export interface Setting {
  readonly provider: ProviderLink;
  readonly inherits: boolean;
  readonly parameters: readonly ParameterSnapshot[];
}

/**
 * Names a service, or an instance if it has a stage and a region. Without a service, it is a blueprint: what services, or
 * the instances of the stage, begin with.
 */
export interface Place {
  readonly service: string | null;
  readonly stage: string | null;
  readonly region: string | null;
}

/** A service, an instance or a blueprint, with what is set on it. */
export interface TargetSnapshot extends Place, Setting {
  readonly requiredParameters: readonly string[];
}

/** Names a place within its app, as one text. */
export function placeKey({ service, stage, region }: Place): string {
  return JSON.stringify([service, stage, region]);
}

/** Whether nothing is set that could count for a deploy. */
export function saysNothing({ provider, inherits, parameters }: Setting): boolean {
  return provider === null && inherits && parameters.length === 0;
}
