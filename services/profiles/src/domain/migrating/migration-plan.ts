import type { AccessRole, AppMode, ProviderLink } from "@stagepass/contracts";
import type { Conflict } from "./conflict.ts";
import type { Place } from "./snapshot.ts";

/** Everything that a migration would write, and what keeps it from that. It is the same for the same configuration. */
export interface MigrationPlan {
  readonly asHosted: boolean;
  readonly providers: readonly PlannedProvider[];
  /** The profiles that have no access role, and so get no provider. */
  readonly skippedProfiles: readonly string[];
  readonly apps: readonly PlannedApp[];
  /** The apps that resolve by providers already, and stay as they are. */
  readonly unchangedApps: readonly string[];
  /** With any of these, nothing is written at all. */
  readonly conflicts: readonly Conflict[];
}

/** A provider for a profile. */
export interface PlannedProvider {
  readonly name: string;
  readonly accessRole: AccessRole;
  /** Whether it is there already, with the same role. */
  readonly isTakenOver: boolean;
}

/** What is written for one app. */
export interface PlannedApp {
  readonly app: string;
  readonly modeBefore: AppMode;
  /** Services, instances and blueprints. */
  readonly rows: readonly PlannedRow[];
}

/** What is written on a service, on an instance, or as the blueprint of those that appear later. */
export interface PlannedRow extends Place {
  readonly provider: ProviderLink;
  readonly inherits: boolean;
  /** The profile whose parameters are copied, or null where it has none. */
  readonly parametersOf: string | null;
}
