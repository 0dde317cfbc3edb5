import type {
  AccessRole,
  AppMode,
  ProviderLink,
  ProviderMigration,
  ValueReference,
} from "@stagepass/contracts";
import type { Announce, AnnounceEach, InTransaction } from "../common/change.ts";
import type { NearNames } from "../common/no-such.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a migration needs from outside. */
export interface MigrationPorts {
  openVault(org: string): Promise<OrgVault>;
  /** Runs reads that all see the same moment, and locks nothing. */
  readAsOfNow<T>(work: (reads: MigrationReads) => Promise<T>): Promise<T>;
  transaction: InTransaction<MigrationChanges>;
  /** Waits a moment, before what others hold is asked for again. */
  pause(): Promise<void>;
}

/** What planning a migration reads. */
export interface MigrationReads extends Pick<NearNames, "listNearApps"> {
  /** Reads an organization, or one app of it. */
  readConfiguration(org: string, app: string | undefined): Promise<ReadConfiguration>;
  /** Reads the parameters of the newest versions of profiles, in their order. */
  readNewestParameters(org: string, profiles: readonly string[]): Promise<NewestParameter[]>;
}

/** A configuration as it was read. */
export interface ReadConfiguration {
  readonly snapshot: Snapshot;
  /** The ids of the rows of services, instances and blueprints, by app and by `placeKey`. */
  readonly targetIds: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Whether everything was read: there is a limit to what is migrated at once. */
  readonly isComplete: boolean;
}

/** A parameter of the newest version of a profile. It has a ciphertext or a reference. */
export interface NewestParameter {
  readonly profile: string;
  readonly key: string;
  readonly sensitive: boolean;
  readonly sealed: Uint8Array | null;
  /** The name that the profile had when the value was sealed. */
  readonly sealedFor: string;
  readonly reference: ValueReference | null;
}

/** What doing a migration needs of a transaction. */
export interface MigrationChanges extends MigrationReads {
  /**
   * Locks everything that a migration reads and writes, until the transaction ends: what is changed meanwhile is changed
   * before or after it. Returns false, at once, while somebody else holds a part of it.
   */
  holdConfiguration(org: string, app: string | undefined): Promise<boolean>;
  /** Adds providers with a role, for every app. */
  addProviders(org: string, providers: readonly ProviderToAdd[]): Promise<WrittenRow[]>;
  /** Writes what services and instances are linked to, and whether they inherit. Returns their new revisions. */
  writeSettings(settings: readonly SettingToWrite[]): Promise<WrittenRow[]>;
  /** Adds blueprints, in their order. */
  addBlueprints(org: string, blueprints: readonly BlueprintToAdd[]): Promise<WrittenRow[]>;
  /** Adds parameters to services, instances and blueprints. */
  addTargetParameters(parameters: readonly ParameterToAdd[]): Promise<void>;
  /** Writes the mode of apps. Returns their new revisions, by name. */
  writeModes(org: string, modes: readonly ModeToWrite[]): Promise<{ name: string; revision: number }[]>;
  addMigration(migration: MigrationToAdd): Promise<StoredMigration>;
  announce: Announce;
  announceEach: AnnounceEach;
}

/** A row that was written, and which change of it this was. */
export interface WrittenRow {
  readonly id: string;
  readonly revision: number;
}

/** A provider to add. */
export interface ProviderToAdd {
  readonly name: string;
  readonly accessRole: AccessRole;
}

/** What is to be set on a service or an instance beside its parameters. */
export interface SettingToWrite {
  readonly id: string;
  readonly provider: ProviderLink;
  readonly inherits: boolean;
}

/** A blueprint to add. */
export interface BlueprintToAdd {
  readonly app: string;
  readonly stage: string | null;
  readonly provider: ProviderLink;
  readonly inherits: boolean;
}

/** A parameter to add. It has a ciphertext or a reference. */
export interface ParameterToAdd {
  readonly targetId: string;
  readonly position: number;
  readonly key: string;
  readonly sensitive: boolean;
  readonly sealed: Uint8Array | null;
  readonly reference: ValueReference | null;
}

/** A mode to write. */
export interface ModeToWrite {
  readonly app: string;
  readonly mode: AppMode;
}

/** A migration to keep, with what it left, by which an undo can tell whether that was changed since. */
export interface MigrationToAdd {
  readonly org: string;
  readonly app: string | undefined;
  readonly by: string;
  readonly report: MigrationReport;
  readonly providers: readonly (WrittenRow & { readonly name: string })[];
  readonly apps: readonly { readonly app: string; readonly modeBefore: AppMode; readonly revision: number }[];
  readonly targets: readonly WrittenRow[];
}

/** What is shown of a migration, and kept. */
export type MigrationReport = Pick<ProviderMigration, "asHosted" | "plan" | "parity">;

/** A migration that was done. */
export interface StoredMigration {
  readonly id: string;
  readonly app: string | null;
  readonly report: MigrationReport;
  readonly migratedAt: Date;
  readonly migratedBy: string;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
}
